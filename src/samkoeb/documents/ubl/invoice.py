"""UBL 2.1 Invoice (EN 16931, Peppol BIS Billing 3)."""

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.model import Invoice
from samkoeb.documents.ubl import document
from samkoeb.documents.ubl.billing import additional_documents, bill
from samkoeb.documents.ubl.kinds import DATE
from samkoeb.documents.ubl.party import reference
from samkoeb.documents.ubl.shapes import joined, one

ROOT = "Invoice"

INVOICE = bill(
    kind=(
        one("cbc:DueDate", "due_on", DATE),
        one("cbc:InvoiceTypeCode", "type_code"),
        joined("cbc:Note", "note"),
        one("cbc:TaxPointDate", "tax_point_on", DATE),
    ),
    references=(
        reference("cac:OriginatorDocumentReference", "originator_document"),
        reference("cac:ContractDocumentReference", "contract"),
        additional_documents(),
        reference("cac:ProjectReference", "project"),
    ),
    lines="cac:InvoiceLine",
    quantity="cbc:InvoicedQuantity",
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
