"""The books, read: the journal, balances, what is accrued, the VAT to claim back, late payments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from samkoeb.base.shown import Shown
from samkoeb.invoicing.logic import due
from samkoeb.kernel.actor import Actor
from samkoeb.ledger import permissions
from samkoeb.ledger.models import Account, AccountingPeriod, Entry, Payment, Posting
from samkoeb.ordering.models import OrderLine
from samkoeb.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A voucher in the list; `total` is the sum of its debits."""

    id: int
    number: str
    kind: str
    posted_on: date
    currency: str
    total: Decimal
    invoice_id: int | None
    invoice_number: str
    supplier: str
    receipt_id: int | None
    is_reversal: bool


@dataclass(frozen=True, slots=True)
class PostingRow:
    account: str
    name_da: str
    name_en: str
    debit: Decimal
    credit: Decimal
    cost_place: str
    unit: str
    vat_code: str
    text: str


@dataclass(frozen=True, slots=True)
class AccountChoice:
    code: str
    name_da: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Balance:
    account: str
    name_da: str
    name_en: str
    kind: str
    currency: str
    debit: Decimal
    credit: Decimal

    @property
    def amount(self) -> Decimal:
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class AccruedRow:
    """An order line on which more was received than invoiced (amount negative: owed) or the other way round."""

    order_number: str
    line_number: int
    description: str
    supplier: str
    quantity: Decimal
    unit: str
    amount: Decimal
    currency: str

    @property
    def owed_quantity(self) -> Decimal:
        """As people say it: what is received and not invoiced is more than nothing."""
        return -self.quantity

    @property
    def owed(self) -> Decimal:
        return -self.amount


@dataclass(frozen=True, slots=True)
class LateRow:
    invoice_id: int
    number: str
    supplier: str
    due_on: date
    paid_on: date
    days: int
    amount: Decimal
    interest: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class VatRow:
    purpose: str
    currency: str
    amount: Decimal


def visible_to(actor: Actor) -> "QuerySet[Entry]":
    """The entries of the bodies whose books the actor may see."""
    rows: QuerySet[Entry] = Entry.objects.all()
    return rows if actor.is_operator else rows.filter(organisation_id__in=bodies_of(actor))


def bodies_of(actor: Actor) -> frozenset[int]:
    """The bodies whose ledger the actor's roles reach."""
    return frozenset().union(*(r.organisation_ids for r in actor.roles if r.role in permissions.READERS and r.unit_ids is None))


def journal(actor: Actor, organisation_id: int) -> list[dict[str, Any]]:
    """Every entry of the body's books with its postings, as plain values; debit positive. Two questions."""
    entries = visible_to(actor).filter(organisation_id=organisation_id).order_by("pk")
    postings: dict[int, list[dict[str, Any]]] = {}
    for row in Posting.objects.filter(entry__in=entries).select_related("account").order_by("pk"):
        postings.setdefault(row.entry_id, []).append(
            {
                "account": row.account.code,
                "amount": str(row.amount),
                "cost_place": row.cost_place,
                "vat_code": row.vat_code,
                "text": row.text,
            }
        )
    return [
        {
            "number": e.number,
            "kind": e.kind,
            "posted_on": str(e.posted_on),
            "currency": e.currency,
            "postings": postings.get(e.pk, []),
        }
        for e in entries
    ]


def entries(
    actor: Actor,
    *,
    organisation_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
    kind: str = "",
) -> Shown[EntryRow]:
    """Vouchers, newest first; days are inclusive."""
    rows = visible_to(actor).select_related("invoice__supplier")
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    if since is not None:
        rows = rows.filter(posted_on__gte=since)
    if until is not None:
        rows = rows.filter(posted_on__lte=until)
    if kind:
        rows = rows.filter(kind=kind)
    rows = rows.annotate(total=Sum("postings__amount", filter=Q(postings__amount__gt=0)))
    return Shown(rows.order_by("-pk"), lambda part: [_entry(row) for row in part])


def entry_page(actor: Actor, entry_id: int) -> tuple[EntryRow, list[PostingRow]]:
    """Raises Entry.DoesNotExist, also for what the actor may not know of."""
    rows = visible_to(actor).select_related("invoice__supplier")
    entry: Entry = rows.annotate(total=Sum("postings__amount", filter=Q(postings__amount__gt=0))).get(pk=entry_id)
    return _entry(entry), _postings(entry.postings.all())


def postings_of_invoice(actor: Actor, invoice_id: int) -> list[PostingRow]:
    """What an invoice was posted as; empty until it is."""
    return _postings(Posting.objects.filter(entry__in=visible_to(actor).filter(invoice_id=invoice_id)))


def balances(actor: Actor, organisation_id: int, *, until: date) -> list[Balance]:
    """What stands on each account at the end of a day."""
    rows = Posting.objects.filter(entry__in=visible_to(actor).filter(organisation_id=organisation_id, posted_on__lte=until))
    sums = rows.values("account__code", "account__name_da", "account__name_en", "account__kind", "entry__currency").annotate(
        debit=Sum("amount", filter=Q(amount__gt=0)), credit=Sum("amount", filter=Q(amount__lt=0))
    )
    return [
        Balance(
            account=row["account__code"],
            name_da=row["account__name_da"],
            name_en=row["account__name_en"],
            kind=row["account__kind"],
            currency=row["entry__currency"],
            debit=row["debit"] or Decimal(0),
            credit=-(row["credit"] or Decimal(0)),
        )
        for row in sums.order_by("account__code", "entry__currency")
    ]


def accruals(actor: Actor, organisation_id: int, *, until: date) -> list[AccruedRow]:
    """Received and not invoiced at the end of a day (GR/IR), and invoiced and not received."""
    rows = Posting.objects.filter(
        entry__in=visible_to(actor).filter(organisation_id=organisation_id, posted_on__lte=until), account__purpose="accrual"
    )
    sums = {
        line_id: (quantity, amount)
        for line_id, quantity, amount in rows.values_list("order_line_id").annotate(
            quantity=Sum("quantity"), amount=Sum("amount")
        )
        if amount
    }
    lines = OrderLine.objects.filter(pk__in=sums).select_related("order__supplier").order_by("order_id", "number")
    return [
        AccruedRow(
            order_number=line.order.number,
            line_number=line.number,
            description=line.description,
            supplier=line.order.supplier.name,
            quantity=sums[line.pk][0],
            unit=line.unit,
            amount=sums[line.pk][1],
            currency=line.order.currency,
        )
        for line in lines
    ]


def vat_statement(actor: Actor, organisation_id: int, *, since: date, until: date) -> list[VatRow]:
    """What was posted on the VAT accounts in the days: the draft of the refund claim (momsrefusion) and of what is owed. Euro and kroner are never added."""
    rows = Posting.objects.filter(
        entry__in=visible_to(actor).filter(organisation_id=organisation_id, posted_on__gte=since, posted_on__lte=until),
        account__kind="vat",
    )
    sums = rows.values_list("account__purpose", "entry__currency").annotate(total=Sum("amount"))
    return [VatRow(*row) for row in sums.order_by("account__purpose", "entry__currency")]


def late_payments(actor: Actor, organisation_id: int, *, since: date, until: date) -> list[LateRow]:
    """Invoices paid after their day, with the days and the interest that the supplier may claim."""
    rows = Payment.objects.filter(
        proposal__organisation_id=organisation_id,
        is_cancelled=False,
        paid_on__gte=since,
        paid_on__lte=until,
        paid_on__gt=F("invoice__due_on"),
        amount__gt=0,
    ).select_related("invoice", "supplier", "proposal")
    if not (actor.is_operator or organisation_id in bodies_of(actor)):
        return []
    return [
        LateRow(
            invoice_id=row.invoice_id,
            number=row.invoice.number,
            supplier=row.supplier.name,
            due_on=row.invoice.due_on,
            paid_on=row.paid_on,
            days=(row.paid_on - row.invoice.due_on).days,
            amount=row.amount,
            interest=due.late_interest(row.amount, due=row.invoice.due_on, paid_on=row.paid_on),
            currency=row.proposal.currency,
        )
        for row in rows.order_by("paid_on", "pk")
        if row.paid_on is not None
    ]


def periods(actor: Actor, organisation_id: int) -> list[AccountingPeriod]:
    """Months that were ever closed, newest first."""
    if not (actor.is_operator or organisation_id in bodies_of(actor)):
        return []
    rows = AccountingPeriod.objects.filter(organisation_id=organisation_id).select_related("closed_by")
    return list(rows.order_by("-year", "-month"))


def cost_accounts(actor: Actor, organisation_id: int) -> list[AccountChoice]:
    """What a purchase of the body can be coded to: its chart, and that of the body that has taken its place."""
    if not (actor.is_operator or organisation_id in actor.organisations()):
        return []
    books = organisations.family_on(organisation_id, date.max)
    rows = Account.objects.filter(organisation_id__in=books, kind="cost").order_by("code", "pk")
    found = {code: AccountChoice(code, da, en) for code, da, en in rows.values_list("code", "name_da", "name_en")}
    return list(found.values())


def _entry(row: Entry) -> EntryRow:
    invoice = row.invoice
    return EntryRow(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        posted_on=row.posted_on,
        currency=row.currency,
        total=row.total or Decimal(0),  # type: ignore[attr-defined]  # annotated
        invoice_id=row.invoice_id,
        invoice_number=invoice.number if invoice is not None else "",
        supplier=invoice.supplier.name if invoice is not None else "",
        receipt_id=row.receipt_id,
        is_reversal=row.reverses_id is not None,
    )


def _postings(rows: "QuerySet[Posting] | Iterable[Posting]") -> list[PostingRow]:
    found = rows.select_related("account", "unit").order_by("pk") if isinstance(rows, QuerySet) else rows
    return [
        PostingRow(
            account=row.account.code,
            name_da=row.account.name_da,
            name_en=row.account.name_en,
            debit=max(row.amount, Decimal(0)),
            credit=max(-row.amount, Decimal(0)),
            cost_place=row.cost_place,
            unit=row.unit.name if row.unit is not None else "",
            vat_code=row.vat_code,
            text=row.text,
        )
        for row in found
    ]
