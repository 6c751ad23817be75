"""The prices that won: a new one ends the old one on the day it begins, so that history stays."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from samkoeb.agreements import permissions
from samkoeb.agreements.models import Agreement, Lot, TenderedPrice
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse


def set_tendered_prices(agreement_id: int, *, prices: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> Agreement:
    """prices: supplier_item_number, price (per base_quantity of unit, ex VAT), and unit, base_quantity, description, lot (its number),
    valid_from, valid_to where they differ from one piece over the agreement's whole period."""
    with transactions.owns():
        agreement: Agreement = Agreement.objects.locked(agreement_id)

        permissions.require(by, "change", permissions.Facts(agreement.owner_id))

        count = write(agreement, prices)

        audit.record("agreements.tendered_prices.set", agreement, by=by, at=at, body_id=agreement.owner_id, prices=count)
    return agreement


def write(agreement: Agreement, prices: Iterable[Mapping[str, Any]]) -> int:
    """Under the agreement's lock. Refuses as a whole: the lines that can't be are named."""
    transactions.required()
    lots = dict(Lot.objects.filter(agreement=agreement).values_list("number", "pk"))
    rows = [_row(agreement, price, lots) for price in prices]
    refuse(_check(rows, prices_lots={str(p.get("lot", "")) for p in prices if p.get("lot")} - set(lots)))
    _end_older(agreement, {(r.supplier_item_number, r.unit): r.valid_from for r in rows})
    TenderedPrice.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _row(agreement: Agreement, price: Mapping[str, Any], lots: Mapping[str, int]) -> TenderedPrice:
    return TenderedPrice(
        agreement=agreement,
        lot_id=lots.get(str(price.get("lot", ""))),
        supplier_item_number=price["supplier_item_number"],
        description=price.get("description", ""),
        price=Decimal(price["price"]),
        base_quantity=Decimal(price.get("base_quantity", 1)),
        unit=price.get("unit", "C62"),
        valid_from=price.get("valid_from") or agreement.valid_from,
        valid_to=price.get("valid_to"),
    )


def _check(rows: list[TenderedPrice], *, prices_lots: set[str]) -> list[Problem]:
    problems = [Problem("agreement.lot_unknown", "error", {"lot": lot}) for lot in sorted(prices_lots)]
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.supplier_item_number, row.unit)
        if key in seen:
            problems.append(Problem("agreement.price_twice", "error", {"item": row.supplier_item_number}))
        seen.add(key)
        if row.price < 0 or row.base_quantity <= 0:
            problems.append(Problem("agreement.price_wrong", "error", {"item": row.supplier_item_number}))
        if row.valid_to is not None and row.valid_to <= row.valid_from:
            problems.append(Problem("period.ends_before_it_begins"))
    return problems


def _end_older(agreement: Agreement, starts: Mapping[tuple[str, str], date]) -> None:
    """What held before ends where the new price begins; what would only have begun then or later is replaced."""
    if not starts:
        return
    replaced, ended = [], []
    numbers = {number for number, _ in starts}
    open_on = Q(valid_to__isnull=True) | Q(valid_to__gt=min(starts.values()))
    for old in TenderedPrice.objects.filter(open_on, agreement=agreement, supplier_item_number__in=numbers):
        start = starts.get((old.supplier_item_number, old.unit))
        if start is None or (old.valid_to is not None and old.valid_to <= start):
            continue
        if old.valid_from >= start:
            replaced.append(old.pk)
        else:
            old.valid_to = start
            ended.append(old)
    TenderedPrice.objects.filter(pk__in=replaced).delete()
    TenderedPrice.objects.bulk_update(ended, ["valid_to"], batch_size=2000)
