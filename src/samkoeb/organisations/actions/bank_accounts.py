"""A supplier's account: written by one, confirmed by another who called back, rested before it is paid to (6.5 step 6)."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import permissions, queries
from samkoeb.organisations.actions.notifications import no_longer_waits
from samkoeb.organisations.logic import bank_accounts, duties, identity
from samkoeb.organisations.models import BankAccount, Organisation


def propose_bank_account(
    *,
    supplier_id: int,
    kind: str,
    by: Actor,
    at: datetime,
    iban: str = "",
    bic: str = "",
    registration_number: str = "",
    account_number: str = "",
) -> BankAccount:
    """Waits for a second person. kind: "iban", "dk" (registration and account number), "fik" or "giro" (creditor number)."""
    with transactions.owns():
        supplier: Organisation = Organisation.objects.locked(supplier_id)

        permissions.require(by, "propose_bank_account", permissions.Facts(supplier.pk, is_supplier=True))

        iban = iban.replace(" ", "").upper()
        problems = bank_accounts.check(kind, iban=iban, registration_number=registration_number, account_number=account_number)
        if supplier.kind != "supplier":
            problems.append(Problem("bank_account.not_a_supplier"))
        refuse(problems)

        made = BankAccount.objects.create(
            supplier=supplier,
            kind=kind,
            iban=iban,
            bic=bic.replace(" ", "").upper(),
            registration_number=registration_number,
            account_number=account_number,
            proposed_by_id=by.person_id,
            proposed_at=at,
            is_first=not BankAccount.objects.filter(supplier=supplier, state="confirmed").exists(),
        )

        audit.record("organisations.bank_account.proposed", made, by=by, at=at, body_id=supplier.pk, kind=kind)
        audit.tell("organisations.bank_account.proposed", at=at, bank_account_id=made.pk, supplier_id=supplier.pk)
    return made


def confirm_bank_account(account_id: int, *, call_back_note: str, by: Actor, at: datetime) -> BankAccount:
    """By another person than the proposer, with a note of the call; a changed account then rests in quarantine."""
    with transactions.owns():
        account: BankAccount = BankAccount.objects.locked(account_id)

        permissions.require(by, "confirm_bank_account", permissions.Facts(account.supplier_id, is_supplier=True))

        refuse(
            [
                *_is_proposed(account),
                *duties.bank_account_has_two_people(by, account.proposed_by_id),
                *bank_accounts.check_call_back(call_back_note),
                *identity.check_text(call_back_note=call_back_note),
            ]
        )

        older = BankAccount.objects.filter(supplier_id=account.supplier_id, state="confirmed").exists()
        hours = queries.longest_setting(by.organisations(), "quarantine_hours")
        account.state = "confirmed"
        account.is_first = not older
        account.confirmed_by_id = by.person_id
        account.confirmed_at = at
        account.call_back_note = call_back_note.strip()
        account.pay_from = bank_accounts.pay_from(at, is_first=not older, quarantine_hours=hours)
        account.save()
        no_longer_waits("bank_account_waits", reference=str(account.pk), at=at)

        audit.record(
            "organisations.bank_account.confirmed", account, by=by, at=at, body_id=account.supplier_id, pay_from=account.pay_from
        )
        audit.tell("organisations.bank_account.confirmed", at=at, bank_account_id=account.pk, supplier_id=account.supplier_id)
    return account


def reject_bank_account(account_id: int, *, note: str, by: Actor, at: datetime) -> BankAccount:
    """The call-back said no, or the numbers were wrong. Whoever may confirm may reject, the proposer too."""
    with transactions.owns():
        account: BankAccount = BankAccount.objects.locked(account_id)

        permissions.require(by, "confirm_bank_account", permissions.Facts(account.supplier_id, is_supplier=True))

        refuse([*_is_proposed(account), *identity.check_text(note=note)])

        account.state = "rejected"
        account.call_back_note = note.strip()
        account.save(update_fields=["state", "call_back_note"])
        no_longer_waits("bank_account_waits", reference=str(account.pk), at=at)

        audit.record("organisations.bank_account.rejected", account, by=by, at=at, body_id=account.supplier_id)
    return account


def _is_proposed(account: BankAccount) -> list[Problem]:
    return [] if account.state == "proposed" else [Problem("bank_account.already_decided", "error", {"state": account.state})]
