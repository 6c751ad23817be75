"""How long things are kept, and letting go of what is past its time (F9, F10): what the rule is, how much there is, how much is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from samkoeb.audit import queries as audit
from samkoeb.exchange.actions import forget
from samkoeb.exchange.queries import keeping


@dataclass(frozen=True, slots=True)
class Standing:
    """One rule as it stands. `code` has its sentences under "retention.<code>"; `due` past their time are let go within the hour."""

    code: str
    count: int
    oldest_at: datetime | None
    due: int


def standing(at: datetime) -> tuple[Standing, ...]:
    """Every rule, with how much is kept under it."""
    return tuple(Standing(code, *look(at)) for code, look in _LOOKS.items())


def carry_out(at: datetime) -> int:
    """How many things were let go."""
    return forget.forget_documents(at) + forget.forget_links(at) + forget.forget_leftovers(at)


def _trail(_at: datetime) -> tuple[int, datetime | None, int]:
    """Kept for ever: it holds ids, codes and amounts, no names and no free text."""
    rows = audit.trail()
    oldest = rows.order_by("pk").first()
    return rows.count(), oldest["at"] if oldest else None, 0


_LOOKS: dict[str, Callable[[datetime], tuple[int, datetime | None, int]]] = {
    "documents": keeping.kept_documents,
    "links": keeping.kept_links,
    "trail": _trail,
}
