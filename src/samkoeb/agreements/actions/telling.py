"""Who hears of what happens to agreements and their suppliers: lines that wait to be told, written by `process/reactions.py`."""

from collections.abc import Iterable
from datetime import datetime

from samkoeb.agreements.models import Agreement
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import BankAccount


def tell_of_ceiling(agreement_id: int, *, exceeded: bool = False, at: datetime) -> None:
    """The owner's purchasers: a threshold is reached, or invoices went above the maximum (F4.2)."""
    agreement = Agreement.objects.only("number", "owner_id").get(pk=agreement_id)
    organisations_do.notify(
        _people((roles.PURCHASER, roles.PURCHASING_HEAD), [agreement.owner_id], at),
        kind="ceiling_exceeded" if exceeded else "ceiling_warned",
        reference=agreement.number,
        path=f"/buying/agreements/{agreement_id}/",
        at=at,
    )


def tell_of_bank_account(bank_account_id: int, *, supplier_id: int, at: datetime) -> None:
    """The accounts clerks of the bodies whose supplier it is: somebody else than the proposer must call back (6.5 step 6)."""
    account = BankAccount.objects.only("state", "proposed_by_id").get(pk=bank_account_id)
    if account.state != "proposed":
        return
    owners = Agreement.objects.filter(supplier_id=supplier_id).values_list("owner_id", flat=True).distinct()
    organisations_do.notify(
        [p for p in _people((roles.ACCOUNTS_CLERK, roles.PAYMENT_APPROVER), owners, at) if p != account.proposed_by_id],
        kind="bank_account_waits",
        reference=str(bank_account_id),
        path="/admin/bank-accounts/",
        at=at,
    )


def _people(wanted: tuple[str, ...], organisation_ids: Iterable[int], at: datetime) -> list[int]:
    day = calendar.day_of(at)
    return [person for body in organisation_ids for person in organisations.people_with_role(wanted, body, None, day)]
