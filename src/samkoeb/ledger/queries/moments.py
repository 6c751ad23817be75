"""What the ledger knows of a purchase's time line."""

from samkoeb.ledger.models import Payment
from samkoeb.ordering.logic.timeline import Moment


def moments_of(order_id: int) -> list[Moment]:
    """When the order's invoices were released for payment."""
    rows = Payment.objects.filter(invoice__orders__order_id=order_id, is_cancelled=False, proposal__released_at__isnull=False)
    return [
        Moment(
            p.proposal.released_at, "paid", None, p.proposal.number, {"amount": str(p.amount), "currency": p.proposal.currency}
        )
        for p in rows.select_related("proposal").distinct().order_by("pk")
        if p.proposal.released_at is not None
    ]
