"""What a unit has left. A unit without a budget of its own uses that of the nearest unit above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from samkoeb.base.asking import asked
from samkoeb.base.models import Rows
from samkoeb.budgets import permissions
from samkoeb.budgets.logic import frame
from samkoeb.budgets.models import Budget, BudgetEntry
from samkoeb.kernel.actor import Actor
from samkoeb.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Amounts ex VAT; `percent` is what is committed and spent of the whole."""

    id: int
    unit_id: int
    unit: str
    body: str
    account: str
    currency: str
    amount: Decimal
    committed: Decimal
    spent: Decimal
    left: Decimal
    percent: Decimal | None
    valid_from: date
    valid_to: date
    may_set: bool


def budget_id_for(unit_id: int, *, currency: str, on: date, account: str = "") -> int | None:
    """The budget that a purchase of the unit on the day is charged to: its own or the nearest above; the account's before the general."""
    found = _budget_for(unit_id, currency=currency, on=on, account=account)
    return None if found is None else found[0]


def _budget_for(unit_id: int, *, currency: str, on: date, account: str) -> tuple[int, Decimal] | None:
    """Its id and what is left of it."""
    path = organisations.unit(unit_id).path
    line = [int(part) for part in path.strip("/").split("/")]
    rows = _of_units(line, currency, {"", account}, on)
    nearest = min(rows, key=lambda row: (-line.index(row[0]), row[1] != account), default=None)
    if nearest is None:
        return None
    return nearest[2], frame.left(amount=nearest[3], committed=nearest[4], spent=nearest[5])


@asked
def _of_units(unit_ids: Iterable[int], currency: str, accounts: Iterable[str], on: date) -> QuerySet[Budget, tuple[Any, ...]]:
    found = Budget.objects.in_force(on).filter(unit_id__among=unit_ids, currency=currency, account__among=accounts)
    return found.values_list("unit_id", "account", "pk", "amount", "committed", "spent")


def left(unit_id: int, *, currency: str, on: date, account: str = "") -> Decimal | None:
    """What the unit may still commit; None where nobody has set a budget."""
    found = _budget_for(unit_id, currency=currency, on=on, account=account)
    return None if found is None else found[1]


def visible_to(actor: Actor) -> Rows:
    """Budgets of units that the actor looks after or orders for."""
    if actor.is_operator:
        return Budget.objects.all()
    reached = Q(pk__in=[])
    for role in actor.roles:
        if role.role in permissions.READERS:
            of_bodies = Q(unit__organisation_id__in=role.organisation_ids)
            reached |= of_bodies if role.unit_ids is None else of_bodies & Q(unit_id__in=role.unit_ids)
    return Budget.objects.filter(reached)


def budgets_for(actor: Actor, on: date) -> list[BudgetRow]:
    """In force on the day, the tightest first. One question."""
    rows = visible_to(actor).in_force(on).select_related("unit__organisation")
    shown = [_row(row, actor) for row in rows]
    return sorted(shown, key=lambda r: (-(r.percent if r.percent is not None else Decimal(0)), r.unit, r.account))


def outstanding(order_line_ids: Iterable[int]) -> dict[tuple[int, int], Decimal]:
    """(budget id, order line id) → what is still committed for the line there."""
    sums: dict[tuple[int, int], Decimal] = {}
    for budget_id, line_id, committed in _entries(order_line_ids):
        sums[budget_id, line_id or 0] = sums.get((budget_id, line_id or 0), Decimal(0)) + committed
    return {key: amount for key, amount in sums.items() if amount}


@asked
def _entries(order_line_ids: Iterable[int]) -> QuerySet[BudgetEntry, tuple[int, int | None, Decimal]]:
    return BudgetEntry.objects.filter(order_line_id__among=order_line_ids).values_list("budget_id", "order_line_id", "committed")


def _row(b: Budget, actor: Actor) -> BudgetRow:
    used = b.committed + b.spent
    return BudgetRow(
        id=b.pk,
        unit_id=b.unit_id,
        unit=b.unit.name,
        body=b.unit.organisation.name,
        account=b.account,
        currency=b.currency,
        amount=b.amount,
        committed=b.committed,
        spent=b.spent,
        left=frame.left(amount=b.amount, committed=b.committed, spent=b.spent),
        percent=used * 100 / b.amount if b.amount else None,
        valid_from=b.valid_from,
        valid_to=b.valid_to,
        may_set=permissions.allows(actor, "set", organisation_id=b.unit.organisation_id, unit_id=b.unit_id),
    )
