"""Somebody else says yes or no to a wish above the limit (R3, R4; four eyes)."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.ordering import permissions, queries
from samkoeb.ordering.actions.place import place_orders
from samkoeb.ordering.logic import approval, findings, free_text, splitting
from samkoeb.ordering.logic.lifecycle import REQUISITION
from samkoeb.ordering.models import Requisition
from samkoeb.organisations import actions as organisations_do

ASKED = ("approval_waits", "approval_reminder", "approval_escalated")


def approve(requisition_id: int, *, prices_confirmed: bool = False, by: Actor, at: datetime) -> Requisition:
    """The wish becomes orders, at the prices of this day.

    Refuses approval.own_request, approval.above_limit, ordering.price_changed (asks once: prices_confirmed), what is no longer in force,
    and what the agreements say no to. Two who approve at the same moment: the second finds it done.
    """
    with transactions.owns():
        requisition: Requisition = Requisition.objects.select_related("organisation").locked(requisition_id)
        day = calendar.day_of(at)
        family = queries.family_of(requisition.organisation_id, day)

        permissions.require(by, "approve", permissions.facts_of(requisition))

        REQUISITION.take("approve", requisition.state)
        priced = queries.priced(requisition.lines.all(), family=family, on=day)
        facts = queries.approval_facts(requisition, splitting.totals(priced.wanted))
        refuse([*approval.check(facts, by), *priced.problems, *(() if prices_confirmed else priced.price_changes)])

        requisition.decided_by_id, requisition.decided_at = by.person_id, at
        requisition.findings = [*requisition.findings, *(findings.stored(p) for p in priced.price_changes)]
        place_orders(requisition, priced.wanted, body_id=family[0], approver=by, by=by, at=at)
        _decided(requisition, "approved", at)

        audit.record(
            "ordering.requisition.approved",
            requisition,
            by=by,
            at=at,
            body_id=family[0],
            substitute_for_id=approval.stands_in_for(by, requisition.organisation_id, requisition.unit_id),
            total=requisition.total,
        )
    return requisition


def reject(requisition_id: int, *, reason: str, by: Actor, at: datetime) -> Requisition:
    """No, and why: the requester sees the words."""
    with transactions.owns():
        requisition: Requisition = Requisition.objects.locked(requisition_id)

        permissions.require(by, "approve", permissions.facts_of(requisition))

        state = REQUISITION.take("reject", requisition.state)
        missing = [] if reason.strip() else [Problem("field.missing", "error", {"field": "reason"})]
        own = [Problem("approval.own_request")] if by.is_same_person(requisition.requester_id) else []
        refuse([*own, *missing, *free_text.check(reason=reason)])

        requisition.state = state
        requisition.decided_by_id, requisition.decided_at, requisition.decision_reason = by.person_id, at, reason.strip()
        requisition.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        _decided(requisition, "rejected", at)

        audit.record("ordering.requisition.rejected", requisition, by=by, at=at, body_id=requisition.organisation_id)
    return requisition


def _decided(requisition: Requisition, kind: str, at: datetime) -> None:
    """The requester is told; those who were asked need not be."""
    organisations_do.no_longer_waits(*ASKED, reference=str(requisition.pk), at=at)
    if requisition.requester_id is not None:
        organisations_do.notify([requisition.requester_id], kind=kind, reference=str(requisition.pk), path="/shop/orders/", at=at)
