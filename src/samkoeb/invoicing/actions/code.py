"""An invoice without an order goes to a person, who codes it; what came to the wrong place is sent on; an account nobody knows is written
down, for a second person to confirm (6.5 steps 1, 5 and 6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.invoicing import permissions, queries
from samkoeb.invoicing.actions import telling, upstream
from samkoeb.invoicing.actions.decide import attest
from samkoeb.invoicing.actions.match import code_by_proposal
from samkoeb.invoicing.logic import coding, payment_means
from samkoeb.invoicing.logic.lifecycle import INVOICE
from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations

_FIELDS = ("account", "cost_place", "vat_code")


def code_lines(invoice_id: int, *, lines: Sequence[Mapping[str, Any]], by: Actor, at: datetime) -> Invoice:
    """lines: {"position", "account", "cost_place", "vat_code"}; what is not given keeps the proposal."""
    with transactions.owns():
        invoice: Invoice = Invoice.objects.locked(invoice_id)
        rows: dict[int, InvoiceLine] = {line.position: line for line in invoice.lines.order_by("position")}

        permissions.require(by, "code", queries.permission_facts(invoice))

        # A deviation's lines are coded where it stands: what it waits for is not the coding.
        waits_for_coding = invoice.reason in ("no_order", "awaiting_attest", "awaiting_approval")
        state = INVOICE.take("code", invoice.state)
        given = {int(line["position"]): line for line in lines}
        unknown = [Problem("invoice.line_unknown", "error", {"position": p}) for p in given if p not in rows]
        for position, line in rows.items():
            for field in _FIELDS:
                if field in given.get(position, {}):
                    setattr(line, field, str(given[position][field]).strip())
        coded = [(p, coding.Coding(x.account, x.cost_place, x.vat_code)) for p, x in rows.items()]
        refuse([*unknown, *coding.check(coded)])

        InvoiceLine.objects.update_all(list(rows.values()), list(_FIELDS))
        invoice.coded_by_id = by.person_id
        if waits_for_coding:
            invoice.state, invoice.reason = state, "awaiting_attest"
            invoice.attested_by_id = invoice.attested_at = None
        invoice.save(update_fields=["state", "reason", "coded_by", "attested_by", "attested_at"])

        audit.record("invoicing.invoice.coded", invoice, by=by, at=at, body_id=invoice.organisation_id, lines=len(given))
    return invoice


def code_and_attest(invoice_id: int, *, lines: Sequence[Mapping[str, Any]], by: Actor, at: datetime) -> Invoice:
    """The one who knows the purchase says where it is charged and that it is right, at once."""
    with transactions.owns():
        upstream.lock(queries.order_ids_of(invoice_id))  # as `attest` does, before the invoice: locks are taken in the chain's order
        code_lines(invoice_id, lines=lines, by=by, at=at)
        return attest(invoice_id, by=by, at=at)


def reroute(
    invoice_id: int, *, unit_id: int | None = None, person_id: int | None = None, person: str = "", by: Actor, at: datetime
) -> Invoice:
    """To another unit of the same body, or to another person of it (by id, or by e-mail or name as written), who is told."""
    with transactions.owns():
        invoice: Invoice = Invoice.objects.locked(invoice_id)

        permissions.require(by, "reroute", queries.permission_facts(invoice))

        state = INVOICE.take("reroute", invoice.state)
        family = organisations.family_on(invoice.organisation_id, calendar.day_of(at))
        problems = []
        if person.strip() and person_id is None:
            person_id = queries.person_named(person, organisation_id=invoice.organisation_id, on=calendar.day_of(at))
            problems += [] if person_id else [Problem("invoice.person_unknown", "error", {"name": person.strip()[:80]})]
        elif unit_id is None and person_id is None:
            problems.append(Problem("invoice.reroute_nowhere"))
        if unit_id is not None and organisations.unit(unit_id).organisation_id not in family:
            problems.append(Problem("invoice.reroute_other_body"))
        if person_id is not None and not queries.works_for(person_id, family, calendar.day_of(at)):
            problems.append(Problem("invoice.reroute_other_body"))
        refuse(problems)

        invoice.state = state
        unit_before = invoice.unit_id
        if unit_id is not None:
            invoice.unit = organisations.unit(unit_id)
        invoice.assigned_to_id = (
            person_id
            if person_id is not None
            else queries.person_deciding(organisation_id=invoice.organisation_id, unit_id=invoice.unit_id, on=calendar.day_of(at))
        )
        invoice.save(update_fields=["state", "unit", "assigned_to"])
        if invoice.unit_id != unit_before and invoice.coded_by_id is None and not invoice.orders.exists():
            _code_as_its_unit_does(invoice)
        telling.assigned(invoice, at=at)

        audit.record(
            "invoicing.invoice.rerouted", invoice, by=by, at=at, body_id=invoice.organisation_id, unit=unit_id, person=person_id
        )
    return invoice


def _code_as_its_unit_does(invoice: Invoice) -> None:
    """What was proposed for the unit that it came to is not where this one is charged."""
    lines = list(invoice.lines.order_by("position"))
    for line in lines:
        line.account = line.cost_place = line.vat_code = ""
    code_by_proposal(invoice, lines, {}, {})
    InvoiceLine.objects.update_all(lines, list(_FIELDS))


def propose_account(invoice_id: int, *, by: Actor, at: datetime) -> None:
    """The account that the invoice names, as the supplier's: another calls back on a known number and confirms it."""
    with transactions.owns():
        invoice: Invoice = Invoice.objects.locked(invoice_id)

        permissions.require(by, "propose_account", queries.permission_facts(invoice))

        means = payment_means.from_facts(invoice.payment_means)
        waits = payment_means.same_account(means, queries.accounts_of(invoice.supplier_id, "proposed")) is not None
        refuse([Problem("invoice.account_waits")] if waits else [])

        organisations_do.propose_bank_account(
            supplier_id=invoice.supplier_id,
            kind=means.kind,
            iban=means.account if means.kind == "iban" else "",
            bic=means.bic,
            registration_number=means.registration,
            account_number="" if means.kind == "iban" else means.account,
            by=by,
            at=at,
        )
