"""OIOUBL's words and places, read as EN 16931's. The document is ours; the names are OIOUBL 2.1's."""

from datetime import date
from decimal import Decimal

import pytest

from samkoeb import documents
from samkoeb.documents import DocumentFault, totals
from samkoeb.documents.iso20022 import routes
from samkoeb.documents.model import Fik, Giro, Iban, Identifier, TaxCategory

TODAY = date(2026, 11, 22)
TAX = """<cac:TaxCategory><cbc:ID>StandardRated</cbc:ID><cbc:Percent>25</cbc:Percent>
    <cac:TaxScheme><cbc:ID>63</cbc:ID><cbc:Name>Moms</cbc:Name></cac:TaxScheme></cac:TaxCategory>"""
BANK = """<cbc:PaymentMeansCode>42</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-12-22</cbc:PaymentDueDate>
    <cbc:PaymentChannelCode>DK:BANK</cbc:PaymentChannelCode><cac:PayeeFinancialAccount><cbc:ID>4069172444</cbc:ID>
    <cac:FinancialInstitutionBranch><cbc:ID>0216</cbc:ID></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount>"""
FIK = """<cbc:PaymentMeansCode>93</cbc:PaymentMeansCode><cbc:PaymentChannelCode>DK:FIK</cbc:PaymentChannelCode>
    <cbc:InstructionID>000000123456782</cbc:InstructionID><cbc:PaymentID>71</cbc:PaymentID>
    <cac:CreditAccount><cbc:AccountID>81234567</cbc:AccountID></cac:CreditAccount>"""
GIRO = """<cbc:PaymentMeansCode>50</cbc:PaymentMeansCode><cbc:PaymentChannelCode>DK:GIRO</cbc:PaymentChannelCode>
    <cbc:PaymentID>01</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>1234567</cbc:ID></cac:PayeeFinancialAccount>"""
IBAN = """<cbc:PaymentMeansCode>31</cbc:PaymentMeansCode><cbc:PaymentChannelCode>IBAN</cbc:PaymentChannelCode>
    <cac:PayeeFinancialAccount><cbc:ID>DK5000400440116243</cbc:ID><cac:FinancialInstitutionBranch><cac:FinancialInstitution>
    <cbc:ID>NDEADKKK</cbc:ID></cac:FinancialInstitution></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount>"""


def invoice(means: str = BANK, factor: str = "0.10") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>OIOUBL-2.1</cbc:CustomizationID>
  <cbc:ProfileID>urn:www.nesubl.eu:profiles:profile5:ver2.0</cbc:ProfileID>
  <cbc:ID>77</cbc:ID><cbc:IssueDate>2026-11-22</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>DKK</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="DK:CVR">DK10092485</cbc:EndpointID>
    <cac:PartyName><cbc:Name>Handskegrossisten</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cbc:StreetName>Æblevej</cbc:StreetName><cbc:BuildingNumber>9</cbc:BuildingNumber></cac:PostalAddress>
    <cac:PartyLegalEntity><cbc:CompanyID schemeID="DK:CVR">DK10092485</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>
  </cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="GLN">5798000880016</cbc:EndpointID>
    <cac:Contact><cbc:ID>B4-17</cbc:ID></cac:Contact></cac:Party></cac:AccountingCustomerParty>
  <cac:Delivery><cac:DeliveryAddress><cbc:StreetName>Ringvejen</cbc:StreetName><cbc:BuildingNumber>75</cbc:BuildingNumber></cac:DeliveryAddress></cac:Delivery>
  <cac:PaymentMeans>{means}</cac:PaymentMeans>
  <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Rabat</cbc:AllowanceChargeReason>
    <cbc:MultiplierFactorNumeric>{factor}</cbc:MultiplierFactorNumeric><cbc:Amount currencyID="DKK">10.00</cbc:Amount>
    <cbc:BaseAmount currencyID="DKK">100.00</cbc:BaseAmount>{TAX}</cac:AllowanceCharge>
  <cac:TaxTotal><cbc:TaxAmount currencyID="DKK">22.50</cbc:TaxAmount><cac:TaxSubtotal>
    <cbc:TaxableAmount currencyID="DKK">90.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="DKK">22.50</cbc:TaxAmount>{TAX}
  </cac:TaxSubtotal></cac:TaxTotal>
  <cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="DKK">100.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="DKK">22.50</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="DKK">112.50</cbc:TaxInclusiveAmount>
    <cbc:AllowanceTotalAmount currencyID="DKK">10.00</cbc:AllowanceTotalAmount>
    <cbc:PayableAmount currencyID="DKK">112.50</cbc:PayableAmount></cac:LegalMonetaryTotal>
  <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="EA">4</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="DKK">100.00</cbc:LineExtensionAmount>
    <cac:OrderLineReference><cbc:LineID>3</cbc:LineID><cac:OrderReference><cbc:ID>O-17</cbc:ID></cac:OrderReference></cac:OrderLineReference>
    <cac:TaxTotal><cbc:TaxAmount currencyID="DKK">25.00</cbc:TaxAmount><cac:TaxSubtotal>
      <cbc:TaxableAmount currencyID="DKK">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="DKK">25.00</cbc:TaxAmount>{TAX}
    </cac:TaxSubtotal></cac:TaxTotal>
    <cac:Item><cbc:Name>Handske</cbc:Name>
      <cac:SellersItemIdentification><cbc:ID schemeID="GTIN">5701234567899</cbc:ID></cac:SellersItemIdentification></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="DKK">25.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>""".encode()


def read(raw: bytes):
    return documents.read(raw, on=TODAY)


def test_words_and_places_are_en_16931s():
    found = read(invoice())
    one = found.model
    assert found.profile.name == "oioubl-2.1-invoice"
    assert (found.sender, found.receiver) == (Identifier("DK10092485", "0184"), Identifier("5798000880016", "0088"))
    assert one.seller.address.street == "Æblevej 9"
    assert one.delivery.address.street == "Ringvejen 75"
    assert one.buyer_reference == "B4-17"
    assert one.due_on == date(2026, 12, 22)
    assert one.lines[0].item.tax == TaxCategory(code="S", percent=Decimal(25))
    assert one.lines[0].item.gtin == "5701234567899"
    assert (one.lines[0].order_number, one.lines[0].order_line_id) == ("O-17", "3")


def test_the_total_without_tax_is_not_taken_from_the_field_that_means_the_tax():
    one = read(invoice()).model
    assert one.totals.tax_exclusive is None
    assert one.tax_amount == Decimal("22.50")
    assert totals.compare(one) == ()


def test_a_factor_becomes_a_percentage():
    assert read(invoice()).model.allowances[0].percent == Decimal(10)
    with pytest.raises(DocumentFault) as caught:
        read(invoice(factor="10%"))
    assert (caught.value.code, caught.value.facts["field"]) == ("bad_number", "MultiplierFactorNumeric")


@pytest.mark.parametrize(
    ("means", "code", "route"),
    [
        (FIK, "93", Fik("71", "81234567", "000000123456782")),
        (GIRO, "50", Giro("01", "1234567")),
        (IBAN, "58", Iban("DK5000400440116243", "NDEADKKK")),
    ],
)
def test_payment_cards_and_ibans_are_said_peppols_way(means, code, route):
    found = read(invoice(means)).model.payment_means[0]
    assert found.code == code
    assert routes.route_of(found) == route


def test_what_was_read_from_oioubl_is_written_as_peppol():
    one = read(invoice()).model
    again = read(documents.write(one))
    assert again.profile.name == "peppol-bis-3-invoice"
    assert again.model.lines == one.lines
