"""Facts for the match: lines as invoiced, order lines with what has come in of them, agreed prices, tolerances, confirmed accounts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from samkoeb.agreements import queries as agreements
from samkoeb.agreements.models import TenderedPrice
from samkoeb.agreements.queries.facts import AgreementFacts
from samkoeb.base.asking import asked
from samkoeb.invoicing.logic import units
from samkoeb.invoicing.logic.facts import DocumentCharge, InvoicedLine, OrderedLine
from samkoeb.invoicing.logic.payment_means import Confirmed
from samkoeb.invoicing.logic.tolerance import Tolerances, tolerances
from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.kernel import calendar
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import settings
from samkoeb.organisations.models import BankAccount, Organisation

MOST_ORDERS = 500  # of one invoice: more is no list of orders but a mistake


def orders_named(numbers: Iterable[str], supplier_id: int) -> list[Order]:
    """The supplier's orders with these numbers, or those of a supplier whose place it took."""
    wanted = [n for n in numbers if n][:MOST_ORDERS]
    if not wanted:
        return []
    found = _numbered(wanted, [supplier_id])
    if len(found) == len(set(wanted)):
        return found
    return _numbered(wanted, organisations.family_on(supplier_id, date.max))


@asked
def _numbered(numbers: Iterable[str], supplier_ids: Iterable[int]) -> QuerySet[Order]:
    rows = Order.objects.filter(number__among=numbers, supplier_id__among=supplier_ids)
    return rows.select_related("unit").order_by("pk")


def invoiced_line(line: InvoiceLine) -> InvoicedLine:
    return InvoicedLine(
        position=line.position,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        net_amount=line.net_amount,
        base_quantity=line.base_quantity,
        allowances=line.allowances,
        order_number=line.order_number,
        order_line_number=line.order_line_number,
        item_number=line.supplier_item_number,
        gtin=line.gtin,
        description=line.description,
        vat_category=line.vat_category,
        vat_percent=line.vat_percent,
    )


def document_charges(invoice: Invoice) -> list[DocumentCharge]:
    return [
        DocumentCharge(amount=Decimal(c["amount"]), is_charge=c["is_charge"], reason=c["reason"], code=c["code"])
        for c in invoice.charges
    ]


def ordered_lines(orders: Sequence[Order], lines: Iterable[OrderLine], own_claims: dict[int, Decimal]) -> list[OrderedLine]:
    """`lines` are locked by the caller; `own_claims` is what this invoice has claimed of them already and does not count as another's."""
    by_id = {o.pk: o for o in orders}
    rows = list(lines)
    agreed = _agreed_prices(by_id, rows)
    return [_ordered(by_id[line.order_id], line, agreed.get(line.pk), own_claims.get(line.pk, Decimal(0))) for line in rows]


def _ordered(order: Order, line: OrderLine, agreed: tuple[Decimal, Decimal] | None, own: Decimal) -> OrderedLine:
    return OrderedLine(
        id=line.pk,
        order_id=order.pk,
        order_number=order.number,
        number=str(line.number),
        quantity=line.quantity - line.cancelled_quantity,
        unit=line.unit,
        price=line.price,
        base_quantity=line.base_quantity,
        pack_content=line.pack_content,
        pack_unit=line.pack_unit,
        agreed_price=agreed[0] if agreed else None,
        agreed_base=agreed[1] if agreed else Decimal(1),
        received=line.received_quantity,
        invoiced=line.invoiced_quantity - own,
        item_number=line.supplier_item_number,
        gtin=line.gtin,
        is_service=line.is_service,
        vat_category=line.vat_category,
        vat_percent=line.vat_percent,
    )


def _agreed_prices(orders: dict[int, Order], lines: Iterable[OrderLine]) -> dict[int, tuple[Decimal, Decimal]]:
    """order line id → (price, base) in the order line's unit: the tendered price in force on the order's day. One question for all."""
    under = [line for line in lines if orders[line.order_id].agreement_id is not None and line.supplier_item_number]
    if not under:
        return {}
    days = [calendar.day_of(orders[line.order_id].ordered_at) for line in under]
    agreement_ids = {line_agreement for line in under if (line_agreement := orders[line.order_id].agreement_id) is not None}
    known: dict[tuple[int, str], list[TenderedPrice]] = {}
    for row in _tendered(agreement_ids, {line.supplier_item_number for line in under}, min(days), max(days)):
        known.setdefault((row.agreement_id, row.supplier_item_number), []).append(row)
    found = {}
    for line, day in zip(under, days, strict=True):
        price = _price_in(known.get((orders[line.order_id].agreement_id or 0, line.supplier_item_number), ()), line, day)
        if price is not None:
            found[line.pk] = price
    return found


@asked
def _tendered(agreement_ids: Iterable[int], item_numbers: Iterable[str], first: date, last: date) -> QuerySet[TenderedPrice]:
    """What was in force on any of the days."""
    return TenderedPrice.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=first),
        agreement_id__among=agreement_ids,
        supplier_item_number__among=item_numbers,
        valid_from__lte=last,
    )


def _price_in(rows: Iterable[TenderedPrice], line: OrderLine, day: date) -> tuple[Decimal, Decimal] | None:
    """In the order's own unit where it was tendered so; else in one that can be told in it."""
    in_force = [r for r in rows if r.valid_from <= day and (r.valid_to is None or day < r.valid_to)]
    for row in sorted(in_force, key=lambda r: units.canonical(r.unit) != units.canonical(line.unit)):
        factor = units.to_ordered(row.unit, line.unit, line.pack_content, line.pack_unit)
        if factor is not None:
            return row.price * factor[1], row.base_quantity * factor[0]
    return None


def agreements_of(orders: Iterable[Order]) -> dict[int, AgreementFacts]:
    """The agreements that the orders are drawn on, in one question; none, no question."""
    ids = {o.agreement_id for o in orders if o.agreement_id is not None}
    return agreements.agreement_facts(ids) if ids else {}


def tolerances_for(body: Organisation, under: Mapping[int, AgreementFacts]) -> Tolerances:
    """The body's own; under one agreement that agreement's; under several the tightest of each."""
    found = [facts.tolerances for facts in under.values()]
    if not found:
        return tolerances(settings.all_values(body.settings))
    if len(found) == 1:
        return tolerances(found[0])
    every = [tolerances(one) for one in found]
    return Tolerances(
        price_percent=min(t.price_percent for t in every),
        price_amount=min(t.price_amount for t in every),
        quantity_percent=min(t.quantity_percent for t in every),
        freight_amount=min(t.freight_amount for t in every),
        fee_amount=min(t.fee_amount for t in every),
    )


def confirmed_accounts(supplier_id: int) -> list[Confirmed]:
    """All accounts of the supplier that two people have confirmed, also one that still rests: the rest is payment's to wait for."""
    return accounts_of(supplier_id, "confirmed")


def accounts_of(supplier_id: int, state: str) -> list[Confirmed]:
    """The supplier's accounts that are "proposed", "confirmed" or "rejected"."""
    rows = _accounts(supplier_id, state)
    return [Confirmed(r.pk, r.kind, r.iban, r.registration_number, r.account_number) for r in rows]


@asked
def _accounts(supplier_id: int, state: str) -> QuerySet[BankAccount]:
    return BankAccount.objects.filter(supplier_id=supplier_id, state=state).order_by("pk")
