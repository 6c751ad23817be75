"""Goods at the wrong ward: "not mine" says where they belong, tells those who wait for them, and is logged (6.1 step 7, S33)."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed, Problem, refuse
from samkoeb.ordering.models import Order
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import identity
from samkoeb.organisations.models import Unit
from samkoeb.receiving import permissions
from samkoeb.receiving.models import Misdelivery


def not_mine(order_id: int, *, unit_id: int, note: str = "", by: Actor, at: datetime) -> Misdelivery:
    """Found at `unit_id`, which is not where the order goes. Any receiver of the same body may say so, whosever order it is."""
    with transactions.owns():
        order: Order = Order.objects.locked(order_id)
        unit = Unit.objects.get(pk=unit_id)
        day = calendar.day_of(at)

        permissions.require(by, "report_misdelivery", permissions.Facts(unit.organisation_id, unit.pk))
        if organisations.body_on(unit.organisation_id, day) != organisations.body_on(order.organisation_id, day):
            raise NotAllowed()

        problems = (
            [Problem("misdelivery.is_the_place", "error", {"number": order.number})] if unit.pk == order.delivery_unit_id else []
        )
        refuse([*problems, *identity.check_text(note=note)])

        made = Misdelivery.objects.create(
            order=order, found_at_unit=unit, reported_by_id=by.person_id, reported_at=at, note=note.strip()
        )
        waiting = organisations.people_with_role(
            (roles.GOODS_RECEIVER, roles.REQUESTER), order.organisation_id, order.delivery_unit_id, day
        )
        requester = [order.requester_id] if order.requester_id is not None else []
        organisations_do.notify(
            [*requester, *waiting], kind="misdelivery", reference=order.number, path=f"/shop/orders/{order.pk}/", at=at
        )

        audit.record(
            "receiving.misdelivery.reported",
            made,
            by=by,
            at=at,
            body_id=order.organisation_id,
            order_id=order.pk,
            unit_id=unit.pk,
        )
    return made


def resolve_misdelivery(misdelivery_id: int, *, by: Actor, at: datetime) -> Misdelivery:
    """The goods are where they belong: said by those who found them or those who waited."""
    with transactions.owns():
        found: Misdelivery = Misdelivery.objects.locked(misdelivery_id)
        order = found.order

        places = (found.found_at_unit_id, order.delivery_unit_id)
        if not any(
            permissions.allows(by, "report_misdelivery", permissions.Facts(order.organisation_id, place)) for place in places
        ):
            raise NotAllowed()

        refuse([Problem("misdelivery.resolved")] if found.resolved_at is not None else [])

        found.resolved_at = at
        found.resolved_by_id = by.person_id
        found.save(update_fields=["resolved_at", "resolved_by"])

        organisations_do.no_longer_waits("misdelivery", reference=order.number, at=at)
        audit.record("receiving.misdelivery.resolved", found, by=by, at=at, body_id=order.organisation_id, order_id=order.pk)
    return found
