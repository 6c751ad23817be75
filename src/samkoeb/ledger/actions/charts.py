"""Charts of accounts: the default one, more accounts, and the bank account that payments leave from."""

from collections.abc import Mapping
from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.identifiers import is_iban
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.ledger import permissions, queries
from samkoeb.ledger.logic import chart, routing
from samkoeb.ledger.models import Account


def create_chart(organisation_id: int, *, bank: Mapping[str, str] | None = None, by: Actor, at: datetime) -> list[Account]:
    """The default chart with the accounts of the body's units; what is there already stays. bank: {"iban", "bic"} or
    {"registration_number", "account_number"}."""
    with transactions.owns():
        permissions.require(by, "change_chart", organisation_id)

        drafts = chart.chart(queries.unit_accounts(organisation_id))
        Account.objects.bulk_create(
            (
                Account(
                    organisation_id=organisation_id,
                    code=draft.code,
                    name_da=draft.name_da,
                    name_en=draft.name_en,
                    kind=draft.kind,
                    purpose=draft.purpose,
                )
                for draft in drafts
            ),
            ignore_conflicts=True,
        )
        made = list(Account.objects.filter(organisation_id=organisation_id).order_by("code"))
        audit.record("ledger.chart.created", made[0], by=by, at=at, body_id=organisation_id, accounts=len(made))
        if bank:
            set_bank_account(organisation_id, numbers=bank, by=by, at=at)
    return made


def set_bank_account(organisation_id: int, *, numbers: Mapping[str, str], by: Actor, at: datetime) -> Account:
    """Where the body's payments leave from."""
    with transactions.owns():
        permissions.require(by, "change_chart", organisation_id)

        account: Account = Account.objects.select_for_update().get(organisation_id=organisation_id, purpose=chart.BANK)
        found = {k: "".join(v.split()) for k, v in numbers.items() if v}
        wrong = routing.debtor(found) is None or ("iban" in found and not is_iban(found["iban"]))
        refuse([Problem("ledger.bank_numbers_wrong")] if wrong else [])

        account.numbers = found
        account.save(update_fields=["numbers"])
        audit.record("ledger.bank_account.set", account, by=by, at=at, body_id=organisation_id)
    return account
