"""What a catalogue file says of who offers, in which currency, and on which day one can buy from it: so that a walk can stand on any file."""

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samkoeb import documents
from samkoeb.documents.model.catalogue import CatalogueLine
from samkoeb.documents.model.common import Span
from samkoeb.documents.model.party import Identifier, Party


@dataclass(frozen=True, slots=True)
class Offered:
    """`on` is a day on which a price of the file is in force; the agreement must be in `currency`."""

    name: str
    country: str
    cvr: str
    gln: str
    endpoint: str
    contract: str
    currency: str
    on: date


def look(raw: bytes, file_name: str, *, today: date) -> Offered:
    """Read the head and the prices of a file. A spreadsheet names no supplier and seldom a currency: then it is one of ours, in kroner."""
    if file_name.lower().endswith((".csv", ".xlsx", ".xls", ".ods", ".txt", ".tsv")):
        return Offered("Leverandør uden system", "DK", "", "", "", "", "DKK", today)
    _format, header, lines = documents.catalogue_lines(io.BytesIO(raw), on=today)
    read = [line for line in lines if isinstance(line, CatalogueLine)]
    seller = header.provider
    currencies = Counter(p.price.currency for line in read for p in line.prices if p.price is not None)
    return Offered(
        name=seller.display_name or (header.seller.display_name if header.seller else "") or "Leverandør",
        country=seller.address.country if seller.address and seller.address.country else "DK",
        cvr=_cvr(seller),
        gln=seller.gln,
        endpoint=_endpoint(seller.endpoint),
        contract=header.contract,
        currency=currencies.most_common(1)[0][0] if currencies else "DKK",
        on=_day(read, header.validity, today),
    )


def _cvr(party: Party) -> str:
    """The registered number as written; a Danish one without its "DK"."""
    number = party.legal_id.value if party.legal_id else party.vat_number
    return number.removeprefix("DK")


def _endpoint(identifier: Identifier | None) -> str:
    return f"{identifier.scheme}:{identifier.value}" if identifier and identifier.scheme else ""


def _day(lines: Iterable[CatalogueLine], header: Span, today: date) -> date:
    """Today, if any price is in force today; else the first day on which one is."""
    found = [_common(header, line.validity, p.price.validity) for line in lines for p in line.prices if p.price is not None]
    spans = [s for s in found if s is not None]
    if not spans or any(_holds(s, today) for s in spans):
        return today
    past = [s.first_on or s.last_on for s in spans]
    return min(d for d in past if d is not None)


def _common(*spans: Span | None) -> Span | None:
    """The days that lie in all of them; None where there are none."""
    first = max((s.first_on for s in spans if s and s.first_on), default=None)
    last = min((s.last_on for s in spans if s and s.last_on), default=None)
    return None if first and last and last < first else Span(first, last)


def _holds(span: Span, day: date) -> bool:
    return (span.first_on is None or span.first_on <= day) and (span.last_on is None or day <= span.last_on)
