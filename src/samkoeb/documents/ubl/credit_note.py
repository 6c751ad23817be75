"""UBL 2.1 CreditNote (EN 16931, Peppol BIS Billing 3): the same model as an invoice, with credit=True."""

from dataclasses import replace

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.model import Invoice
from samkoeb.documents.model.invoice import CREDIT_NOTE, INVOICE
from samkoeb.documents.ubl import document
from samkoeb.documents.ubl.billing import additional_documents, bill
from samkoeb.documents.ubl.kinds import DATE
from samkoeb.documents.ubl.party import reference
from samkoeb.documents.ubl.shapes import joined, one

ROOT = "CreditNote"

CREDIT_NOTE_SHAPE = bill(
    kind=(
        one("cbc:TaxPointDate", "tax_point_on", DATE),
        one("cbc:CreditNoteTypeCode", "type_code"),
        joined("cbc:Note", "note"),
    ),
    references=(
        reference("cac:ContractDocumentReference", "contract"),
        additional_documents(),
        reference("cac:OriginatorDocumentReference", "originator_document"),
    ),
    lines="cac:CreditNoteLine",
    quantity="cbc:CreditedQuantity",
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
