"""What a walk leaves behind: its summary, its journal, and the small catalogue of our own that it takes when it is given none."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from samkoeb import documents
from samkoeb.documents.iso20022 import pain001
from samkoeb.documents.model.invoice import Invoice
from samkoeb.documents.model.order import Order
from samkoeb.documents.model.party import Address, Identifier, Party
from samkoeb.kernel import calendar
from samkoeb.ledger import queries as ledger
from samkoeb.story import suppliers
from samkoeb.story.cast import company_number, gln
from samkoeb.story.goods import CARE
from samkoeb.story.walk import OPERATOR, Taken, Walk


def of(walk: Walk, taken: list[Taken]) -> dict[str, Any]:
    """{"steps": [{"name", "ms", "ok"}, …], "ordered", "invoiced", "paid", "journal_balanced", …}; amounts as text, None where not reached."""
    entries = journal(walk)
    return {
        "steps": [{"name": t.name, "ms": t.ms, "ok": t.ok} | ({"found": t.found} if t.found else {}) for t in taken],
        "currency": walk.offered.currency,
        "on": walk.offered.on,
        "ordered": _ordered(walk),
        "invoiced": _invoiced(walk),
        "paid": _paid(walk),
        "journal_balanced": bool(entries) and all(sum(Decimal(p["amount"]) for p in e["postings"]) == 0 for e in entries),
    }


def journal(walk: Walk) -> list[dict[str, Any]]:
    """Every entry with its postings: account, amount (debit positive), cost place and VAT code."""
    return [] if "body" not in walk.ids else ledger.journal(OPERATOR, walk.ids["body"])


def _ordered(walk: Walk) -> str | None:
    order = _read(walk, "order.xml")
    return str(order.totals.lines) if isinstance(order, Order) and order.totals else None


def _invoiced(walk: Walk) -> str | None:
    invoice = _read(walk, "invoice.xml")
    return str(invoice.totals.payable) if isinstance(invoice, Invoice) else None


def _paid(walk: Walk) -> str | None:
    if "payment.xml" not in walk.papers:
        return None
    return pain001.control_sum(walk.papers["payment.xml"])


def _read(walk: Walk, name: str) -> Any:
    return documents.read(walk.papers[name], on=walk.offered.on).model if name in walk.papers else None


def own_catalogue() -> bytes:
    """A catalogue of gloves and syringes, in force today."""
    today = calendar.day_of(datetime.now(UTC))
    provider = _party("Nordhånd Medico A/S", gln(98_000_001), company_number(1))
    receiver = _party("Vandreregionen", gln(99_000_090), "29190623")
    made = suppliers.catalogue(
        CARE, number="K-1", provider=provider, receiver=receiver, contract="V-1", on=today, until=today + timedelta(days=365)
    )
    return documents.write(made)


def _party(name: str, number: str, registered: str) -> Party:
    endpoint = Identifier(number, "0088")
    address = Address(street="Industrivej 8", city="Demoby", postal_code="9999", country="DK")
    legal = Identifier(f"DK{registered}", "0184")
    return Party(endpoint=endpoint, ids=(endpoint,), name=name, legal_name=name, legal_id=legal, address=address)
