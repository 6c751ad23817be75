"""What receiving knows of a purchase's time line."""

from samkoeb.ordering.logic.timeline import Moment
from samkoeb.receiving.models import Despatch, Receipt


def moments_of(order_id: int) -> list[Moment]:
    """Despatches, receipts, and receipts taken back."""
    found = [
        Moment(d.received_at, "despatched", None, d.number, {"expected_on": d.expected_on, "tracking": d.tracking})
        for d in Despatch.objects.filter(lines__order_line__order_id=order_id).distinct().order_by("received_at", "pk")
    ]
    for r in Receipt.objects.filter(order_id=order_id).order_by("received_at", "pk"):
        what = "receipt_reversed" if r.reverses_id is not None else "received"
        found.append(Moment(r.received_at, what, r.received_by_id, r.number))
    return found
