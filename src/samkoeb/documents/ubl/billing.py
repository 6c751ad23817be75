"""What invoice and credit note share in UBL, which is nearly all. The two differ in names, and in the order of a few elements."""

from decimal import Decimal
from typing import Any

from lxml import etree

from samkoeb.documents.model import BillingReference, DocumentReference, Identifier, Invoice, InvoiceLine, PaymentMeans
from samkoeb.documents.ubl import roles
from samkoeb.documents.ubl.kinds import AMOUNT, DATE, IDENTIFIER, QUANTITY, TEXT, Kind, set_text
from samkoeb.documents.ubl.names import expand
from samkoeb.documents.ubl.party import DOCUMENT_REFERENCE, SPAN, party_in, reference
from samkoeb.documents.ubl.shapes import Row, Shape, Values, by_call, fixed, inside, joined, one, part, parts
from samkoeb.documents.ubl.tax import MONETARY_TOTALS, TAX_SUBTOTAL

INVOICED_OBJECT = "130"  # UNCL 1001: invoicing data sheet, EN 16931's sign for BT-18 and BT-128
UNKNOWN_LINE = "NA"  # UBL asks for a line number even where only the document is known

_LINE_ID = Kind(
    lambda element: None if (text := TEXT.get(element)) == UNKNOWN_LINE else text,
    lambda element, value, _currency: set_text(element, value),
)


def _line_reference(name: str, line_field: str, document_name: str, document_field: str) -> Row:
    """A line of another document, of which UBL wants a number: "NA" where only the document is known."""
    tag, line_tag = expand(name), expand("cbc:LineID")
    row = inside(name, one("cbc:LineID", line_field, _LINE_ID), reference(document_name, document_field))

    def put(parent: Any, model: Any, currency: str) -> bool:
        if row.put is None or not row.put(parent, model, currency):
            return False
        element = parent.findall(tag)[-1]
        if element.find(line_tag) is None:
            first = etree.Element(line_tag)
            first.text = UNKNOWN_LINE
            element.insert(0, first)
        return True

    return Row(row.tag, row.reading, put, row.fields, row.lists)


def line_shape(quantity: str) -> Shape[InvoiceLine]:
    """An invoice or credit note line; `quantity` is the name of its quantity."""
    return Shape(
        InvoiceLine,
        one("cbc:ID", "id"),
        joined("cbc:Note", "note"),
        one(quantity, "quantity", QUANTITY),
        one("cbc:LineExtensionAmount", "net", AMOUNT),
        one("cbc:AccountingCost", "accounting_cost"),
        part("cac:InvoicePeriod", "period", SPAN),
        _line_reference("cac:OrderLineReference", "order_line_id", "cac:OrderReference", "order_number"),
        _line_reference("cac:DespatchLineReference", "despatch_line_id", "cac:DocumentReference", "despatch_number"),
        _line_reference("cac:ReceiptLineReference", "receipt_line_id", "cac:DocumentReference", "receipt_number"),
        inside("cac:DocumentReference", one("cbc:ID", "object", IDENTIFIER), fixed("cbc:DocumentTypeCode", INVOICED_OBJECT)),
        parts("cac:AllowanceCharge", "allowances", roles.LINE_ALLOWANCE),
        part("cac:Item", "item", roles.INVOICE_ITEM),
        part("cac:Price", "price", roles.ORDER_PRICE),
    )


BILLING_REFERENCE = Shape(
    BillingReference,
    inside("cac:InvoiceDocumentReference", one("cbc:ID", "number"), one("cbc:IssueDate", "issued_on", DATE)),
)

PAYMENT_MEANS = Shape(
    PaymentMeans,
    one("cbc:PaymentMeansCode", "code", name="name"),
    joined("cbc:InstructionNote", "instruction_note"),
    one("cbc:PaymentID", "payment_id"),
    inside(
        "cac:CardAccount",
        one("cbc:PrimaryAccountNumberID", "card_number"),
        one("cbc:NetworkID", "card_network"),
        one("cbc:HolderName", "card_holder"),
    ),
    inside(
        "cac:PayeeFinancialAccount",
        one("cbc:ID", "account"),
        one("cbc:Name", "account_name"),
        inside("cac:FinancialInstitutionBranch", one("cbc:ID", "branch")),
    ),
    inside("cac:PaymentMandate", one("cbc:ID", "mandate_id"), inside("cac:PayerFinancialAccount", one("cbc:ID", "debited_account"))),
)


def payment_means() -> Row:
    """Payment means. A day to pay before, where it stands here (credit notes, OIOUBL), is the document's."""
    tag, code_tag, due_tag = expand("cac:PaymentMeans"), expand("cbc:PaymentMeansCode"), expand("cbc:PaymentDueDate")

    def take(child: Any, values: Values) -> None:
        means = PAYMENT_MEANS.read_stated(child)
        if means is not None:
            values.setdefault("payment_means", []).append(means)
        due = child.find(due_tag)
        day = DATE.get(due) if due is not None else None
        if day is not None:
            values.setdefault("due_on", day)

    def put(parent: Any, model: Any, currency: str) -> bool:
        for at, means in enumerate(model.payment_means):
            element = etree.SubElement(parent, tag)
            PAYMENT_MEANS.write(element, means, currency)
            if at == 0 and model.credit and model.due_on:
                due = etree.Element(due_tag)
                due.text = model.due_on.isoformat()
                element.insert(1 if element[0].tag == code_tag else 0, due)
        return bool(model.payment_means)

    return by_call(tag, take, put, ("payment_means",), ("payment_means",))


def additional_documents() -> Row:
    """Supporting documents (BG-24), and among them the invoiced object (BT-18)."""
    tag = expand("cac:AdditionalDocumentReference")

    def take(child: Any, values: Values) -> None:
        found = DOCUMENT_REFERENCE.read_stated(child)
        if found is None:
            return
        if found == DocumentReference(id=found.id, scheme=found.scheme, type_code=INVOICED_OBJECT) and "object" not in values:
            values["object"] = Identifier(found.id, found.scheme)
        else:
            values.setdefault("documents", []).append(found)

    def put(parent: Any, model: Any, currency: str) -> bool:
        every = list(model.documents)
        if model.object:
            every.insert(0, DocumentReference(id=model.object.value, scheme=model.object.scheme, type_code=INVOICED_OBJECT))
        for one_document in every:
            DOCUMENT_REFERENCE.write(etree.SubElement(parent, tag), one_document, currency)
        return bool(every)

    return by_call(tag, take, put, ("documents", "object"), ("documents",))


def tax_totals() -> Row:
    """The VAT total with its breakdown (BT-110, BG-23), and once more in the tax currency (BT-111).

    OIOUBL may state several totals in the document currency: they are added.
    """
    tag, amount_tag, subtotal_tag = expand("cac:TaxTotal"), expand("cbc:TaxAmount"), expand("cac:TaxSubtotal")

    def take(child: Any, values: Values) -> None:
        element = child.find(amount_tag)
        amount = AMOUNT.get(element) if element is not None else None
        stated_in = element.get("currencyID", "") if element is not None else ""
        if stated_in and stated_in == values.get("tax_currency") != values.get("currency"):
            values.setdefault("tax_amount_in_tax_currency", amount)
            return
        if amount is not None:
            values["tax_amount"] = values.get("tax_amount", Decimal(0)) + amount
        for below in child.iterchildren(subtotal_tag):
            values.setdefault("taxes", []).append(TAX_SUBTOTAL.read(below))

    def put(parent: Any, model: Any, currency: str) -> bool:
        if model.tax_amount is not None or model.taxes:
            total = etree.SubElement(parent, tag)
            amount = model.tax_amount if model.tax_amount is not None else sum((row.tax for row in model.taxes), Decimal(0))
            AMOUNT.put(etree.SubElement(total, amount_tag), amount, currency)
            for row in model.taxes:
                TAX_SUBTOTAL.write(etree.SubElement(total, subtotal_tag), row, currency)
        if model.tax_amount_in_tax_currency is not None and model.tax_currency:
            total = etree.SubElement(parent, tag)
            AMOUNT.put(etree.SubElement(total, amount_tag), model.tax_amount_in_tax_currency, model.tax_currency)
        return True

    return by_call(tag, take, put, ("tax_amount", "taxes", "tax_amount_in_tax_currency"), ("taxes",))


def bill(*, kind: tuple[Row, ...], references: tuple[Row, ...], lines: str, quantity: str) -> Shape[Invoice]:
    """The table of both. The schemas order two stretches differently: `kind` follows the day of issue, `references` the receipt's."""
    return Shape(
        Invoice,
        one("cbc:CustomizationID", "customization_id"),
        one("cbc:ProfileID", "profile_id"),
        one("cbc:ID", "number"),
        one("cbc:IssueDate", "issued_on", DATE),
        *kind,
        one("cbc:DocumentCurrencyCode", "currency"),
        one("cbc:TaxCurrencyCode", "tax_currency"),
        one("cbc:AccountingCost", "accounting_cost"),
        one("cbc:BuyerReference", "buyer_reference"),
        part("cac:InvoicePeriod", "period", SPAN),
        inside("cac:OrderReference", one("cbc:ID", "order_number"), one("cbc:SalesOrderID", "sales_order_id")),
        parts("cac:BillingReference", "billing_references", BILLING_REFERENCE),
        reference("cac:DespatchDocumentReference", "despatch_number"),
        reference("cac:ReceiptDocumentReference", "receipt_number"),
        *references,
        party_in("cac:AccountingSupplierParty", "seller", roles.INVOICE_SELLER),
        party_in("cac:AccountingCustomerParty", "buyer", roles.INVOICE_BUYER),
        part("cac:PayeeParty", "payee", roles.PAYEE),
        part("cac:TaxRepresentativeParty", "tax_representative", roles.TAX_REPRESENTATIVE),
        part("cac:Delivery", "delivery", roles.INVOICE_DELIVERY),
        payment_means(),
        inside("cac:PaymentTerms", joined("cbc:Note", "payment_terms")),
        parts("cac:AllowanceCharge", "allowances", roles.DOCUMENT_ALLOWANCE),
        tax_totals(),
        part("cac:LegalMonetaryTotal", "totals", MONETARY_TOTALS),
        parts(lines, "lines", line_shape(quantity)),
    )
