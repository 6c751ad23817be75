"""Draw-down: orders take of the maximum under the agreement's lock; invoices replace what was ordered; cancelled lines give back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from samkoeb.agreements import queries
from samkoeb.agreements.logic import ceiling
from samkoeb.agreements.models import Agreement, DrawDown, Lot
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Invoiced:
    """What an invoice line brings to an order line, ex VAT in the agreement's currency. ordered: what that part was ordered at; settled:
    nothing more comes for the line."""

    order_line_id: int
    invoiced: Decimal
    ordered: Decimal
    settled: bool


def draw(
    agreement_id: int,
    *,
    organisation_id: int,
    unit_id: int | None = None,
    lines: Sequence[tuple[int, int | None, Decimal]],
    currency: str,
    on: date,
    by: Actor,
    at: datetime,
) -> Agreement:
    """Inside the order's transaction. lines: (order_line_id, lot_id, amount ex VAT in `currency`).

    Refuses agreement.not_in_force, agreement.not_listed, agreement.other_currency (euro and kroner are never added) and
    agreement.ceiling_reached or lot_ceiling_reached (facts number, maximum, drawn, wanted, and lot where it is a lot's own maximum). Two
    orders at the same moment wait for each other here (T23, T24). Without a unit, one listed unit of the body is enough: the one who
    orders has asked `may_draw` for the unit.
    """
    with transactions.owns():
        agreement: Agreement = Agreement.objects.locked(agreement_id, lets_refer=True)  # a ward waits for no catalogue that is being read
        lots = _lots_of(agreement, lines)

        not_listed = queries.may_draw_on(agreement, organisation_id, unit_id, on)

        wanted = sum((amount for _, _, amount in lines), Decimal(0))
        problems = [not_listed] if not_listed is not None else []
        problems += ceiling.check_currency(currency, agreement.currency, number=agreement.number)
        problems += ceiling.check(
            maximum=agreement.maximum_value, drawn=agreement.drawn, wanted=wanted, number=agreement.number, currency=agreement.currency
        )
        for lot in lots.values():
            lot_wanted = sum((amount for _, lot_id, amount in lines if lot_id == lot.pk), Decimal(0))
            problems += _check_lot(agreement, lot, lot_wanted)
        refuse(problems)

        DrawDown.objects.insert_all(
            DrawDown(
                agreement=agreement,
                lot_id=lot_id,
                organisation_id=organisation_id,
                order_line_id=line_id,
                ordered=amount,
                drawn_on=on,
            )
            for line_id, lot_id, amount in lines
        )
        for _, lot_id, amount in lines:
            if lot_id is not None:
                lots[lot_id].drawn += amount
        _write(agreement, lots.values(), agreement.drawn + wanted, at)

        audit.record(
            "agreements.agreement.drawn", agreement, by=by, at=at, body_id=organisation_id, amount=wanted, lines=len(lines)
        )
    return agreement


def redraw(order_line_id: int, *, ordered: Decimal, by: Actor, at: datetime) -> None:
    """The supplier's answer or a partial cancelling changed what the line will cost. More needs room, less gives back."""
    with transactions.owns():
        found = _locked([order_line_id])
        for agreement, rows in found:
            row = rows[0]
            lots = _lots_of(agreement, [(row.order_line_id, row.lot_id, ordered)])

            wanted = ordered - row.ordered
            problems = ceiling.check(
                maximum=agreement.maximum_value,
                drawn=agreement.drawn,
                wanted=wanted,
                number=agreement.number,
                currency=agreement.currency,
            )
            for lot in lots.values():
                problems += _check_lot(agreement, lot, wanted)
            refuse(problems)

            before = _drawn(row).counts
            row.ordered = ordered
            _save(agreement, lots, [(row, before)], at)

            audit.record("agreements.agreement.redrawn", agreement, by=by, at=at, body_id=row.organisation_id, ordered=ordered)


def replace_all(parts: Sequence[Invoiced], *, at: datetime) -> None:
    """An approved invoice (or, negative, a credit note) replaces the ordered parts by the invoiced ones.

    Lines outside agreements have drawn nothing and are passed by. A fixed number of questions, however many lines.
    """
    with transactions.owns():
        by_line: dict[int, list[Invoiced]] = {}
        for part in parts:
            by_line.setdefault(part.order_line_id, []).append(part)
        for agreement, rows in _locked(by_line):
            lots = _lots_of(agreement, [(row.order_line_id, row.lot_id, row.ordered) for row in rows])
            changed = []
            for row in rows:
                before = _drawn(row).counts
                for part in by_line[row.order_line_id]:
                    row.invoiced += part.invoiced
                    row.replaced += part.ordered
                    row.settled = part.settled
                changed.append((row, before))
            _save(agreement, lots, changed, at)


def release(order_line_ids: Iterable[int], *, at: datetime) -> None:
    """Cancelled lines: only what was invoiced of them still counts."""
    with transactions.owns():
        for agreement, rows in _locked(order_line_ids):
            lots = _lots_of(agreement, [(r.order_line_id, r.lot_id, r.ordered) for r in rows])
            changed = []
            for row in rows:
                before = _drawn(row).counts
                row.settled = True
                changed.append((row, before))
            _save(agreement, lots, changed, at)


def _locked(order_line_ids: Iterable[int]) -> list[tuple[Agreement, list[DrawDown]]]:
    """Agreements in the order of their keys, each with its rows of these lines, read under its lock."""
    wanted = list(order_line_ids)
    agreements = Agreement.objects.locked_all({row.agreement_id for row in _drawn_by(wanted)}, lets_refer=True)
    rows = _drawn_by(wanted)
    return [(a, [r for r in rows if r.agreement_id == a.pk]) for a in agreements]


@asked
def _drawn_by(order_line_ids: Iterable[int]) -> QuerySet[DrawDown]:
    return DrawDown.objects.filter(order_line_id__among=order_line_ids).order_by("pk")


def _lots_of(agreement: Agreement, lines: Iterable[tuple[int, int | None, Decimal]]) -> dict[int, Lot]:
    """The lots of the lines. They need no lock of their own: whoever changes them holds the agreement's."""
    ids = {lot_id for _, lot_id, _ in lines if lot_id is not None}
    return {lot.pk: lot for lot in Lot.objects.filter(agreement=agreement, pk__in=ids)} if ids else {}


def _check_lot(agreement: Agreement, lot: Lot, wanted: Decimal) -> list[Problem]:
    if lot.maximum_value is None:
        return []
    facts = {"number": agreement.number, "lot": lot.number, "currency": agreement.currency}
    return ceiling.check(maximum=lot.maximum_value, drawn=lot.drawn, wanted=wanted, **facts)


def _drawn(row: DrawDown) -> ceiling.Drawn:
    return ceiling.Drawn(row.ordered, row.invoiced, row.replaced, row.settled)


def _save(agreement: Agreement, lots: dict[int, Lot], changed: Sequence[tuple[DrawDown, Decimal]], at: datetime) -> None:
    """Rows, lots and the agreement's sum together. `changed` pairs a row with what it counted before."""
    drawn = agreement.drawn
    for row, before in changed:
        delta = _drawn(row).counts - before
        drawn += delta
        if row.lot_id is not None:
            lots[row.lot_id].drawn += delta
    DrawDown.objects.update_all([row for row, _ in changed], ["ordered", "invoiced", "replaced", "settled"])
    _write(agreement, lots.values(), drawn, at)


def _write(agreement: Agreement, lots: Iterable[Lot], drawn: Decimal, at: datetime) -> None:
    """The new sum, and who must know of it: a threshold reached for the first time, or a maximum exceeded by invoices."""
    was_over = agreement.overdrawn > 0
    agreement.drawn = drawn
    agreement.overdrawn = ceiling.overdrawn(agreement.maximum_value, drawn)
    thresholds = organisations.setting(agreement.owner_id, "ceiling_warnings")
    reached = ceiling.threshold_reached(
        drawn=drawn, maximum=agreement.maximum_value, thresholds=thresholds, warned=agreement.warned_percent
    )
    if reached is not None:
        agreement.warned_percent = reached
        audit.tell("agreements.ceiling.warned", at=at, agreement_id=agreement.pk, percent=reached, drawn=drawn)
    if agreement.overdrawn > 0 and not was_over:
        audit.tell("agreements.ceiling.exceeded", at=at, agreement_id=agreement.pk, overdrawn=agreement.overdrawn)
    Agreement.objects.update_all([agreement], ["drawn", "overdrawn", "warned_percent"])
    Lot.objects.update_all(list(lots), ["drawn"])
