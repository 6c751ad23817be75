"""Payment runs: the list, one with its payments and what was left out, and what a run would hold now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from samkoeb.exchange import queries as exchange
from samkoeb.invoicing import queries as invoices
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor, operator
from samkoeb.kernel.problem import Problem
from samkoeb.ledger import permissions
from samkoeb.ledger.logic import proposing
from samkoeb.ledger.logic.lifecycle import PROPOSAL
from samkoeb.ledger.models import Payment, PaymentProposal
from samkoeb.ledger.queries.facts import accounts_to_pay, in_live_runs, posters_of
from samkoeb.ledger.queries.journal import bodies_of
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import duties


@dataclass(frozen=True, slots=True)
class RunRow:
    id: int
    number: str
    body: str
    state: str
    currency: str
    total: Decimal
    payments: int
    execute_on: date
    prepared_by: str
    prepared_at: datetime
    released_by: str
    released_at: datetime | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """amount: what is transferred; credited: what credit notes took off (negative on a credit note's own row)."""

    invoice_id: int
    number: str
    kind: str
    supplier_id: int
    supplier: str
    due_on: date
    amount: Decimal
    credited: Decimal
    way: dict[str, str]
    is_cancelled: bool
    returned_reason: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """choices: step → why the actor can't take it now (empty: can). Steps that the roles don't give are absent."""

    run: RunRow
    payments: tuple[PaymentRow, ...]
    excluded: tuple[tuple[dict[str, str], Problem], ...]
    debtor: dict[str, str]
    format: str
    outbound_id: int | None
    choices: dict[str, tuple[Problem, ...]]


def visible_to(actor: Actor) -> "QuerySet[PaymentProposal]":
    """The runs of the bodies whose books the actor may see."""
    rows: QuerySet[PaymentProposal] = PaymentProposal.objects.all()
    return rows if actor.is_operator else rows.filter(organisation_id__in=bodies_of(actor))


def runs(actor: Actor, *, states: Iterable[str] = (), limit: int = 100) -> list[RunRow]:
    """Newest first. One question."""
    rows = _shown(visible_to(actor))
    wanted = tuple(states)
    if wanted:
        rows = rows.filter(state__in=wanted)
    return [_row(row) for row in rows.order_by("-pk")[:limit]]


def waiting_for_release(actor: Actor) -> list[RunRow]:
    """Prepared runs that this actor may release: not those they prepared."""
    rows = _shown(visible_to(actor).filter(state="prepared"))
    return [
        _row(row)
        for row in rows.order_by("execute_on", "pk")
        if permissions.may(actor, "release", row.organisation_id) and not actor.is_same_person(row.prepared_by_id)
    ]


def run_page(actor: Actor, proposal_id: int) -> RunPage:
    """Raises PaymentProposal.DoesNotExist, also for what the actor may not know of."""
    run = _shown(visible_to(actor)).get(pk=proposal_id)
    payments = list(run.payments.select_related("invoice", "supplier").order_by("supplier__name", "pk"))
    return RunPage(
        run=_row(run),
        payments=tuple(_payment(p) for p in payments),
        excluded=tuple((_plain(row), Problem(row["code"], "error", row["facts"])) for row in run.excluded),
        debtor=run.debtor_account,
        format=run.format,
        outbound_id=run.outbound_id,
        choices=_choices(actor, run, payments),
    )


def preview(actor: Actor, organisation_id: int, *, due_until: date, currency: str = "DKK", at: datetime) -> proposing.Proposal:
    """What a run would hold now, and what it would leave out and why. Nothing is locked and nothing is written."""
    permissions.require(actor, "propose", organisation_id)
    family = organisations.family_on(organisation_id, calendar.day_of(at))
    candidates = invoices.to_pay(family, currency, due_until)
    return proposing.propose(
        candidates,
        accounts_to_pay(c.supplier_id for c in candidates),
        taken=in_live_runs(c.invoice_id for c in candidates),
        at=at,
    )


def payment_file(actor: Actor, proposal_id: int) -> tuple[str, bytes]:
    """(number of the run, what the bank gets) for whoever may see the run. Raises DoesNotExist while nothing has been released."""
    number, outbound_id = visible_to(actor).values_list("number", "outbound_id").get(pk=proposal_id, outbound_id__isnull=False)
    assert outbound_id is not None
    return number, exchange.payload_of(operator("ledger"), outbound_id)


def _shown(rows: "QuerySet[PaymentProposal]") -> "QuerySet[PaymentProposal]":
    live = Count("payments", filter=Q(payments__is_cancelled=False))
    return rows.select_related("organisation", "prepared_by", "released_by").annotate(count=live)


def _row(row: PaymentProposal) -> RunRow:
    return RunRow(
        id=row.pk,
        number=row.number,
        body=row.organisation.name,
        state=row.state,
        currency=row.currency,
        total=row.total,
        payments=row.count,  # type: ignore[attr-defined]  # annotated
        execute_on=row.execute_on,
        prepared_by=row.prepared_by.name if row.prepared_by is not None else "",
        prepared_at=row.prepared_at,
        released_by=row.released_by.name if row.released_by is not None else "",
        released_at=row.released_at,
        settled_on=row.settled_on,
    )


def _payment(row: Payment) -> PaymentRow:
    return PaymentRow(
        invoice_id=row.invoice_id,
        number=row.invoice.number,
        kind=row.invoice.kind,
        supplier_id=row.supplier_id,
        supplier=row.supplier.name,
        due_on=row.invoice.due_on,
        amount=row.amount,
        credited=row.credited,
        way=row.means,
        is_cancelled=row.is_cancelled,
        returned_reason=row.returned_reason,
    )


def _choices(actor: Actor, run: PaymentProposal, payments: Iterable[Payment]) -> dict[str, tuple[Problem, ...]]:
    # "return_all" is no button: it is what the last return is.
    steps = [s for s in PROPOSAL.choices(run.state) if s in permissions.TABLE and permissions.may(actor, s, run.organisation_id)]
    found: dict[str, tuple[Problem, ...]] = dict.fromkeys(steps, ())
    if "release" in found:
        posters = posters_of(p.invoice_id for p in payments)
        found["release"] = (
            *duties.releaser_is_not_preparer(actor, run.prepared_by_id),
            *duties.poster_is_not_releaser(actor, posters),
        )
    return found


def _plain(row: dict[str, object]) -> dict[str, str]:
    return {k: str(v) for k, v in row.items() if k not in ("code", "facts")}
