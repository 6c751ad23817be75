"""What the agreements will say to a basket, asked beforehand: not listed (T24), maximum reached (T23). Decided again under their locks."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from samkoeb.agreements import queries as agreements
from samkoeb.agreements.logic import ceiling
from samkoeb.agreements.models import Agreement, Lot
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.logic.splitting import Wanted


def agreement_problems(wanted: Sequence[Wanted], *, organisation_id: int, unit_id: int, on: date) -> list[Problem]:
    """Why the lines can't be drawn on their agreements now; each problem names the line_ids that may leave outside with a reason."""
    ids = sorted({w.agreement_id for w in wanted if w.agreement_id is not None})
    rows = Agreement.objects.read_all(ids)
    lots = Lot.objects.read_all(w.lot_id for w in wanted if w.agreement_id is not None and w.lot_id is not None)
    found: list[Problem] = []
    for agreement_id in ids:
        lines = [w for w in wanted if w.agreement_id == agreement_id]
        no = agreements.may_draw_on(rows[agreement_id], organisation_id, unit_id, on)
        found += [with_lines(no, agreement_id, lines)] if no is not None else _ceilings(rows[agreement_id], lots, lines)
        found += _other_money(rows[agreement_id], lines)
    return found


def with_lines(problem: Problem, agreement_id: int, wanted: Iterable[Wanted]) -> Problem:
    """The agreement's problem with the basket lines that it stops: a screen puts its one-tap reasons beside them."""
    line_ids = [w.line_id for w in wanted if w.agreement_id == agreement_id]
    return Problem(problem.code, problem.severity, {**problem.facts, "agreement_id": agreement_id, "line_ids": line_ids})


def _ceilings(agreement: Agreement, lots: dict[int, Lot], lines: Sequence[Wanted]) -> list[Problem]:
    """The agreement's own maximum, and each lot's."""
    total = sum((w.net for w in lines), Decimal(0))
    facts = {"number": agreement.number, "currency": agreement.currency}
    found = ceiling.check(maximum=agreement.maximum_value, drawn=agreement.drawn, wanted=total, **facts)
    problems = [with_lines(p, agreement.pk, lines) for p in found]
    for lot_id in sorted({w.lot_id for w in lines if w.lot_id is not None}):
        lot, of_lot = lots[lot_id], [w for w in lines if w.lot_id == lot_id]
        if lot.maximum_value is None:
            continue
        wanted = sum((w.net for w in of_lot), Decimal(0))
        no = ceiling.check(maximum=lot.maximum_value, drawn=lot.drawn, wanted=wanted, lot=lot.number, **facts)
        problems += [with_lines(p, agreement.pk, of_lot) for p in no]
    return problems


def _other_money(agreement: Agreement, lines: Sequence[Wanted]) -> list[Problem]:
    """Once for each other currency."""
    return [
        with_lines(problem, agreement.pk, [w for w in lines if w.currency == currency])
        for currency in sorted({w.currency for w in lines})
        for problem in ceiling.check_currency(currency, agreement.currency, number=agreement.number)
    ]
