"""Silence is spoken to: approvers who wait, suppliers who do not answer (6.1 steps 5 and 6). Called by the clock; each thing on its own."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import operator
from samkoeb.ordering import queries
from samkoeb.ordering.actions.letters import write_to_supplier
from samkoeb.ordering.logic import waiting
from samkoeb.ordering.models import Order, Requisition
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations

CLOCK = operator("clock")


def remind_due(at: datetime) -> int:
    """Approvers are told once more, then those above them. Returns how many requisitions were spoken about."""
    undecided = Requisition.objects.filter(state="submitted", reminders__lt=2).order_by("pk").values_list("pk", flat=True)
    return transactions.each(list(undecided), lambda pk: _remind(pk, at))


def chase_due(at: datetime) -> int:
    """A letter to the supplier who has not answered, then a word to the buyer. Returns how many orders were spoken about."""
    unanswered = Order.objects.filter(state="ordered", chases__lt=2).order_by("pk").values_list("pk", flat=True)
    return transactions.each(list(unanswered), lambda pk: _chase(pk, at))


def _remind(requisition_id: int, at: datetime) -> bool:
    requisition = Requisition.objects.filter(pk=requisition_id, state="submitted").select_for_update(skip_locked=True).first()
    if requisition is None or requisition.submitted_at is None:
        return False
    day = calendar.day_of(at)
    settings = organisations.settings_of(organisations.body_on(requisition.organisation_id, day))
    whom = waiting.remind(
        submitted_at=requisition.submitted_at,
        reminders=requisition.reminders,
        reminder_hours=settings["approval_reminder_hours"],
        escalation_hours=settings["approval_escalation_hours"],
        at=at,
    )
    if whom is None:
        return False

    people = queries.nearest_approvers(requisition, day) if whom == waiting.APPROVER else queries.next_approvers(requisition, day)
    requisition.reminders += 1
    requisition.reminded_at = at
    requisition.save(update_fields=["reminders", "reminded_at"])
    # Another kind than the first word: that one may still wait to be told, and would not be said twice.
    kind = "approval_reminder" if whom == waiting.APPROVER else "approval_escalated"
    organisations_do.notify(people, kind=kind, reference=str(requisition.pk), path=f"/approvals/{requisition.pk}/", at=at)

    audit.record("ordering.requisition.reminded", requisition, by=CLOCK, at=at, body_id=requisition.organisation_id, whom=whom)
    return True


def _chase(order_id: int, at: datetime) -> bool:
    order = Order.objects.filter(pk=order_id, state="ordered").select_for_update(of=("self",), skip_locked=True).first()
    if order is None:
        return False
    day = calendar.day_of(at)
    body_id = organisations.body_on(order.organisation_id, day)
    hours = organisations.setting(body_id, "chase_hours")
    whom = waiting.chase(ordered_at=order.ordered_at, chased_at=order.chased_at, chases=order.chases, hours=hours, at=at)
    if whom is None:
        return False

    order.chases += 1
    order.chased_at = at
    order.save(update_fields=["chases", "chased_at"])
    if whom == waiting.SUPPLIER:
        ordered_on = calendar.day_of(order.ordered_at)
        key = f"order-chased:{order.number}:{order.chases}"
        write_to_supplier(order, "order_chased", key=key, at=at, ordered_on=ordered_on)
    else:
        buyers = organisations.people_with_role(roles.PURCHASER, body_id, order.unit_id, day)
        asked = [order.requester_id] if order.requester_id is not None else []
        organisations_do.notify(
            [*buyers, *asked], kind="order_unanswered", reference=order.number, path=f"/shop/orders/{order.pk}/", at=at
        )

    audit.record("ordering.order.chased", order, by=CLOCK, at=at, body_id=order.organisation_id, whom=whom)
    return True
