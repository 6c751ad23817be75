"""What waits for approval, and the page on which it is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from samkoeb.budgets import queries as budgets
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem
from samkoeb.ordering import permissions
from samkoeb.ordering.logic import approval, splitting
from samkoeb.ordering.models import Requisition, RequisitionLine
from samkoeb.ordering.queries.agreement_says import agreement_problems
from samkoeb.ordering.queries.orders import requisitions_visible_to
from samkoeb.ordering.queries.pricing import family_of, priced


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A wish that waits. may_decide: False where this actor is its requester (or stands in for them), or the limit is too low."""

    requisition_id: int
    unit_name: str
    requester_name: str
    submitted_at: datetime
    wanted_on: date | None
    lines: int
    total: Decimal
    currency: str
    outside: int
    reminders: int
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequisitionPage:
    """prices, amounts: by line id, at today's price. problems: what stops an approval now; own: why this actor may not give it.

    stands_in_for: the person whose role this actor would use, where it is not their own.
    """

    requisition: Requisition
    lines: list[RequisitionLine]
    prices: Mapping[int, Decimal]
    amounts: Mapping[int, Decimal]
    totals: Mapping[str, Decimal]
    budget_left: Decimal | None
    problems: tuple[Problem, ...]
    own: tuple[Problem, ...]
    choices: tuple[str, ...]
    findings: list[dict[str, Any]]
    stands_in_for: int | None

    @property
    def has_new_prices(self) -> bool:
        return any(p.code == "ordering.price_changed" for p in self.problems)


def waiting_for_approval(actor: Actor) -> list[WaitingRow]:
    """What the actor's approving roles reach, oldest first; also what they may see but not decide."""
    rows = (
        Requisition.objects.filter(permissions.scope(actor, permissions.APPROVING, unit_fields=("unit_id",)), state="submitted")
        .select_related("unit", "requester", "organisation")
        .annotate(line_count=Count("lines"), outside_count=Count("lines", filter=~Q(lines__outside_reason="")))
        .order_by("submitted_at", "pk")
    )
    return [_row(requisition, actor) for requisition in rows]


def waiting_for_approval_count(actor: Actor) -> int:
    """How many the actor may decide: the number on the start page."""
    return sum(row.may_decide for row in waiting_for_approval(actor))


def my_requisitions(actor: Actor, *, unit_id: int, limit: int = 50) -> list[Requisition]:
    """The unit's own wishes that are no orders (yet): waiting, rejected, withdrawn; newest first."""
    rows = requisitions_visible_to(actor).filter(unit_id=unit_id).exclude(state="ordered")
    return list(rows.select_related("requester", "decided_by").order_by("-submitted_at", "-pk")[:limit])


def requisition_page(actor: Actor, requisition_id: int, *, on: date) -> RequisitionPage:
    """Raises Requisition.DoesNotExist for what the actor may not know of."""
    rows = requisitions_visible_to(actor).select_related("unit", "requester", "organisation", "decided_by", "delivery_unit")
    requisition = rows.get(pk=requisition_id)
    lines = list(requisition.lines.select_related("item", "supplier").order_by("pk"))
    family = family_of(requisition.organisation_id, on)
    at_today = priced(lines, family=family, on=on)
    is_open = requisition.state == "submitted"
    said = agreement_problems(at_today.wanted, organisation_id=family[0], unit_id=requisition.unit_id, on=on) if is_open else []
    own = tuple(approval.check(approval_facts(requisition, splitting.totals(at_today.wanted)), actor)) if is_open else ()
    return RequisitionPage(
        requisition=requisition,
        lines=lines,
        prices={w.line_id: w.price for w in at_today.wanted},
        amounts={w.line_id: w.net for w in at_today.wanted},
        totals=splitting.totals(at_today.wanted),
        budget_left=budgets.left(requisition.unit_id, currency=requisition.organisation.currency, on=on),
        problems=(*at_today.problems, *at_today.price_changes, *said) if is_open else (),
        own=own,
        choices=_choices(actor, requisition, own),
        findings=requisition.findings,
        stands_in_for=approval.stands_in_for(actor, requisition.organisation_id, requisition.unit_id),
    )


def approval_facts(requisition: Requisition, totals: Mapping[str, Decimal]) -> approval.ApprovalFacts:
    """Of a requisition whose organisation is at hand."""
    return approval.ApprovalFacts(
        organisation_id=requisition.organisation_id,
        unit_id=requisition.unit_id,
        requester_id=requisition.requester_id,
        totals=totals,
        limit_currency=requisition.organisation.currency,
    )


def _choices(actor: Actor, requisition: Requisition, own: tuple[Problem, ...]) -> tuple[str, ...]:
    facts = permissions.facts_of(requisition)
    found = []
    if requisition.state == "submitted" and permissions.allows(actor, "approve", facts) and not own:
        found += ["approve", "reject"]
    if requisition.state == "submitted" and permissions.allows(actor, "withdraw", facts):
        found.append("withdraw")
    return tuple(found)


def _row(requisition: Any, actor: Actor) -> WaitingRow:
    facts = approval_facts(requisition, {requisition.currency: requisition.total})
    return WaitingRow(
        requisition_id=requisition.pk,
        unit_name=requisition.unit.name,
        requester_name=requisition.requester.name if requisition.requester is not None else "",
        submitted_at=requisition.submitted_at,
        wanted_on=requisition.wanted_on,
        lines=requisition.line_count,
        total=requisition.total,
        currency=requisition.currency,
        outside=requisition.outside_count,
        reminders=requisition.reminders,
        may_decide=not approval.check(facts, actor),
    )
