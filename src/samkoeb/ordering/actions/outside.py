"""The morning after: the buyer writes which legal basis a purchase outside the agreements had (issue 2 §3.1)."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.ordering import permissions
from samkoeb.ordering.logic import free_text, outside
from samkoeb.ordering.models import Order
from samkoeb.organisations import actions as organisations_do


def record_legal_basis(order_id: int, *, basis: str, note: str = "", by: Actor, at: datetime) -> Order:
    """`basis` is a code of logic/outside.py; "none" needs a note. It can be corrected: the trail keeps what stood before."""
    with transactions.owns():
        order: Order = Order.objects.locked(order_id)

        permissions.require(by, "record_legal_basis", permissions.facts_of(order))

        problems = [] if order.outside_reason else [Problem("ordering.not_outside")]
        if basis not in outside.LEGAL_BASES:
            problems.append(Problem("ordering.legal_basis_unknown", "error", {"basis": basis}))
        if basis == "none" and not note.strip():
            problems.append(Problem("field.missing", "error", {"field": "note"}))
        if by.is_same_person(order.requester_id):
            problems.append(Problem("ordering.own_legal_basis"))
        refuse([*problems, *free_text.check(note=note)])

        before = order.legal_basis
        order.legal_basis, order.legal_basis_note = basis, note.strip()
        order.legal_basis_by_id, order.legal_basis_at = by.person_id, at
        order.save(update_fields=["legal_basis", "legal_basis_note", "legal_basis_by", "legal_basis_at"])
        organisations_do.no_longer_waits("outside_waits", reference=order.number, at=at)

        audit.record("ordering.order.legal_basis", order, by=by, at=at, body_id=order.organisation_id, basis=basis, before=before)
    return order
