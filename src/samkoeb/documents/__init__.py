"""Business documents and their standards: one canonical model, with readers and writers per format.

    from samkoeb import documents
    from samkoeb.documents import model

    found = documents.read(raw, on=today)             # DocumentFault(code, facts) for whatever cannot be read
    found.type, found.number, found.sender            # "order", "O-17", Identifier("5798009811578", "0088")
    found.profile.name, found.model                   # "peppol-bis-3-order", model.Order(…)

    raw = documents.write(model.Order(number=…, issued_on=…, currency="DKK", buyer=…, seller=…, lines=(…,)))

    profile, header, lines = documents.catalogue_lines(Path("big.xml"), on=today)
    for line in lines:                                # CatalogueLine, or LineFault(position, id, fault)
        …

    invoice = totals.completed(model.Invoice(…))      # line nets, VAT breakdown and totals by EN 16931
    totals.compare(invoice)                           # what a supplied invoice says against what it adds up to
    pain001.write(model.PaymentFile(…))               # ISO 20022 pain.001.001.09
"""

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.reading import Envelope, LineFault, ReadDocument, catalogue_lines, ends_of, envelope, read
from samkoeb.documents.writing import write
from samkoeb.documents.xml import Limits

__all__ = [
    "DocumentFault",
    "Envelope",
    "Limits",
    "LineFault",
    "ReadDocument",
    "catalogue_lines",
    "ends_of",
    "envelope",
    "read",
    "write",
]
