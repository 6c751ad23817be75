"""What goes into a payment run, what doesn't, and why: pure, so that a screen can show it before anybody presses the button."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from samkoeb.documents.model import Route
from samkoeb.invoicing.logic import payment_means
from samkoeb.invoicing.logic.outgoing import ToPay
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import Problem
from samkoeb.ledger.logic import netting, routing

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Paid:
    """One invoice or credit note of the run; way is None for what nothing is transferred for."""

    to_pay: ToPay
    amount: Decimal
    credited: Decimal
    way: Route | None = None
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    to_pay: ToPay
    problem: Problem


@dataclass(frozen=True, slots=True)
class Proposal:
    paid: tuple[Paid, ...]
    left: tuple[Left, ...]

    @property
    def total(self) -> Decimal:
        return sum((p.amount for p in self.paid), ZERO)


def propose(
    candidates: Sequence[ToPay], accounts: Mapping[int, Sequence[routing.Account]], *, taken: Mapping[int, str], at: datetime
) -> Proposal:
    """candidates: posted invoices in the order of their due days, and credit notes. taken: id → the state of the run that has it.

    What has left for the bank is not left out of this run: it is paid.
    """
    paid: list[Paid] = []
    left: list[Left] = []
    by_supplier: dict[int, list[ToPay]] = {}
    for one in candidates:
        if one.invoice_id in taken:
            if one.kind == "invoice" and taken[one.invoice_id] == "prepared":
                left.append(Left(one, Problem("payment.in_another_run")))
        else:
            by_supplier.setdefault(one.supplier_id, []).append(one)
    for supplier_id, rows in by_supplier.items():
        more, out = _supplier(rows, accounts.get(supplier_id, ()), at)
        paid += more
        left += out
    return Proposal(tuple(paid), tuple(left))


def _supplier(rows: Sequence[ToPay], accounts: Sequence[routing.Account], at: datetime) -> tuple[list[Paid], list[Left]]:
    left = []
    routed: list[tuple[ToPay, routing.Routed]] = []
    for row in rows:
        if row.kind == "credit_note":
            continue
        if row.payable < 0:
            left.append(Left(row, Problem("payment.negative")))
            continue
        found = routing.route(payment_means.from_facts(row.means), accounts, at=at)
        if found.problem is not None:
            left.append(Left(row, found.problem))
        else:
            routed.append((row, found))
    credits_ = [row for row in rows if row.kind == "credit_note"]
    result = netting.net(
        [netting.Bill(row.invoice_id, row.payable) for row, _ in routed],
        [netting.Credit(row.invoice_id, row.payable, row.credits_id) for row in credits_],
    )
    paid = []
    for row, found in routed:
        credited = result.credited.get(row.invoice_id, ZERO)
        paid.append(Paid(row, row.payable - credited, credited, found.route, found.account_id))
    for row in credits_:
        if row.invoice_id in result.used:
            paid.append(Paid(row, ZERO, -row.payable))
        elif routed:
            left.append(
                Left(row, Problem("payment.credit_waits", "error", {"amount": str(row.payable), "currency": row.currency}))
            )
    return paid, left


def execution_day(wanted: date | None, *, today: date) -> date:
    """A day on which banks work; never one that is past."""
    return calendar.next_working_day(max(wanted or today, today))
