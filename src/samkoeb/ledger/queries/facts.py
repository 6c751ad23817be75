"""Facts for postings and payments: accounts by purpose, what is accrued, closed months, suppliers' confirmed accounts."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from samkoeb.base.asking import asked
from samkoeb.invoicing.logic.outgoing import PostingFacts
from samkoeb.invoicing.logic.payment_means import Confirmed
from samkoeb.ledger.logic.periods import Month
from samkoeb.ledger.logic.postings import Accrued, Charged, Taken, VatRow
from samkoeb.ledger.logic.routing import Account as PayAccount
from samkoeb.ledger.models import Account, AccountingPeriod, Payment, Posting
from samkoeb.ordering.models import OrderLine
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import BankAccount, Unit
from samkoeb.receiving.models import Receipt, ReceiptLine

RECEIPT_KINDS, INVOICE_KINDS = ("receipt",), ("invoice", "credit_note")


def accounts_of(organisation_id: int) -> tuple[dict[str, int], dict[str, int]]:
    """Purpose → account id, and code → account id."""
    rows = _chart(organisation_id)
    return {purpose: pk for pk, purpose, _ in rows if purpose}, {code: pk for pk, _, code in rows}


@asked
def _chart(organisation_id: int) -> QuerySet[Account, tuple[int, str, str]]:
    return Account.objects.filter(organisation_id=organisation_id).values_list("pk", "purpose", "code")


def unit_accounts(organisation_id: int) -> list[str]:
    """Every account that a unit of the body is charged to."""
    return list(
        Unit.objects.filter(organisation_id=organisation_id).exclude(account="").values_list("account", flat=True).distinct()
    )


def book_of(organisation_id: int, on: date) -> int:
    """Whose books a purchase of the body is posted in on the day: the body's that stands in its place (T30)."""
    return organisations.body_on(organisation_id, on)


def closed_months(organisation_id: int) -> frozenset[Month]:
    return frozenset(_closed(organisation_id))


@asked
def _closed(organisation_id: int) -> QuerySet[AccountingPeriod, tuple[int, int]]:
    rows = AccountingPeriod.objects.filter(organisation_id=organisation_id, closed_at__isnull=False)
    return rows.values_list("year", "month")


def accrued(order_line_ids: Iterable[int], kinds: Iterable[str]) -> dict[int, Accrued]:
    """order line id → quantity and amount posted on the accrual account from one side, in that side's own sign."""
    kinds = tuple(kinds)
    sign = -1 if kinds == RECEIPT_KINDS else 1
    sums = _accrued(order_line_ids, kinds)
    return {line_id: Accrued(sign * quantity, sign * amount) for line_id, quantity, amount in sums}


@asked
def _accrued(order_line_ids: Iterable[int], kinds: Iterable[str]) -> QuerySet[Posting, tuple[int, Decimal, Decimal]]:
    rows = Posting.objects.filter(order_line_id__among=order_line_ids, account__purpose="accrual", entry__kind__among=kinds)
    return rows.values_list("order_line_id").annotate(quantity=Sum("quantity"), amount=Sum("amount"))


# What a receipt's posting needs of its order and unit.
_OF_RECEIPT = (
    "received_at",
    "reverses",
    "order__organisation",
    "order__supplier",
    "order__currency",
    "order__accounting_cost",
    "order__unit__account",
    "order__unit__cost_place",
)


def taken_over(receipt_id: int) -> list[tuple[int, Decimal]]:
    """(order line id, quantity) for the lines of a receipt (or of a reversal) that are worth something."""
    return _lines_of(receipt_id)


@asked
def _lines_of(receipt_id: int) -> QuerySet[ReceiptLine, tuple[int, Decimal]]:
    rows = ReceiptLine.objects.filter(receipt_id=receipt_id).exclude(quantity=0).order_by("pk")
    return rows.values_list("order_line_id", "quantity")


def receipt_to_post(receipt_id: int) -> Receipt:
    """The receipt, locked, with its order and unit. Raises Receipt.DoesNotExist."""
    found = _to_post.first(receipt_id)
    if found is None:
        raise Receipt.DoesNotExist
    return found


@asked
def _to_post(receipt_id: int) -> QuerySet[Receipt]:
    rows = Receipt.objects.select_related("order__unit").only(*_OF_RECEIPT).filter(pk=receipt_id)
    return rows.select_for_update(of=("self",))


def taken(receipt: Receipt, quantities: Iterable[tuple[int, Decimal]], ordered: Mapping[int, OrderLine]) -> list[Taken]:
    """What was taken over, at the order's prices and coded as its lines say, else as the order, else as the unit."""
    order = receipt.order
    found = []
    for order_line_id, quantity in quantities:
        line = ordered[order_line_id]
        coded = line.accounting_cost or order.accounting_cost
        found.append(
            Taken(
                order_line_id=order_line_id,
                quantity=quantity,
                price=line.price,
                base_quantity=line.base_quantity,
                account=_code(coded) or order.unit.account,
                cost_place=_place(coded) or order.unit.cost_place,
                unit_id=order.unit_id,
                text=line.description[:200],
            )
        )
    return found


def _code(accounting_cost: str) -> str:
    return accounting_cost.replace(";", ":").partition(":")[0].strip()


def _place(accounting_cost: str) -> str:
    return accounting_cost.replace(";", ":").partition(":")[2].strip()


def charged(facts: PostingFacts) -> tuple[list[Charged], list[VatRow]]:
    """An invoice's lines, and its document charges coded as its largest line."""
    lines = [
        Charged(
            net=line.net,
            account=line.account,
            cost_place=line.cost_place,
            unit_id=line.unit_id,
            vat_code=line.vat_code or "non_refundable",
            vat_category=line.vat_category,
            vat_percent=line.vat_percent,
            order_line_id=line.order_line_id,
            claimed=line.claimed,
            price=line.ordered_price,
            base_quantity=line.ordered_base,
            text=line.description[:200],
        )
        for line in facts.lines
    ]
    largest = max(lines, key=lambda line: abs(line.net), default=None)
    for charge in facts.charges:
        lines.append(
            Charged(
                net=charge.amount,
                account=largest.account if largest is not None else "",
                cost_place=largest.cost_place if largest is not None else "",
                unit_id=largest.unit_id if largest is not None else facts.unit_id,
                vat_code=largest.vat_code if largest is not None else "non_refundable",
                vat_category=charge.vat_category,
                vat_percent=charge.vat_percent,
                text=charge.reason[:200],
            )
        )
    return lines, [VatRow(row.category, row.percent, row.tax) for row in facts.vat_rows]


def accounts_to_pay(supplier_ids: Iterable[int]) -> dict[int, list[PayAccount]]:
    """supplier id → confirmed accounts, the latest confirmed first. One question for a whole run."""
    found: dict[int, list[PayAccount]] = {}
    rows = BankAccount.objects.filter(supplier_id__in=set(supplier_ids), state="confirmed", pay_from__isnull=False)
    for row in rows.order_by("-confirmed_at", "-pk"):
        confirmed = Confirmed(row.pk, row.kind, row.iban, row.registration_number, row.account_number)
        assert row.pay_from is not None
        found.setdefault(row.supplier_id, []).append(PayAccount(confirmed, row.pay_from, row.bic))
    return found


def in_live_runs(invoice_ids: Iterable[int]) -> dict[int, str]:
    """Those that a run has already, with where that run stands: prepared, released or settled."""
    live = Payment.objects.filter(invoice_id__in=list(invoice_ids), is_cancelled=False)
    return dict(live.values_list("invoice_id", "proposal__state"))


def posters_of(invoice_ids: Iterable[int]) -> frozenset[int]:
    """The people who posted these invoices by hand; what the clock posted is nobody's."""
    rows = Posting.objects.filter(entry__invoice_id__in=list(invoice_ids), entry__posted_by__isnull=False)
    return frozenset(rows.values_list("entry__posted_by_id", flat=True))
