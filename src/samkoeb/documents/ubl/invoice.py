"""UBL 2.1 Invoice (EN 16931, Peppol BIS Billing 3)."""

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.model import Invoice
from samkoeb.documents.ubl import document, roles
from samkoeb.documents.ubl.billing import BILLING_REFERENCE, additional_documents, line_shape, payment_means, tax_totals
from samkoeb.documents.ubl.kinds import DATE
from samkoeb.documents.ubl.party import SPAN, party_in, reference
from samkoeb.documents.ubl.shapes import Shape, inside, joined, one, part, parts
from samkoeb.documents.ubl.tax import MONETARY_TOTALS

ROOT = "Invoice"
LINE = line_shape("cbc:InvoicedQuantity")

INVOICE = Shape(
    Invoice,
    one("cbc:CustomizationID", "customization_id"),
    one("cbc:ProfileID", "profile_id"),
    one("cbc:ID", "number"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:DueDate", "due_on", DATE),
    one("cbc:InvoiceTypeCode", "type_code"),
    joined("cbc:Note", "note"),
    one("cbc:TaxPointDate", "tax_point_on", DATE),
    one("cbc:DocumentCurrencyCode", "currency"),
    one("cbc:TaxCurrencyCode", "tax_currency"),
    one("cbc:AccountingCost", "accounting_cost"),
    one("cbc:BuyerReference", "buyer_reference"),
    part("cac:InvoicePeriod", "period", SPAN),
    inside("cac:OrderReference", one("cbc:ID", "order_number"), one("cbc:SalesOrderID", "sales_order_id")),
    parts("cac:BillingReference", "billing_references", BILLING_REFERENCE),
    reference("cac:DespatchDocumentReference", "despatch_number"),
    reference("cac:ReceiptDocumentReference", "receipt_number"),
    reference("cac:OriginatorDocumentReference", "originator_document"),
    reference("cac:ContractDocumentReference", "contract"),
    additional_documents(),
    reference("cac:ProjectReference", "project"),
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
    parts("cac:InvoiceLine", "lines", LINE),
)


def read(source: bytes | etree._Element, limits: xml.Limits = xml.DEFAULT) -> Invoice:
    """The invoice in `source`, its totals as supplied; all amounts but the tax total are in its one currency."""
    root = document.root_of(source, (ROOT,), limits)
    invoice = INVOICE.read(root)
    document.refuse_mixed_currencies(root, invoice.currency, but_tax=True)
    return invoice


def write(invoice: Invoice) -> bytes:
    if invoice.credit:
        raise ValueError("a credit note is written by ubl.credit_note")
    return document.write(invoice, ROOT, INVOICE, invoice.currency)
