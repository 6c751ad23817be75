"""What a body has bought over a period, for its council: by agreement, supplier, unit and category, and how loyal it was (6.6, C8)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Left, NullIf

from samkoeb.agreements import queries as agreements
from samkoeb.agreements.models import TenderedPrice
from samkoeb.invoicing import permissions
from samkoeb.invoicing.logic.lifecycle import DECIDED
from samkoeb.invoicing.logic.loyalty import ZERO, Spend, share
from samkoeb.invoicing.models import InvoiceLine
from samkoeb.kernel.actor import Actor
from samkoeb.ordering import queries as ordering
from samkoeb.organisations import queries as organisations

COUNTED = tuple(state for state in DECIDED if state != "rejected")
CLASS_DIGITS = 6  # of the UNSPSC code: "examination gloves", not "glove, nitrile, blue"
_AMOUNT: DecimalField = DecimalField(max_digits=24, decimal_places=6)


@dataclass(frozen=True, slots=True)
class SpendRow:
    """key: the id (or UNSPSC class) that it is about, None for what has none. share: percent of the whole."""

    key: Any
    name: str
    amount: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class AgreementSpend:
    """amount: the body's own; percent: how much of the maximum all who are bound have used so far."""

    id: int
    number: str
    title: str
    supplier: str
    amount: Decimal
    share: Decimal | None
    maximum: Decimal
    drawn: Decimal
    percent: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendPage:
    currency: str
    spend: Spend
    by_agreement: tuple[AgreementSpend, ...] = ()
    by_supplier: tuple[SpendRow, ...] = ()
    by_unit: tuple[SpendRow, ...] = ()
    by_category: tuple[SpendRow, ...] = ()
    outside: tuple[ordering.OutsideSum, ...] = ()
    other_currencies: tuple[tuple[str, Decimal], ...] = field(default=())


def spend_page(actor: Actor, organisation_id: int, *, since: date, until: date) -> SpendPage:
    """Invoice lines approved for payment and issued in the period (both days included), credit notes taken off, ex VAT, in the body's
    currency. Raises NotAllowed. A fixed number of questions."""
    permissions.require_spend(actor, organisation_id)
    currency = organisations.organisation(organisation_id).currency
    lines = _lines(organisation_id, since, until)
    rows = list(_grouped(lines.filter(invoice__currency=currency), organisation_id))
    contract_suppliers = agreements.contract_suppliers(organisation_id, since=since, until=until)
    total = sum((row["amount"] for row in rows), ZERO)
    outside = ordering.outside_by_basis(organisation_id, currency=currency, since=since, until=until)
    units = organisations.unit_names({row["unit"] for row in rows if row["unit"] is not None})
    suppliers = organisations.organisation_names({row["supplier"] for row in rows})
    return SpendPage(
        currency=currency,
        spend=_loyalty(rows, total, contract_suppliers),
        by_agreement=_by_agreement(actor, rows, total, until),
        by_supplier=_rolled(rows, "supplier", total, lambda key: suppliers.get(key, "")),
        by_unit=_rolled(rows, "unit", total, lambda key: units.get(key, "")),
        by_category=_rolled(rows, "category", total, lambda key: ""),
        outside=outside,
        other_currencies=_others(lines.exclude(invoice__currency=currency)),
    )


def _lines(organisation_id: int, since: date, until: date) -> "QuerySet[InvoiceLine]":
    found: QuerySet[InvoiceLine] = InvoiceLine.objects.filter(
        invoice__organisation_id=organisation_id, invoice__state__in=COUNTED, invoice__issued_on__range=(since, until)
    ).annotate(sign=Case(When(invoice__kind="credit_note", then=Value(-1)), default=Value(1)))
    return found


def _grouped(lines: "QuerySet[InvoiceLine]", organisation_id: int) -> Iterable[dict[str, Any]]:
    """Sums by agreement, supplier, unit and category, added up by the database."""
    tolerance = Decimal(organisations.setting(organisation_id, "price_percent"))
    tender = TenderedPrice.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("order_line__order__ordered_at__date")),
        agreement_id=OuterRef("order_line__order__agreement_id"),
        supplier_item_number=OuterRef("order_line__supplier_item_number"),
        unit=OuterRef("unit"),
        valid_from__lte=OuterRef("order_line__order__ordered_at__date"),
    )
    each = tender.annotate(each=ExpressionWrapper(F("price") / F("base_quantity"), output_field=_AMOUNT)).values("each")[:1]
    # A credit of part of a price gives back no goods: nothing was to be paid for it.
    expected = Case(
        When(Q(invoice__kind="credit_note") & Q(claimed=0), then=Value(ZERO)),
        default=ExpressionWrapper(F("quantity") * F("tender"), output_field=_AMOUNT),
        output_field=_AMOUNT,
    )
    signed = ExpressionWrapper(F("net_amount") * F("sign"), output_field=_AMOUNT)
    # Cheaper than the list (a quantity discount) is the right price too.
    off = ExpressionWrapper(F("net_amount") - F("expected"), output_field=_AMOUNT)
    near = Q(off__lte=ExpressionWrapper(F("expected") * tolerance / 100, output_field=_AMOUNT))
    found: Any = (
        lines.annotate(tender=Subquery(each, output_field=_AMOUNT), is_tendered=Exists(tender))
        .annotate(expected=expected, signed=signed)
        .annotate(off=off)
        .annotate(
            agreement=F("order_line__order__agreement_id"),
            supplier=F("invoice__supplier_id"),
            unit_of=Coalesce("order_line__order__unit_id", "invoice__unit_id"),
            category=Left(Coalesce(NullIf("order_line__unspsc", Value("")), "unspsc"), CLASS_DIGITS),
            is_outside=Case(When(~Q(order_line__order__outside_reason="") & Q(order_line__isnull=False), then=True), default=False),
            is_ordered=Q(order_line__isnull=False),
        )
        .values("agreement", "supplier", "unit_of", "category", "is_outside", "is_ordered")
        .annotate(
            amount=Sum("signed"),
            tendered=Sum("signed", filter=Q(is_tendered=True), default=ZERO),
            at_price=Sum("signed", filter=Q(is_tendered=True) & near, default=ZERO),
            difference=Sum(
                ExpressionWrapper((F("net_amount") - F("expected")) * F("sign"), output_field=_AMOUNT),
                filter=Q(is_tendered=True),
                default=ZERO,
            ),
        )
        .order_by()
    )
    return [{**row, "unit": row["unit_of"]} for row in found]


def _loyalty(rows: list[dict[str, Any]], total: Decimal, contract_suppliers: frozenset[int]) -> Spend:
    def of(name: str, wanted: Callable[[dict[str, Any]], bool]) -> Decimal:
        return sum((row[name] for row in rows if wanted(row)), ZERO)

    return Spend(
        total=total,
        on_agreements=of("amount", lambda row: row["agreement"] is not None),
        at_contract_suppliers=of("amount", lambda row: row["supplier"] in contract_suppliers),
        tendered=of("tendered", lambda row: True),
        at_tendered_price=of("at_price", lambda row: True),
        outside=of("amount", lambda row: row["is_outside"]),
        without_order=of("amount", lambda row: not row["is_ordered"]),
        difference=of("difference", lambda row: True),
    )


def _rolled(rows: list[dict[str, Any]], name: str, total: Decimal, called: Callable[[Any], str]) -> tuple[SpendRow, ...]:
    """The largest first; what has no such thing last."""
    sums: dict[Any, Decimal] = {}
    for row in rows:
        sums[row[name] or None] = sums.get(row[name] or None, ZERO) + row["amount"]
    ordered = sorted(sums.items(), key=lambda pair: (pair[0] is None, -pair[1]))
    return tuple(SpendRow(key, called(key) if key is not None else "", amount, share(amount, total)) for key, amount in ordered)


def _by_agreement(actor: Actor, rows: list[dict[str, Any]], total: Decimal, on: date) -> tuple[AgreementSpend, ...]:
    amounts = {row.key: row.amount for row in _rolled(rows, "agreement", total, str) if row.key is not None}
    shown = (
        AgreementSpend(
            id=a.id,
            number=a.number,
            title=a.title,
            supplier=a.supplier,
            amount=amounts.get(a.id, ZERO),
            share=share(amounts.get(a.id, ZERO), total),
            maximum=a.maximum,
            drawn=a.drawn,
            percent=a.percent,
            currency=a.currency,
        )
        for a in agreements.agreements_for(actor, on)
        if a.id in amounts or a.in_force
    )
    return tuple(sorted(shown, key=lambda a: (-a.amount, a.number)))


def _others(lines: "QuerySet[InvoiceLine]") -> tuple[tuple[str, Decimal], ...]:
    signed = ExpressionWrapper(F("net_amount") * F("sign"), output_field=_AMOUNT)
    return tuple(lines.values("invoice__currency").annotate(amount=Sum(signed)).order_by("invoice__currency").values_list("invoice__currency", "amount"))
