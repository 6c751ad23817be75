"""What is shown of a UBL document, in the order of reading. A section that a document has nothing for is left out, so one layout does for all.

A path's steps are tried from the left where several are given; "@" takes an attribute. `repeats`: a table with a row for each.
"""

from dataclasses import dataclass

from samkoeb.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Field:
    label: Text
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """`paths`: where it may stand below the root; "" is the root itself."""

    label: Text
    paths: tuple[str, ...]
    fields: tuple[Field, ...]
    repeats: bool = False


def _field(da: str, en: str, *paths: str) -> Field:
    return Field(Text(da, en), paths)


# What has lines and parties that people know; any other document is shown as a tree.
ROOTS = frozenset({
    "Invoice", "CreditNote", "Order", "OrderChange", "OrderResponse", "OrderResponseSimple", "OrderCancellation", "DespatchAdvice",
    "ReceiptAdvice", "Catalogue", "Reminder", "Statement", "Quotation",
})  # fmt: skip

_HEAD = (
    _field("Nummer", "Number", "cbc:ID"),
    _field("Dato", "Date", "cbc:IssueDate"),
    _field("Forfald", "Due", "cbc:DueDate"),
    _field("Type", "Type", "cbc:InvoiceTypeCode", "cbc:CreditNoteTypeCode", "cbc:OrderTypeCode", "cbc:OrderResponseCode"),
    _field("Valuta", "Currency", "cbc:DocumentCurrencyCode"),
    _field("Købers reference", "Buyer's reference", "cbc:BuyerReference", "cbc:CustomerReference"),
    _field("Ordre", "Order", "cac:OrderReference/cbc:ID"),
    _field("Kontrakt", "Contract", "cac:ContractDocumentReference/cbc:ID", "cac:Contract/cbc:ID", "cac:ReferencedContract/cbc:ID"),
    _field("Retter faktura", "Corrects invoice", "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
    _field("Gælder fra", "Valid from", "cac:ValidityPeriod/cbc:StartDate", "cac:InvoicePeriod/cbc:StartDate"),
    _field("Gælder til", "Valid until", "cac:ValidityPeriod/cbc:EndDate", "cac:InvoicePeriod/cbc:EndDate"),
    _field("Note", "Note", "cbc:Note"),
    _field("Format", "Format", "cbc:CustomizationID"),
    _field("Proces", "Process", "cbc:ProfileID"),
)

_PARTY = (
    _field("Navn", "Name", "cac:PartyName/cbc:Name", "cac:PartyLegalEntity/cbc:RegistrationName"),
    _field("Elektronisk adresse", "Electronic address", "cbc:EndpointID"),
    _field("Firmanummer", "Registration number", "cac:PartyLegalEntity/cbc:CompanyID"),
    _field("Momsnummer", "VAT number", "cac:PartyTaxScheme/cbc:CompanyID"),
    _field("Id", "Identifier", "cac:PartyIdentification/cbc:ID"),
    _field("Vej", "Street", "cac:PostalAddress/cbc:StreetName"),
    _field("Postnummer", "Postal code", "cac:PostalAddress/cbc:PostalZone"),
    _field("By", "City", "cac:PostalAddress/cbc:CityName"),
    _field("Land", "Country", "cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
    _field("Kontakt", "Contact", "cac:Contact/cbc:Name", "cac:Contact/cbc:ID"),
    _field("E-mail", "E-mail", "cac:Contact/cbc:ElectronicMail"),
)


def _party(da: str, en: str, *paths: str) -> Part:
    return Part(Text(da, en), paths, _PARTY)


_LINE = (
    _field("Linje", "Line", "cbc:ID"),
    _field("Varenummer", "Item number", "cac:Item/cac:SellersItemIdentification/cbc:ID", "cac:Item/cac:StandardItemIdentification/cbc:ID"),
    _field("Vare", "Item", "cac:Item/cbc:Name", "cac:Item/cbc:Description", "cac:SubstitutedLineItem/cac:Item/cbc:Name", "cbc:Note"),
    _field(
        "Antal", "Quantity", "cbc:InvoicedQuantity", "cbc:CreditedQuantity", "cbc:Quantity", "cbc:DeliveredQuantity", "cbc:ReceivedQuantity",
        "cac:RequiredItemLocationQuantity/cac:Price/cbc:BaseQuantity",
    ),
    _field("Pris", "Price", "cac:Price/cbc:PriceAmount", "cac:RequiredItemLocationQuantity/cac:Price/cbc:PriceAmount"),
    _field("Moms %", "VAT %", "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent"),
    _field("Beløb", "Amount", "cbc:LineExtensionAmount", "cbc:DebitLineAmount"),
)  # fmt: skip

LAYOUT = (
    Part(Text("Dokumentet", "The document"), ("",), _HEAD),
    _party("Sælger", "Seller", "cac:AccountingSupplierParty/cac:Party", "cac:SellerSupplierParty/cac:Party", "cac:ProviderParty"),
    _party("Køber", "Buyer", "cac:AccountingCustomerParty/cac:Party", "cac:BuyerCustomerParty/cac:Party", "cac:ReceiverParty"),
    _party("Afsender af varerne", "Despatched by", "cac:DespatchSupplierParty/cac:Party"),
    _party("Modtager af varerne", "Delivered to", "cac:DeliveryCustomerParty/cac:Party"),
    _party("Betalingsmodtager", "Payee", "cac:PayeeParty"),
    Part(
        Text("Levering", "Delivery"),
        ("cac:Delivery", "cac:Shipment/cac:Delivery", "cac:Shipment"),
        (
            _field("Dato", "Date", "cbc:ActualDeliveryDate", "cac:RequestedDeliveryPeriod/cbc:StartDate", "cac:EstimatedDeliveryPeriod/cbc:StartDate"),
            _field("Sted", "Place", "cac:DeliveryLocation/cbc:ID", "cac:DeliveryLocation/cbc:Name"),
            _field("Vej", "Street", "cac:DeliveryLocation/cac:Address/cbc:StreetName", "cac:DeliveryAddress/cbc:StreetName"),
            _field("By", "City", "cac:DeliveryLocation/cac:Address/cbc:CityName", "cac:DeliveryAddress/cbc:CityName"),
        ),
    ),
    Part(
        Text("Rabatter og gebyrer", "Allowances and charges"),
        ("cac:AllowanceCharge",),
        (
            _field("Gebyr", "Charge", "cbc:ChargeIndicator"),
            _field("Grund", "Reason", "cbc:AllowanceChargeReason", "cbc:AllowanceChargeReasonCode"),
            _field("Moms %", "VAT %", "cac:TaxCategory/cbc:Percent"),
            _field("Beløb", "Amount", "cbc:Amount"),
        ),
        repeats=True,
    ),
    Part(
        Text("Linjer", "Lines"),
        (
            "cac:InvoiceLine", "cac:CreditNoteLine", "cac:OrderLine/cac:LineItem", "cac:DespatchLine", "cac:ReceiptLine", "cac:CatalogueLine",
            "cac:QuotationLine/cac:LineItem", "cac:ReminderLine", "cac:StatementLine",
        ),
        _LINE,
        repeats=True,
    ),
    Part(
        Text("Moms", "VAT"),
        ("cac:TaxTotal/cac:TaxSubtotal",),
        (
            _field("Kategori", "Category", "cac:TaxCategory/cbc:ID"),
            _field("Sats %", "Rate %", "cac:TaxCategory/cbc:Percent"),
            _field("Grundlag", "Taxable", "cbc:TaxableAmount"),
            _field("Moms", "VAT", "cbc:TaxAmount"),
        ),
        repeats=True,
    ),
    Part(Text("Moms i alt", "Total VAT"), ("cac:TaxTotal",), (_field("Moms", "VAT", "cbc:TaxAmount"),)),
    Part(
        Text("Beløb i alt", "Totals"),
        ("cac:LegalMonetaryTotal", "cac:AnticipatedMonetaryTotal"),
        (
            _field("Linjer", "Lines", "cbc:LineExtensionAmount"),
            _field("Rabatter", "Allowances", "cbc:AllowanceTotalAmount"),
            _field("Gebyrer", "Charges", "cbc:ChargeTotalAmount"),
            _field("Uden moms", "Excl. VAT", "cbc:TaxExclusiveAmount"),
            _field("Med moms", "Incl. VAT", "cbc:TaxInclusiveAmount"),
            _field("Forudbetalt", "Prepaid", "cbc:PrepaidAmount"),
            _field("Afrunding", "Rounding", "cbc:PayableRoundingAmount"),
            _field("Til betaling", "To pay", "cbc:PayableAmount"),
        ),
    ),
    Part(
        Text("Betaling", "Payment"),
        ("cac:PaymentMeans",),
        (
            _field("Måde", "Means", "cbc:PaymentMeansCode"),
            _field("Forfald", "Due", "cbc:PaymentDueDate"),
            _field("Konto", "Account", "cac:PayeeFinancialAccount/cbc:ID", "cac:CreditAccount/cbc:AccountID"),
            _field("Bank", "Bank", "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"),
            _field("Betalingsreference", "Payment reference", "cbc:PaymentID"),
        ),
        repeats=True,
    ),
    Part(Text("Betalingsbetingelser", "Payment terms"), ("cac:PaymentTerms",), (_field("Betingelser", "Terms", "cbc:Note"),)),
)
