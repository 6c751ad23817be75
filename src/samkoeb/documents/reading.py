"""One way in: bytes become a document with its format, its ends and its model; catalogues of any size become lines."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from samkoeb.documents import sniff, xml
from samkoeb.documents.model import (
    Catalogue,
    CatalogueHeader,
    CatalogueLine,
    DespatchAdvice,
    Document,
    Identifier,
    Invoice,
    InvoiceResponse,
    Order,
    OrderResponse,
    Party,
)
from samkoeb.documents.oioubl.translate import translate
from samkoeb.documents.profiles import Format, find
from samkoeb.documents.ubl import catalogue, credit_note, despatch_advice, invoice, invoice_response, order, order_response
from samkoeb.documents.ubl.catalogue import LineFault

READERS: dict[str, Callable[[Any], Document]] = {
    "catalogue": catalogue.read,
    "order": order.read,
    "order_response": order_response.read,
    "despatch_advice": despatch_advice.read,
    "invoice": invoice.read,
    "credit_note": credit_note.read,
    "invoice_response": invoice_response.read,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the inbox needs to know: `type` as in sniff.DOCUMENTS, the format, who sent it to whom, its number and day."""

    type: str
    profile: Format
    sender: Identifier | None
    receiver: Identifier | None
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument(Envelope):
    """The envelope and the model."""

    model: Document


def read(raw: bytes, *, on: date, limits: xml.Limits = xml.DEFAULT) -> ReadDocument:
    """The document in `raw`, received on a day. Whatever the bytes, the answer is this or DocumentFault."""
    root = xml.parse(raw, limits)
    seen = sniff.of_root(root)
    profile = find(seen.customization_id, seen.profile_id, on, seen.document)
    if profile.dialect == "oioubl":
        translate(root)
    model = READERS[seen.document](root)
    sender, receiver, number, issued_on = ends_of(model)
    return ReadDocument(
        type=seen.document, profile=profile, sender=sender, receiver=receiver, number=number, issued_on=issued_on, model=model
    )


def envelope(raw: bytes, *, on: date, limits: xml.Limits = xml.STREAMED) -> Envelope:
    """The envelope alone; a catalogue is not read beyond its first line, so that 100,000 lines cost nothing here."""
    seen = sniff.of_file(raw, limits)
    if seen.document != "catalogue":
        return read(raw, on=on, limits=limits)
    profile, header, _lines = catalogue_lines(io.BytesIO(raw), on=on, limits=limits)
    sender, receiver, number, issued_on = _ends_of_header(header)
    return Envelope(type=seen.document, profile=profile, sender=sender, receiver=receiver, number=number, issued_on=issued_on)


def catalogue_lines(
    file: IO[bytes] | Path, *, on: date, limits: xml.Limits = xml.STREAMED
) -> tuple[Format, CatalogueHeader, Iterator[CatalogueLine | LineFault]]:
    """Format, header and lines of a catalogue (Peppol, OIOUBL, plain UBL), one at a time; a file object must be able to seek."""
    opened = file.open("rb") if isinstance(file, Path) else file
    try:
        start = opened.tell()
        seen = sniff.of_file(opened, limits)
        opened.seek(start)
    finally:
        if isinstance(file, Path):
            opened.close()
    profile = find(seen.customization_id, seen.profile_id, on, seen.document)
    header, lines = catalogue.read_lines(file, limits, translate if profile.dialect == "oioubl" else None)
    return profile, header, lines


def ends_of(model: Document) -> tuple[Identifier | None, Identifier | None, str, date]:
    """Sender, receiver, number, day of issue."""
    match model:
        case Catalogue():
            return _ends_of_header(model.header)
        case Order():
            return _address(model.buyer), _address(model.seller), model.number, model.issued_on
        case OrderResponse() | Invoice():
            return _address(model.seller), _address(model.buyer), model.number, model.issued_on
        case DespatchAdvice():
            return _address(model.supplier), _address(model.receiver), model.number, model.issued_on
        case InvoiceResponse():
            return _address(model.sender), _address(model.receiver), model.number, model.issued_on
    raise TypeError(f"not a document: {type(model).__name__}")


def _ends_of_header(header: CatalogueHeader) -> tuple[Identifier | None, Identifier | None, str, date]:
    return _address(header.provider), _address(header.receiver), header.number, header.issued_on


def _address(party: Party) -> Identifier | None:
    """Where the party's documents go; of one that states no endpoint, its first number."""
    return party.endpoint or party.legal_id or next(iter(party.ids), None)
