"""How much is under way in bodies or units: what an administrator must know before one is followed or closed."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from samkoeb.ordering.logic.lifecycle import ORDER_IS_OVER
from samkoeb.ordering.models import Order, Requisition


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """`orders` that still ask something of somebody, `waiting` wishes without a decision, `baskets` with something in them."""

    orders: int
    waiting: int
    baskets: int

    @property
    def any(self) -> bool:
        return bool(self.orders or self.waiting or self.baskets)


def open_counts(*, organisation_ids: Collection[int] = (), unit_ids: Collection[int] = ()) -> OpenCounts:
    """Of these bodies and of these units. Numbers only, so whoever may close the unit may know them."""
    wanted = Q(organisation_id__in=organisation_ids) | Q(unit_id__in=unit_ids)
    delivered = wanted | Q(delivery_unit_id__in=unit_ids)
    return OpenCounts(
        orders=Order.objects.filter(delivered).exclude(state__in=ORDER_IS_OVER).count(),
        waiting=Requisition.objects.filter(delivered, state="submitted").count(),
        baskets=Requisition.objects.filter(wanted, state="basket", lines__isnull=False).distinct().count(),
    )
