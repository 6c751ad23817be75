"""Payment runs: proposed by one, released by another as a file to the bank, settled when the day has come (F9, 6.5 step 6)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.exchange import actions as exchange
from samkoeb.invoicing import actions as invoicing
from samkoeb.invoicing import queries as invoices
from samkoeb.invoicing.logic import payment_means
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.identifiers import finds_cpr
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.ledger import permissions, queries
from samkoeb.ledger.actions.entries import next_number, write_entry
from samkoeb.ledger.logic import payment_file, postings, proposing, routing
from samkoeb.ledger.logic.lifecycle import PROPOSAL
from samkoeb.ledger.models import Account, Payment, PaymentProposal
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import duties


def propose_payment(
    *,
    organisation_id: int,
    due_until: date,
    invoice_ids: Iterable[int] | None = None,
    execute_on: date | None = None,
    currency: str = "DKK",
    version: str = "",
    by: Actor,
    at: datetime,
) -> PaymentProposal:
    """Posted invoices due until and with a day, less their credit notes; or the invoices named. What can't be paid is listed with why.

    Two runs at the same moment wait for each other at the invoices' rows; the second finds them taken. Refuses payment.nothing_to_pay.
    """
    with transactions.owns():
        permissions.require(by, "propose", organisation_id)

        today = calendar.day_of(at)
        wanted = None if invoice_ids is None else set(invoice_ids)
        family = organisations.family_on(organisation_id, today)
        candidates = invoices.to_pay(family, currency, due_until, invoice_ids=wanted)
        posted = {i.pk for i in invoicing.lock_to_pay(c.invoice_id for c in candidates) if i.state == "posted"}

        version = version or settings.PAYMENT_FORMAT
        bank = Account.objects.filter(organisation_id=queries.book_of(organisation_id, today), purpose="bank").first()
        refuse(
            [
                *payment_file.check_version(version),
                *([] if bank is not None and bank.numbers else [Problem("payment.no_bank_account")]),
            ]
        )
        assert bank is not None
        proposal = proposing.propose(
            [c for c in candidates if c.invoice_id in posted],
            queries.accounts_to_pay(c.supplier_id for c in candidates),
            taken=queries.in_live_runs(posted),
            at=at,
        )
        if not proposal.paid:
            raise Refused([Problem("payment.nothing_to_pay"), *(left.problem for left in proposal.left)])

        run: PaymentProposal = PaymentProposal.objects.create(
            organisation_id=bank.organisation_id,
            number=next_number("B", bank.organisation_id, today),
            currency=currency,
            execute_on=proposing.execution_day(execute_on, today=today),
            total=proposal.total,
            excluded=[_excluded(left) for left in proposal.left],
            debtor_account=bank.numbers,
            format=version,
            prepared_by_id=by.person_id,
            prepared_at=at,
        )
        _pay(run, proposal.paid)

        audit.record(
            "ledger.payment.proposed",
            run,
            by=by,
            at=at,
            body_id=run.organisation_id,
            total=run.total,
            invoices=len(proposal.paid),
        )
        payers = organisations.people_with_role(roles.PAYMENT_APPROVER, run.organisation_id, None, today)
        organisations_do.notify(payers, kind="payment_waits", reference=run.number, path=f"/finance/payments/{run.pk}/", at=at)
    return run


def release_payment(proposal_id: int, *, by: Actor, at: datetime) -> PaymentProposal:
    """Another person than who prepared it, nor one who posted its invoices: the file is written, once. Accounts are looked at again."""
    with transactions.owns():
        run: PaymentProposal = PaymentProposal.objects.select_related("organisation").locked(proposal_id)
        payments = list(run.payments.filter(is_cancelled=False).select_related("supplier", "invoice").order_by("pk"))

        permissions.require(by, "release", run.organisation_id)

        state = PROPOSAL.take("release", run.state)
        debtor = routing.debtor(run.debtor_account)
        refuse(
            [
                *duties.releaser_is_not_preparer(by, run.prepared_by_id),
                *duties.poster_is_not_releaser(by, queries.posters_of(p.invoice_id for p in payments)),
                *_changed_accounts(payments, at),
                *([] if debtor is not None else [Problem("payment.no_bank_account")]),
            ]
        )
        assert debtor is not None

        run.state, run.released_by_id, run.released_at = state, by.person_id, at
        today = calendar.day_of(at)
        run.execute_on = proposing.execution_day(run.execute_on, today=today)
        transfers = [p for p in payments if p.amount > 0]
        if transfers:
            sent = exchange.send(
                key=f"payment:{run.pk}",
                document_type="payment",
                document_number=run.number,
                sender_id=run.organisation_id,
                recipient_id=None,
                payload=_file(run, transfers, debtor),
                file_name=f"payment-{run.number}.xml",
                at=at,
            )
            run.outbound_id = sent.pk
        run.save(update_fields=["state", "released_by", "released_at", "execute_on", "outbound_id"])

        organisations_do.no_longer_waits("payment_waits", reference=run.number, at=at)
        audit.record("ledger.payment.released", run, by=by, at=at, body_id=run.organisation_id, total=run.total)
    return run


def cancel_payment(proposal_id: int, *, reason: str = "", by: Actor, at: datetime) -> PaymentProposal:
    """Before it is released: its invoices can be in another run."""
    with transactions.owns():
        run: PaymentProposal = PaymentProposal.objects.locked(proposal_id)

        permissions.require(by, "cancel", run.organisation_id)

        state = PROPOSAL.take("cancel", run.state)
        refuse([Problem("text.cpr")] if finds_cpr(reason) else [])

        run.state, run.cancel_reason = state, reason.strip()
        run.save(update_fields=["state", "cancel_reason"])
        run.payments.update(is_cancelled=True)

        organisations_do.no_longer_waits("payment_waits", reference=run.number, at=at)
        audit.record("ledger.payment.cancelled", run, by=by, at=at, body_id=run.organisation_id)
    return run


def return_payments(proposal_id: int, *, supplier_id: int, reason: str, by: Actor, at: datetime) -> PaymentProposal:
    """The bank turned a supplier's payments back: invoices and credit notes of that supplier are to be paid again, together."""
    with transactions.owns():
        run: PaymentProposal = PaymentProposal.objects.locked(proposal_id)

        permissions.require(by, "return", run.organisation_id)

        PROPOSAL.take("return", run.state)
        live = run.payments.filter(supplier_id=supplier_id, is_cancelled=False)
        rows = list(live.select_for_update(of=("self",)).order_by("pk"))
        problems = [] if rows else [Problem("payment.not_in_run")]
        if not reason.strip():
            problems.append(Problem("payment.reason_missing"))
        if finds_cpr(reason):
            problems.append(Problem("text.cpr"))
        refuse(problems)

        for row in rows:
            row.is_cancelled, row.returned_reason = True, reason.strip()[:200]
        Payment.objects.update_all(rows, ["is_cancelled", "returned_reason"])
        run.total -= sum(row.amount for row in rows)
        if not run.payments.filter(is_cancelled=False).exists():
            # Nothing of it is left to be paid: the run is over.
            run.state, run.cancel_reason = PROPOSAL.take("return_all", run.state), reason.strip()
        run.save(update_fields=["total", "state", "cancel_reason"])

        audit.record(
            "ledger.payment.returned", run, by=by, at=at, body_id=run.organisation_id, supplier=supplier_id, payments=len(rows)
        )
    return run


def settle(proposal_id: int, *, on: date | None = None, by: Actor, at: datetime) -> PaymentProposal:
    """The bank has paid: creditors against bank, invoices are paid, and the suppliers are told (PD)."""
    with transactions.owns():
        run: PaymentProposal = PaymentProposal.objects.locked(proposal_id)
        rows = list(run.payments.filter(is_cancelled=False).order_by("invoice_id"))
        invoicing.lock_to_pay(row.invoice_id for row in rows)

        permissions.require(by, "settle", run.organisation_id)

        state = PROPOSAL.take("settle", run.state)
        day = on or max(run.execute_on, calendar.day_of(at))
        drafts = postings.payment(
            [(row.supplier_id, row.amount + row.credited) for row in rows], sum((row.amount for row in rows), postings.ZERO)
        )

        run.state, run.settled_on = state, day
        run.save(update_fields=["state", "settled_on"])
        for row in rows:
            row.paid_on = day
        Payment.objects.update_all(rows, ["paid_on"])
        invoicing.note_paid((row.invoice_id for row in rows), by=by, at=at)
        write_entry(
            drafts,
            key=f"payment:{run.pk}",
            kind="payment",
            organisation_id=run.organisation_id,
            currency=run.currency,
            on=day,
            by=by,
            at=at,
        )

        audit.record("ledger.payment.settled", run, by=by, at=at, body_id=run.organisation_id, total=run.total)
    return run


def _pay(run: PaymentProposal, paid: Sequence[proposing.Paid]) -> None:
    """The rows of the run. That an invoice is in one run only stands in the database, whoever forgot a lock."""
    rows = [
        Payment(
            proposal=run,
            invoice_id=p.to_pay.invoice_id,
            supplier_id=p.to_pay.supplier_id,
            amount=p.amount,
            credited=p.credited,
            bank_account_id=p.account_id,
            means=routing.as_facts(p.way) if p.way is not None else {},
            end_to_end_id=f"{run.number}-{p.to_pay.invoice_id}",
        )
        for p in paid
    ]
    try:
        with transactions.attempt():
            Payment.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Refused([Problem("payment.in_another_run")]) from error


def _excluded(left: proposing.Left) -> dict[str, object]:
    facts = {k: v if isinstance(v, int | str | bool) else str(v) for k, v in left.problem.facts.items()}
    one = left.to_pay
    return {
        "invoice_id": one.invoice_id,
        "number": one.number,
        "supplier": one.supplier,
        "amount": str(one.payable),
        "due_on": str(one.due_on),
        "code": left.problem.code,
        "facts": facts,
    }


def _changed_accounts(payments: Sequence[Payment], at: datetime) -> list[Problem]:
    """Between proposal and release an account may have been replaced or turned down: then the run is made anew."""
    accounts = queries.accounts_to_pay(p.supplier_id for p in payments)
    problems = []
    for payment in payments:
        if not payment.means:
            continue
        means = payment_means.from_facts(payment.invoice.payment_means)
        now = routing.route(means, accounts.get(payment.supplier_id, ()), at=at)
        if now.route is None or routing.as_facts(now.route) != payment.means:
            problems.append(
                Problem("payment.account_changed", "error", {"supplier": payment.supplier.name, "number": payment.invoice.number})
            )
    return problems


def _file(run: PaymentProposal, payments: Sequence[Payment], debtor: routing.Iban | routing.DanishAccount) -> bytes:
    assert run.released_at is not None
    return payment_file.write(
        [
            payment_file.Line(
                end_to_end_id=p.end_to_end_id,
                amount=p.amount,
                creditor=p.supplier.name,
                creditor_country=p.supplier.country,
                way=routing.from_facts(p.means),
                text=p.invoice.number,
            )
            for p in payments
        ],
        number=run.number,
        body=run.organisation.name,
        debtor=debtor,
        execute_on=run.execute_on,
        currency=run.currency,
        version=run.format,
        at=run.released_at,
    )
