"""UBL 2.1 CreditNote (EN 16931, Peppol BIS Billing 3): the same model as an invoice, with credit=True."""

from dataclasses import replace

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.model import Invoice
from samkoeb.documents.model.invoice import CREDIT_NOTE, INVOICE
from samkoeb.documents.ubl import document, roles
from samkoeb.documents.ubl.billing import BILLING_REFERENCE, additional_documents, line_shape, payment_means, tax_totals
from samkoeb.documents.ubl.kinds import DATE
from samkoeb.documents.ubl.party import SPAN, party_in, reference
from samkoeb.documents.ubl.shapes import Shape, inside, joined, one, part, parts
from samkoeb.documents.ubl.tax import MONETARY_TOTALS

ROOT = "CreditNote"
LINE = line_shape("cbc:CreditedQuantity")

CREDIT_NOTE_SHAPE = Shape(
    Invoice,
    one("cbc:CustomizationID", "customization_id"),
    one("cbc:ProfileID", "profile_id"),
    one("cbc:ID", "number"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:TaxPointDate", "tax_point_on", DATE),
    one("cbc:CreditNoteTypeCode", "type_code"),
    joined("cbc:Note", "note"),
    one("cbc:DocumentCurrencyCode", "currency"),
    one("cbc:TaxCurrencyCode", "tax_currency"),
    one("cbc:AccountingCost", "accounting_cost"),
    one("cbc:BuyerReference", "buyer_reference"),
    part("cac:InvoicePeriod", "period", SPAN),
    inside("cac:OrderReference", one("cbc:ID", "order_number"), one("cbc:SalesOrderID", "sales_order_id")),
    parts("cac:BillingReference", "billing_references", BILLING_REFERENCE),
    reference("cac:DespatchDocumentReference", "despatch_number"),
    reference("cac:ReceiptDocumentReference", "receipt_number"),
    reference("cac:ContractDocumentReference", "contract"),
    additional_documents(),
    reference("cac:OriginatorDocumentReference", "originator_document"),
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
    parts("cac:CreditNoteLine", "lines", LINE),
)


def read(source: bytes | etree._Element, limits: xml.Limits = xml.DEFAULT) -> Invoice:
    """The credit note in `source`; amounts are positive and mean money back."""
    root = document.root_of(source, (ROOT,), limits)
    note = CREDIT_NOTE_SHAPE.read(root)
    document.refuse_mixed_currencies(root, note.currency, but_tax=True)
    return replace(note, credit=True, type_code=CREDIT_NOTE if note.type_code == INVOICE else note.type_code)


def write(note: Invoice) -> bytes:
    if not note.credit:
        raise ValueError("an invoice is written by ubl.invoice")
    return document.write(note, ROOT, CREDIT_NOTE_SHAPE, note.currency)
