"""Budgets: set, committed by orders, spent by invoices, given back by what is cancelled. Every sum is kept under the budget's lock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.budgets import permissions, queries
from samkoeb.budgets.logic import frame
from samkoeb.budgets.models import Budget, BudgetEntry
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Spent:
    """An invoice line (negative: a credit), ex VAT. ordered: what its part was ordered at; settled: nothing more comes for the line."""

    order_line_id: int | None
    unit_id: int
    amount: Decimal
    ordered: Decimal = Decimal(0)
    settled: bool = False
    account: str = ""


def set_budget(
    *,
    unit_id: int,
    account: str = "",
    amount: Decimal,
    currency: str,
    valid_from: date,
    valid_to: date,
    by: Actor,
    at: datetime,
) -> Budget:
    """The unit's frame (ex VAT) for a half-open period, or a new amount for the one that begins on that day."""
    with transactions.owns():
        unit = organisations.unit(unit_id)
        same = Budget.objects.filter(unit=unit, account=account, currency=currency)
        budget: Budget | None = same.filter(valid_from=valid_from).select_for_update().first()

        permissions.require(by, "set", organisation_id=unit.organisation_id, unit_id=unit.pk)

        overlaps = Problem("budget.overlaps", "error", {"unit_name": unit.name})
        problems = [] if amount >= 0 else [Problem("budget.negative")]
        if valid_to <= valid_from:
            problems.append(Problem("period.ends_before_it_begins"))
        elif same.exclude(valid_from=valid_from).filter(valid_from__lt=valid_to, valid_to__gt=valid_from).exists():
            problems.append(overlaps)
        refuse(problems)

        budget = budget or Budget(unit=unit, account=account, currency=currency, valid_from=valid_from)
        budget.amount, budget.valid_to = amount, valid_to
        try:
            with transactions.attempt():
                budget.save()
        except IntegrityError as error:  # somebody else set one at the same moment
            raise Refused([overlaps]) from error

        audit.record("budgets.budget.set", budget, by=by, at=at, body_id=unit.organisation_id, amount=amount, currency=currency)
    return budget


def commit_lines(
    *,
    unit_id: int,
    currency: str,
    lines: Sequence[tuple[int, Decimal]],
    reference: str,
    on: date,
    at: datetime,
    account: str = "",
) -> Problem | None:
    """Inside the order's transaction. lines: (order_line_id, amount ex VAT). Returns the warning budget.exceeded where it goes beyond.

    What goes beyond is committed all the same: whether a budget stops an order is the body's setting, and the order's decision.
    """
    with transactions.owns():
        budget_id = queries.budget_id_for(unit_id, currency=currency, on=on, account=account)
        if budget_id is None:
            return None
        budget: Budget = Budget.objects.locked(budget_id)

        wanted = sum((amount for _, amount in lines), Decimal(0))
        left = frame.left(amount=budget.amount, committed=budget.committed, spent=budget.spent)
        warning = frame.check(left=left, wanted=wanted, unit=organisations.unit(budget.unit_id).name, currency=currency)

        BudgetEntry.objects.insert_all(
            BudgetEntry(budget=budget, order_line_id=line_id, reference=reference, committed=amount, at=at)
            for line_id, amount in lines
        )
        budget.committed += wanted
        Budget.objects.update_all([budget], ["committed"])
    return warning


def spend_all(parts: Sequence[Spent], *, currency: str, reference: str, on: date, at: datetime) -> None:
    """Invoice lines are charged to the budgets of their day, and give back what their order lines had committed.

    The commitment may stand in last year's budget; it is given back there.
    """
    with transactions.owns():
        places = {(p.unit_id, p.account) for p in parts}
        charged = {place: queries.budget_id_for(place[0], currency=currency, on=on, account=place[1]) for place in sorted(places)}
        line_ids = {p.order_line_id for p in parts if p.order_line_id is not None}
        budgets = _locked({*charged.values(), *(budget_id for budget_id, _ in queries.outstanding(line_ids))})

        outstanding = queries.outstanding(line_ids)  # read again, under the locks
        entries = []
        for part in parts:
            entries += _given_back(part, outstanding, budgets, reference, at)
            charged_id = charged[part.unit_id, part.account]
            if charged_id is not None:
                entries.append(_entry(budgets[charged_id], part.order_line_id, reference, at, spent=part.amount))

        _write(budgets, entries)


def _given_back(
    part: Spent, outstanding: dict[tuple[int, int], Decimal], budgets: Mapping[int, Budget], reference: str, at: datetime
) -> list[BudgetEntry]:
    """What the part takes off what is outstanding for its line, budget by budget."""
    entries, left = [], part.ordered
    for (budget_id, line_id), there in outstanding.items():
        if line_id != part.order_line_id or budget_id not in budgets:
            continue
        back = frame.released(outstanding=there, invoiced=left, settled=part.settled)
        if back:
            entries.append(_entry(budgets[budget_id], line_id, reference, at, committed=-back))
            outstanding[budget_id, line_id] -= back
            left -= back
    return entries


def release(order_line_ids: Iterable[int], *, at: datetime, reference: str) -> None:
    """Cancelled lines give back all that is still committed for them."""
    with transactions.owns():
        wanted = list(order_line_ids)
        budgets = _locked(budget_id for budget_id, _ in queries.outstanding(wanted))

        committed = queries.outstanding(wanted)  # read again, under the locks
        entries = [
            _entry(budgets[budget_id], line_id, reference, at, committed=-amount)
            for (budget_id, line_id), amount in committed.items()
        ]

        _write(budgets, entries)


def give_back(amounts: Mapping[int, Decimal], *, at: datetime, reference: str) -> None:
    """order line id → what part of it will not come, at the ordered price: taken off what is still committed for the line. What was
    invoiced meanwhile is spent, and is not touched."""
    with transactions.owns():
        budgets = _locked(budget_id for budget_id, _ in queries.outstanding(amounts))
        outstanding = queries.outstanding(amounts)  # read again, under the locks
        entries = []
        for line_id, amount in amounts.items():
            part = Spent(line_id, unit_id=0, amount=Decimal(0), ordered=amount)
            entries += _given_back(part, outstanding, budgets, reference, at)
        _write(budgets, entries)


def _locked(budget_ids: Iterable[int | None]) -> dict[int, Budget]:
    return {b.pk: b for b in Budget.objects.locked_all({pk for pk in budget_ids if pk is not None})}


def _entry(
    budget: Budget,
    line_id: int | None,
    reference: str,
    at: datetime,
    *,
    committed: Decimal = Decimal(0),
    spent: Decimal = Decimal(0),
) -> BudgetEntry:
    return BudgetEntry(budget=budget, order_line_id=line_id, reference=reference, committed=committed, spent=spent, at=at)


def _write(budgets: Mapping[int, Budget], entries: Sequence[BudgetEntry]) -> None:
    for entry in entries:
        budgets[entry.budget_id].committed += entry.committed
        budgets[entry.budget_id].spent += entry.spent
    BudgetEntry.objects.insert_all(entries)
    Budget.objects.update_all(list(budgets.values()), ["committed", "spent"])
