"""A ward that has not received what is invoiced is reminded; after two reminders its call-off officer is told (6.5 step 3)."""

from datetime import datetime, timedelta

from django.db.models.functions import Coalesce

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor, operator
from samkoeb.organisations import actions as organisations_actions
from samkoeb.organisations import queries as organisations

BY = operator("clock")
WARD_REMINDERS = 2
MOST = 500  # in one go; the clock comes again


def remind_missing_receipts(at: datetime, *, by: Actor = BY) -> int:
    """How many were reminded of."""
    spoken_of = Coalesce("reminded_at", "received_at")  # the longest unspoken of first: so all have their turn, however many wait
    waiting = Invoice.objects.filter(reason="missing_receipt", state="deviation").order_by(spoken_of, "pk")
    return transactions.each(list(waiting.values_list("pk", flat=True)[:MOST]), lambda pk: _remind(pk, by=by, at=at))


def _remind(invoice_id: int, *, by: Actor, at: datetime) -> bool:
    invoice: Invoice = Invoice.objects.locked(invoice_id)
    hours = organisations.setting(invoice.organisation_id, "receipt_reminder_hours")
    since = invoice.reminded_at or invoice.received_at
    if invoice.reason != "missing_receipt" or invoice.unit_id is None or at < since + timedelta(hours=hours):
        return False

    day = calendar.day_of(at)
    wanted = (
        (roles.GOODS_RECEIVER, roles.REQUESTER)
        if invoice.reminders < WARD_REMINDERS
        else (roles.CALL_OFF_OFFICER, roles.APPROVER)
    )
    people = organisations.people_with_role(wanted, invoice.organisation_id, invoice.unit_id, day)
    organisations_actions.notify(
        people, kind="receipt_missing", reference=f"{invoice.pk}:{invoice.reminders}", path="/receiving/", at=at
    )
    invoice.reminders += 1
    invoice.reminded_at = at
    invoice.save(update_fields=["reminders", "reminded_at"])

    audit.record(
        "invoicing.receipt.reminded", invoice, by=by, at=at, body_id=invoice.organisation_id, reminders=invoice.reminders
    )
    return True
