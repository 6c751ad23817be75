"""Rewrite an OIOUBL element in place, so that the UBL readers see EN 16931's words in EN 16931's places.

Worked on: schemes, VAT categories and schemes, street and house number, the personal reference, totals, factors that are
percentages elsewhere, payment cards, GTINs given as the seller's number, VAT per line. Nothing is computed but factor × 100.
"""

from copy import deepcopy
from typing import Any

from lxml import etree

from samkoeb.documents import lexical
from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.oioubl import words
from samkoeb.documents.ubl.kinds import text_of
from samkoeb.documents.ubl.names import expand

_TAG = {
    name: expand(name)
    for name in (
        "cbc:ID", "cbc:StreetName", "cbc:BuildingNumber", "cbc:TaxExclusiveAmount", "cbc:MultiplierFactorNumeric", "cbc:PaymentMeansCode",
        "cbc:PaymentChannelCode", "cbc:PaymentID", "cbc:InstructionID", "cbc:AccountID", "cbc:BuyerReference", "cac:TaxScheme",
        "cac:TaxCategory", "cac:PaymentMeans", "cac:CreditAccount", "cac:PayeeFinancialAccount", "cac:AccountingCustomerParty",
        "cac:FinancialInstitutionBranch", "cac:FinancialInstitution", "cac:InvoiceLine", "cac:CreditNoteLine", "cac:CatalogueLine",
        "cac:Item", "cac:ClassifiedTaxCategory", "cac:SellersItemIdentification", "cac:StandardItemIdentification",
        "cac:RequiredItemLocationQuantity", "cac:ApplicableTaxCategory", "cac:TaxTotal", "cac:TaxSubtotal", "cac:DeliveryAddress",
        "cac:DeliveryLocation", "cac:Address", "cac:LegalMonetaryTotal",
    )
}  # fmt: skip
_PERSONAL_REFERENCE = "/".join(expand(name) for name in ("cac:AccountingCustomerParty", "cac:Party", "cac:Contact", "cbc:ID"))


def translate(element: Any) -> None:
    """A document's root, or one line of a catalogue."""
    for one in list(element.iter(etree.Element)):
        scheme = one.get("schemeID")
        if scheme in words.SCHEMES:
            one.set("schemeID", words.SCHEMES[scheme])
        work = _BY_TAG.get(one.tag)
        if work:
            work(one)
    _personal_reference(element)


def _tax_scheme(scheme: Any) -> None:
    _reword(scheme.find(_TAG["cbc:ID"]), words.TAX_SCHEMES)


def _tax_category(category: Any) -> None:
    _reword(category.find(_TAG["cbc:ID"]), words.TAX_CATEGORIES)


def _reword(element: Any, table: dict[str, str]) -> None:
    if element is not None:
        element.text = table.get(text_of(element), element.text)


def _street(number: Any) -> None:
    """House numbers stand apart in OIOUBL."""
    street, parent = number.getparent().find(_TAG["cbc:StreetName"]), number.getparent()
    if street is None:
        street = etree.SubElement(parent, _TAG["cbc:StreetName"])
    street.text = f"{text_of(street)} {text_of(number)}".strip()


def _totals(totals: Any) -> None:
    """OIOUBL's TaxExclusiveAmount is the tax alone; what EN 16931 means by the name is not stated."""
    for one in totals.findall(_TAG["cbc:TaxExclusiveAmount"]):
        totals.remove(one)


def _factor(factor: Any) -> None:
    """0.10 here, 10 (percent) there."""
    text = text_of(factor)
    if text:
        try:
            factor.text = lexical.from_decimal(lexical.to_decimal(text) * 100)
        except DocumentFault as fault:
            fault.facts |= {"field": "MultiplierFactorNumeric", "line": factor.sourceline or 0}
            raise


def _payment_means(means: Any) -> None:
    """Card kind and reference become "71#…", the creditor number an account, a BIC the branch of an IBAN account."""
    code = means.find(_TAG["cbc:PaymentMeansCode"])
    if code is None:
        return
    channel, kind = means.find(_TAG["cbc:PaymentChannelCode"]), means.find(_TAG["cbc:PaymentID"])
    code_text = text_of(code)
    code.text = words.PAYMENT_MEANS.get((code_text, text_of(channel) if channel is not None else ""), code_text)
    if code_text in words.CARD_CODES and kind is not None and "#" not in text_of(kind):
        reference = means.find(_TAG["cbc:InstructionID"])
        kind.text = f"{text_of(kind)}#{text_of(reference) if reference is not None else ''}"
    creditor = means.find(f"{_TAG['cac:CreditAccount']}/{_TAG['cbc:AccountID']}")
    account = means.find(_TAG["cac:PayeeFinancialAccount"])
    if creditor is not None and account is None:
        account = etree.SubElement(means, _TAG["cac:PayeeFinancialAccount"])
        etree.SubElement(account, _TAG["cbc:ID"]).text = text_of(creditor)
    branch = account.find(_TAG["cac:FinancialInstitutionBranch"]) if account is not None else None
    if branch is not None and branch.find(_TAG["cbc:ID"]) is None:
        bank = branch.find(f"{_TAG['cac:FinancialInstitution']}/{_TAG['cbc:ID']}")
        if bank is not None:
            etree.SubElement(branch, _TAG["cbc:ID"]).text = text_of(bank)


def _sellers_number(sellers: Any) -> None:
    """A GTIN given as the seller's number is the standard number as well."""
    number, item = sellers.find(_TAG["cbc:ID"]), sellers.getparent()
    is_gtin = number is not None and number.get("schemeID") in ("GTIN", "EAN", "0160")
    if is_gtin and item.find(_TAG["cac:StandardItemIdentification"]) is None:
        standard = etree.SubElement(item, _TAG["cac:StandardItemIdentification"])
        etree.SubElement(standard, _TAG["cbc:ID"], schemeID="0160").text = text_of(number)


def _line_tax(line: Any) -> None:
    """VAT stands on the line; EN 16931 has it on the item."""
    path = f"{_TAG['cac:TaxTotal']}/{_TAG['cac:TaxSubtotal']}/{_TAG['cac:TaxCategory']}"
    _classify(line, line.findall(path))


def _catalogue_line_tax(line: Any) -> None:
    _classify(line, line.findall(f"{_TAG['cac:RequiredItemLocationQuantity']}/{_TAG['cac:ApplicableTaxCategory']}"))


def _classify(line: Any, categories: list[Any]) -> None:
    item = line.find(_TAG["cac:Item"])
    vat = next((one for one in categories if _is_vat(one)), None)
    if item is None or vat is None or item.find(_TAG["cac:ClassifiedTaxCategory"]) is not None:
        return
    copy = deepcopy(vat)
    copy.tag = _TAG["cac:ClassifiedTaxCategory"]
    _tax_category(copy)
    for scheme in copy.findall(_TAG["cac:TaxScheme"]):
        _tax_scheme(scheme)
    item.append(copy)


def _is_vat(category: Any) -> bool:
    scheme = category.find(f"{_TAG['cac:TaxScheme']}/{_TAG['cbc:ID']}")
    return scheme is not None and text_of(scheme) in ("63", "VAT")


def _delivery_address(address: Any) -> None:
    """The address of a delivery without a location."""
    delivery = address.getparent()
    location = delivery.find(_TAG["cac:DeliveryLocation"])
    if location is None:
        location = etree.SubElement(delivery, _TAG["cac:DeliveryLocation"])
    if location.find(_TAG["cac:Address"]) is None:
        address.tag = _TAG["cac:Address"]
        location.append(address)


def _personal_reference(root: Any) -> None:
    """The buyer's contact number is what leads an OIOUBL invoice to a person: EN 16931's buyer reference (BT-10)."""
    number = root.find(_PERSONAL_REFERENCE)
    if number is not None and root.find(_TAG["cbc:BuyerReference"]) is None:
        etree.SubElement(root, _TAG["cbc:BuyerReference"]).text = text_of(number)


_BY_TAG = {
    _TAG["cac:TaxScheme"]: _tax_scheme,
    _TAG["cac:TaxCategory"]: _tax_category,
    _TAG["cbc:BuildingNumber"]: _street,
    _TAG["cac:LegalMonetaryTotal"]: _totals,
    _TAG["cbc:MultiplierFactorNumeric"]: _factor,
    _TAG["cac:PaymentMeans"]: _payment_means,
    _TAG["cac:SellersItemIdentification"]: _sellers_number,
    _TAG["cac:InvoiceLine"]: _line_tax,
    _TAG["cac:CreditNoteLine"]: _line_tax,
    _TAG["cac:CatalogueLine"]: _catalogue_line_tax,
    _TAG["cac:DeliveryAddress"]: _delivery_address,
}
