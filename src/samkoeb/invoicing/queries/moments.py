"""What invoicing knows of a purchase's time line."""

from samkoeb.invoicing.models import Invoice
from samkoeb.ordering.logic.timeline import Moment


def moments_of(order_id: int) -> list[Moment]:
    """Invoices and credit notes that answer the order: when they came, were approved or rejected, and disputes."""
    found: list[Moment] = []
    for invoice in Invoice.objects.filter(orders__order_id=order_id).prefetch_related("disputes").distinct().order_by("pk"):
        facts = {"amount": str(invoice.net_total), "currency": invoice.currency, "kind": invoice.kind}
        found.append(
            Moment(invoice.received_at, "invoiced" if invoice.kind == "invoice" else "credited", None, invoice.number, facts)
        )
        if invoice.approved_at is not None:
            who = None if invoice.approved_automatically else invoice.approved_by_id
            found.append(Moment(invoice.approved_at, "invoice_approved", who, invoice.number))
        found += [Moment(d.opened_at, "disputed", d.opened_by_id, invoice.number) for d in invoice.disputes.all()]
    return found
