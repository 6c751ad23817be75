"""Purchases outside the agreements: what waits for a legal basis, and what has one."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Sum

from samkoeb.kernel.actor import Actor
from samkoeb.ordering import permissions
from samkoeb.ordering.models import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRow:
    """legal_basis is "" while it waits."""

    order_id: int
    number: str
    unit_name: str
    supplier_name: str
    requester_name: str
    ordered_at: datetime
    net_total: Decimal
    currency: str
    outside_reason: str
    legal_basis: str
    legal_basis_note: str
    what: str


def outside_agreements(actor: Actor, *, waiting_only: bool = True, limit: int = 200) -> list[OutsideRow]:
    """What the buyer's roles reach; what waits comes oldest first, the whole list newest first."""
    rows = Order.objects.filter(permissions.scope(actor, permissions.OUTSIDE, unit_fields=("unit_id",))).exclude(
        outside_reason=""
    )
    rows = rows.filter(legal_basis="").order_by("ordered_at", "pk") if waiting_only else rows.order_by("-ordered_at", "-pk")
    found = rows.select_related("unit", "supplier", "requester").prefetch_related("lines")[:limit]
    return [
        OutsideRow(
            order_id=order.pk,
            number=order.number,
            unit_name=order.unit.name,
            supplier_name=order.supplier.name,
            requester_name=order.requester.name if order.requester is not None else "",
            ordered_at=order.ordered_at,
            net_total=order.net_total,
            currency=order.currency,
            outside_reason=order.outside_reason,
            legal_basis=order.legal_basis,
            legal_basis_note=order.legal_basis_note,
            what="; ".join(line.description for line in order.lines.all()),
        )
        for order in found
    ]


def outside_count(actor: Actor) -> int:
    """How many wait for a legal basis."""
    rows = Order.objects.filter(permissions.scope(actor, permissions.OUTSIDE, unit_fields=("unit_id",)), legal_basis="")
    return rows.exclude(outside_reason="").count()


@dataclass(frozen=True, slots=True)
class OutsideSum:
    """legal_basis is "" for what waits for one."""

    legal_basis: str
    orders: int
    amount: Decimal


def outside_by_basis(organisation_id: int, *, currency: str, since: date, until: date) -> tuple[OutsideSum, ...]:
    """What a body ordered outside the agreements in the period, by its legal basis; the largest first. Net, as ordered."""
    rows = Order.objects.filter(organisation_id=organisation_id, currency=currency, ordered_at__date__range=(since, until))
    rows = rows.exclude(outside_reason="").exclude(state__in=("cancelled", "rejected"))
    sums = rows.values("legal_basis").annotate(orders=Count("pk"), amount=Sum("net_total")).order_by("-amount")
    return tuple(OutsideSum(**row) for row in sums)
