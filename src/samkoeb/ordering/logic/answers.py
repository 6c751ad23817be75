"""What a supplier's answer changes, line by line (UBL OrderResponse: UNCL 4343 for the whole, UNCL 1229 by line; 6.1 step 6).

The order itself is never overwritten: the answer stands beside it. A later answer replaces only what it says. What a supplier has once
said will not come is given up, and stays so: the ward may have bought it elsewhere; a later yes to it is shown, not taken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from samkoeb.kernel.problem import Problem
from samkoeb.kernel.quantity import UNITS

ACCEPTED, CHANGED, BACK_ORDER, REJECTED = "accepted", "changed", "back_order", "rejected"
WHOLE = {"AP": ACCEPTED, "RE": REJECTED, "CA": CHANGED, "AB": ""}  # UNCL 4343; AB only says that it was received
GIVES_NOTHING_UP = ("AP", "AB")  # all comes as ordered, or nothing is said yet
LINE_ADDED, LINE_CHANGED, LINE_ACCEPTED, LINE_REJECTED, LINE_DELIVERED = "1", "3", "5", "7", "42"  # UNCL 1229
LINES = (LINE_ADDED, LINE_CHANGED, LINE_ACCEPTED, LINE_REJECTED, LINE_DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNow:
    """An order line with the answers so far. Prices are per `base_quantity`; given_up will not come (cancelled_quantity)."""

    number: int
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal = Decimal(1)
    given_up: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    answer: str = ""
    confirmed_quantity: Decimal | None = None
    back_order_quantity: Decimal = Decimal(0)
    confirmed_price: Decimal | None = None
    promised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSaid:
    """What one line of the document says; None where it says nothing. number None: it answers no line of the order."""

    number: int | None
    status: str
    quantity: Decimal | None = None
    unit: str = ""
    back_order: Decimal | None = None
    price: Decimal | None = None
    base_quantity: Decimal = Decimal(1)
    promised_on: date | None = None
    note: str = ""
    name: str = ""
    supplier_item_number: str = ""
    substitute: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAnswered:
    """The line after the answer, and what of it is given up now (to be released on agreement and budget)."""

    number: int
    answer: str
    confirmed_quantity: Decimal
    back_order_quantity: Decimal
    confirmed_price: Decimal | None
    promised_on: date | None
    note: str
    newly_given_up: Decimal
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)  # what → (ordered or said before, now)
    problems: tuple[Problem, ...] = ()

    @property
    def is_news(self) -> bool:
        """Something else than what was ordered or said before. A first date for what comes as ordered is none."""
        return any(what != "promised_on" or before is not None for what, (before, _now) in self.changes.items())


@dataclass(frozen=True, slots=True)
class Answered:
    """lines: those that the document says something about. added: offered, but not ordered. problems with severity "error" refuse it."""

    lines: tuple[LineAnswered, ...]
    added: tuple[LineSaid, ...]
    problems: tuple[Problem, ...]


def answer(code: str, order: Iterable[LineNow], said: Iterable[LineSaid], *, promised_on: date | None = None) -> Answered:
    """What the document does to the order. `promised_on` is the whole document's; a line's own goes before it."""
    lines = {line.number: line for line in order}
    if code not in WHOLE:
        return Answered((), (), (Problem("ordering.response.unknown_code", "error", {"code": code}),))
    said = tuple(said)
    problems = [p for line in said for p in _faults(line, lines)]
    added = tuple(line for line in said if line.status == LINE_ADDED)
    by_line = {line.number: line for line in said if line.number in lines and line.status != LINE_ADDED}
    if code == "AB":
        return Answered((), added, tuple(problems))
    if code in ("AP", "RE"):
        # An answer to the whole order is an answer to each line; lines that come along may still give a date or a note.
        status = LINE_ACCEPTED if code == "AP" else LINE_REJECTED
        by_line = {n: by_line.get(n) or LineSaid(number=n, status=status) for n in lines}
        if code == "RE":
            by_line = {n: LineSaid(number=n, status=LINE_REJECTED, note=line.note) for n, line in by_line.items()}
    answered = tuple(
        _line(lines[n], line, promised_on) for n, line in sorted(by_line.items(), key=lambda pair: pair[0] or 0) if n
    )
    return Answered(answered, added, tuple(problems))


def _faults(said: LineSaid, lines: Mapping[int, LineNow]) -> list[Problem]:
    facts = {"line": said.number or "", "status": said.status, "name": said.name}
    if said.status not in LINES:
        return [Problem("ordering.response.unknown_line_status", "error", facts)]
    if said.status == LINE_ADDED:
        return [Problem("ordering.response.line_added", "warning", facts)]
    now = lines.get(said.number or 0)
    if now is None:
        return [Problem("ordering.response.unknown_line", "error", facts)]
    if said.unit and not same_unit(said.unit, now.unit):
        return [Problem("ordering.response.other_unit", "error", {**facts, "unit": said.unit, "ordered_unit": now.unit})]
    return []


def _line(now: LineNow, said: LineSaid, promised_on: date | None) -> LineAnswered:
    coming, later = _quantities(now, said)
    price = _price(now, said)
    promised = said.promised_on or promised_on or now.promised_on
    missing = max(now.quantity - coming - later, Decimal(0))
    # What was given up stays so; what has been received can't be given up any more.
    given_up = min(max(missing, now.given_up), max(now.quantity - now.received, now.given_up))
    problems = []
    if now.given_up > missing:
        problems.append(
            Problem("ordering.response.given_up", "warning", {"line": now.number, "quantity": now.given_up - missing})
        )
    before_quantity = now.quantity if now.confirmed_quantity is None else now.confirmed_quantity
    before_price = now.price if now.confirmed_price is None else now.confirmed_price
    pairs = {
        "quantity": (before_quantity, coming),
        "back_order": (now.back_order_quantity, later),
        "price": (before_price, price if price is not None else before_price),
        "promised_on": (now.promised_on, promised),
    }
    return LineAnswered(
        number=now.number,
        answer=_word(now, coming, later, price, said),
        confirmed_quantity=coming,
        back_order_quantity=later,
        confirmed_price=price,
        promised_on=promised,
        note=said.note,
        newly_given_up=given_up - now.given_up,
        changes={what: pair for what, pair in pairs.items() if pair[0] != pair[1]},
        problems=tuple(problems),
    )


def _quantities(now: LineNow, said: LineSaid) -> tuple[Decimal, Decimal]:
    """(what comes now, what comes later). Documents differ on whether the quantity includes the back-order: more than was ordered
    in sum, and it does."""
    if said.status == LINE_REJECTED:
        return Decimal(0), Decimal(0)
    later = said.back_order if said.back_order is not None else Decimal(0)
    if said.quantity is not None:
        includes = later and said.quantity + later > now.quantity and said.quantity <= now.quantity
        return (max(said.quantity - later, Decimal(0)), later) if includes else (said.quantity, later)
    if later:
        return max(now.quantity - later, Decimal(0)), later
    if said.status == LINE_CHANGED and now.confirmed_quantity is not None:
        return now.confirmed_quantity, now.back_order_quantity  # it changes something else
    return now.quantity, Decimal(0)


def _price(now: LineNow, said: LineSaid) -> Decimal | None:
    """The confirmed price at the order line's own base quantity; None where none was ever said."""
    if said.price is None or said.status == LINE_REJECTED:
        return now.confirmed_price
    return said.price * now.base_quantity / said.base_quantity


def _word(now: LineNow, coming: Decimal, later: Decimal, price: Decimal | None, said: LineSaid) -> str:
    if later:
        return BACK_ORDER
    if not coming:
        return REJECTED
    same = coming == now.quantity and (price is None or price == now.price) and said.substitute is None
    return ACCEPTED if same else CHANGED


def same_unit(one: str, other: str) -> bool:
    """Codes that people say the same way are the same unit: C62, EA, H87 and NAR are all pieces."""
    return one == other or (one in UNITS and UNITS.get(one) == UNITS.get(other))


def step_of(answers: Iterable[str]) -> str | None:
    """The order's step after an answer, from the answers of all its lines: "reject" when nothing comes, "confirm" when something does."""
    words = tuple(answers)
    if words and all(word == REJECTED for word in words):
        return "reject"
    return "confirm" if any(word and word != REJECTED for word in words) else None
