"""A basket that an agreement's maximum stopped: the buyers hear of it, for the ward can do nothing about a maximum (F4.2)."""

from collections.abc import Iterable
from datetime import datetime

from samkoeb.agreements.models import Agreement
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem
from samkoeb.ordering import permissions
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations

REACHED = ("agreement.ceiling_reached", "agreement.lot_ceiling_reached")


def tell_of_ceiling(unit_id: int, problems: Iterable[Problem], *, by: Actor, at: datetime) -> None:
    """After `submit` has refused, and taken back all that it wrote. The purchasers of the ward's body and of the agreement's owner."""
    stopped = {int(p.facts["agreement_id"]) for p in problems if p.code in REACHED and "agreement_id" in p.facts}
    if not stopped:
        return
    with transactions.owns():
        unit = organisations.unit(unit_id)

        permissions.require(by, "order", permissions.facts_of_unit(unit))

        day = calendar.day_of(at)
        body_id = organisations.body_on(unit.organisation_id, day)
        for agreement in Agreement.objects.filter(pk__in=stopped).order_by("pk"):
            people = [
                person
                for body in {body_id, organisations.body_on(agreement.owner_id, day)}
                for person in organisations.people_with_role((roles.PURCHASER, roles.PURCHASING_HEAD), body, None, day)
            ]
            organisations_do.notify(
                people,
                kind="call_off_stopped",
                reference=f"{agreement.number}:{unit.short_name or unit.name}",
                path=f"/buying/agreements/{agreement.pk}/",
                at=at,
            )
            audit.record("ordering.basket.stopped", unit, by=by, at=at, body_id=body_id, agreement_id=agreement.pk)
