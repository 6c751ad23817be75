"""Who is told that an invoice waits for them; never what it holds (7.2)."""

from datetime import datetime

from samkoeb.invoicing.models import Dispute, Invoice
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations


def assigned(invoice: Invoice, *, at: datetime) -> None:
    """The person whom the buyer's reference, or a colleague, named; whoever had it before need not be told."""
    organisations_do.no_longer_waits("invoice.assigned", reference=str(invoice.pk), at=at)
    if invoice.assigned_to_id is not None:
        path = f"/finance/invoices/{invoice.pk}/"
        organisations_do.notify([invoice.assigned_to_id], kind="invoice.assigned", reference=str(invoice.pk), path=path, at=at)


def invoice_waits(invoice: Invoice, *, at: datetime) -> None:
    """Something deviates, or a second person must approve: the clerks of the unit are told."""
    day = calendar.day_of(at)
    clerks = organisations.people_with_role(roles.ACCOUNTS_CLERK, invoice.organisation_id, invoice.unit_id, day)
    path = f"/finance/invoices/{invoice.pk}/"
    organisations_do.notify(clerks, kind="invoice_waits", reference=f"{invoice.pk}:{invoice.reason}", path=path, at=at)


def dispute_answered(dispute: Dispute, *, at: datetime) -> None:
    """Whoever asked the supplier."""
    if dispute.opened_by_id is not None:
        path = f"/finance/invoices/{dispute.invoice_id}/"
        organisations_do.notify([dispute.opened_by_id], kind="dispute_answered", reference=str(dispute.pk), path=path, at=at)


def attested(invoice_id: int, *, at: datetime) -> None:
    """The one who knows the purchase has said so, or somebody did for them."""
    organisations_do.no_longer_waits("invoice.assigned", reference=str(invoice_id), at=at)


def decided(invoice_id: int, *, at: datetime) -> None:
    """Those who were asked need not be told any more."""
    organisations_do.no_longer_waits("invoice.assigned", "invoice_waits", "receipt_missing", reference=str(invoice_id), at=at)
