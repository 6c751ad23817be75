"""Where a supplier is paid, and which changes wait for a second person."""

from dataclasses import dataclass
from datetime import datetime

from samkoeb.kernel.actor import Actor
from samkoeb.organisations import permissions
from samkoeb.organisations.logic import duties
from samkoeb.organisations.models import BankAccount


@dataclass(frozen=True, slots=True)
class AccountShown:
    """state: proposed, confirmed, rejected; `may_confirm` is false for the one who wrote it, who may still take it back (`may_reject`)."""

    id: int
    supplier_id: int
    supplier: str
    kind: str
    numbers: str
    state: str
    is_first: bool
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str
    pay_from: datetime | None
    rests: bool
    call_back_note: str
    may_confirm: bool
    may_reject: bool


def bank_accounts(
    actor: Actor, at: datetime, *, supplier_id: int | None = None, waiting_only: bool = False
) -> list[AccountShown]:
    """For those who look after accounts: what waits first, then the history, newest first. One question to the database."""
    facts = permissions.Facts(supplier_id, is_supplier=True)
    permissions.require(actor, "see_bank_accounts", facts)
    rows = BankAccount.objects.select_related("supplier", "proposed_by", "confirmed_by")
    if supplier_id is not None:
        rows = rows.filter(supplier_id=supplier_id)
    if waiting_only:
        rows = rows.filter(state="proposed")
    may = permissions.allows(actor, "confirm_bank_account", facts)
    shown = [_shown(row, actor, at, may) for row in rows.order_by("-proposed_at", "-pk")]
    return sorted(shown, key=lambda account: account.state != "proposed")


def _shown(row: BankAccount, actor: Actor, at: datetime, may_confirm: bool) -> AccountShown:
    open_to_this_person = row.state == "proposed" and not duties.bank_account_has_two_people(actor, row.proposed_by_id)
    return AccountShown(
        id=row.pk,
        supplier_id=row.supplier_id,
        supplier=row.supplier.name,
        kind=row.kind,
        numbers=row.iban or " ".join(filter(None, (row.registration_number, row.account_number))),
        state=row.state,
        is_first=row.is_first,
        proposed_by=row.proposed_by.name if row.proposed_by is not None else "",
        proposed_at=row.proposed_at,
        confirmed_by=row.confirmed_by.name if row.confirmed_by is not None else "",
        pay_from=row.pay_from,
        rests=row.state == "confirmed" and row.pay_from is not None and row.pay_from > at,
        call_back_note=row.call_back_note,
        may_confirm=may_confirm and open_to_this_person,
        may_reject=may_confirm and row.state == "proposed",
    )
