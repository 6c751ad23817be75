"""Who a document is from and who it is to, as organisations of this house."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samkoeb import documents
from samkoeb.documents import model
from samkoeb.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Side:
    """One side as the document says it, best identifiers first."""

    name: str
    identifiers: tuple[model.Identifier, ...]

    @property
    def written(self) -> str:
        """For the person who must find out who this is."""
        return ", ".join(dict.fromkeys(str(i) for i in self.identifiers)) or "–"


def sides(found: documents.Envelope, raw: bytes, on: date) -> tuple[Side, Side]:
    """Sender and receiver. Of a catalogue only the head is read."""
    sender, receiver = _parties(found, raw, on)
    return _side(sender), _side(receiver)


def organisation_id(side: Side, on: date) -> int | None:
    """The organisation that stands there on the day (succession resolved); also found by the GLN of one of its units."""
    for one in side.identifiers:
        found = organisations.organisation_by_endpoint(one.scheme, one.value)
        if found is None and one.scheme in model.party.GLN_SCHEMES:
            unit = organisations.unit_by_gln(one.value)
            found = unit.organisation if unit else None
        if found is not None:
            return organisations.body_on(found.pk, on)
    return None


def _parties(found: documents.Envelope, raw: bytes, on: date) -> tuple[list[model.Party], list[model.Party]]:
    if not isinstance(found, documents.ReadDocument):
        _format, header, _lines = documents.catalogue_lines(io.BytesIO(raw), on=on)
        return _present(header.provider, header.seller), _present(header.receiver)
    match found.model:
        case model.Order() as order:
            return _present(order.buyer), _present(order.seller)
        case model.DespatchAdvice() as despatch:
            return _present(despatch.supplier, despatch.seller), _present(despatch.buyer, despatch.receiver)
        case model.InvoiceResponse() as response:
            return _present(response.sender), _present(response.receiver)
        case model.OrderResponse() | model.Invoice() as other:
            return _present(other.seller), _present(other.buyer)
        case model.Catalogue() as catalogue:
            return _present(catalogue.header.provider, catalogue.header.seller), _present(catalogue.header.receiver)
    raise TypeError(f"not a document: {type(found.model).__name__}")


def _present(*parties: model.Party | None) -> list[model.Party]:
    return [party for party in parties if party is not None]


def _side(parties: list[model.Party]) -> Side:
    name = next((party.display_name for party in parties if party.display_name), "–")
    return Side(name, tuple(one for party in parties for one in _identifiers(party)))


def _identifiers(party: model.Party) -> Iterator[model.Identifier]:
    if party.endpoint is not None:
        yield party.endpoint
    if party.legal_id is not None:
        yield party.legal_id
    yield from party.ids
    if party.vat_number:
        yield model.Identifier(party.vat_number, "VAT")
