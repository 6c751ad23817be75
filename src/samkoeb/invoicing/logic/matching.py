"""The three-way match: what is invoiced against what was ordered, what came in, and what was agreed (S72, 6.5, 7.1).

Every line gets a verdict and the findings that explain it, with the facts for a sentence ("Faktureret 34,90 kr. pr. æske; aftalt
34,50 kr.; 1,2 % over, tolerance 2 %"). Nothing is rounded before it is compared and no price is ever written over another.

    fits       nothing to remark          within     remarks, none of them outside the tolerances
    deviation  a person must look         charge     freight or a fee, weighed for the whole invoice

Errors are deviations; warnings are remarks. The order of the rules is the order below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from samkoeb.invoicing.logic import charges as charging
from samkoeb.invoicing.logic import pricing, resolving, units
from samkoeb.invoicing.logic.facts import ZERO, DocumentCharge, InvoicedLine, OrderedLine
from samkoeb.invoicing.logic.lifecycle import worst
from samkoeb.invoicing.logic.tolerance import Tolerances
from samkoeb.kernel.money import line_amount, round_half_up, round_to_currency
from samkoeb.kernel.problem import Problem

# Enough digits for every product of four stored numbers: comparisons below are exact, not rounded to 28 digits.
_PRECISION = 120

# finding → the queue it sends an invoice to.
REASON_OF = {
    "match.line_not_ordered": "not_ordered",
    "match.item_differs": "not_ordered",
    "match.unit_unknown": "quantity",
    "match.more_than_ordered": "quantity",
    "match.more_than_received": "quantity",
    "match.not_received": "missing_receipt",
    "match.price_above_agreed": "price",
    "match.price_above_ordered": "price",
    "match.line_total": "totals",
    "match.vat_rate": "vat",
    "match.credited_too_much": "credit",
    "match.freight": "charges",
    "match.fee": "charges",
}


@dataclass(frozen=True, slots=True)
class LineMatch:
    """`claimed`: how much of the order line this line answers, in the order line's unit; None where that can't be told."""

    position: int
    verdict: str
    findings: tuple[Problem, ...]
    order_line_id: int | None = None
    order_id: int | None = None
    claimed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """lines in the invoice's order; findings of the whole document; reason: the queue, "" where all fits."""

    lines: tuple[LineMatch, ...]
    findings: tuple[Problem, ...]
    reason: str

    @property
    def fits(self) -> bool:
        return not self.reason


def match(
    lines: Sequence[InvoicedLine],
    ordered: Iterable[OrderedLine],
    *,
    tolerances: Tolerances,
    charges: Sequence[DocumentCharge] = (),
    header_order: str = "",
    is_credit: bool = False,
    currency: str = "DKK",
    owed_percent: Decimal = Decimal(25),
) -> Match:
    """All lines of one invoice. A credit note gives back at most what was claimed, and is held to its line totals and VAT. owed_percent:
    the rate of the day, for lines of which the buyer owes the VAT."""
    with localcontext() as context:
        context.prec = _PRECISION
        index = resolving.Ordered.of(ordered)
        kinds = [charging.kind_of_line(line) for line in lines]
        alone = kinds.count(None) == 1
        taken: dict[int, Decimal] = {}
        matched = [
            _line(line, kind, index, taken, tolerances, header_order, alone, is_credit, currency, owed_percent)
            for line, kind in zip(lines, kinds, strict=True)
        ]
        orders = len({m.order_id for m in matched if m.order_id is not None})
        findings = () if is_credit else _charges(lines, kinds, matched, charges, tolerances, max(1, orders), currency)
    codes = {p.code for m in matched for p in m.findings if p.severity == "error"} | {
        p.code for p in findings if p.severity == "error"
    }
    return Match(tuple(matched), findings, worst({REASON_OF[code] for code in codes}))


def _line(
    line: InvoicedLine,
    kind: str | None,
    index: resolving.Ordered,
    taken: dict[int, Decimal],
    tolerances: Tolerances,
    header_order: str,
    alone: bool,
    is_credit: bool,
    currency: str,
    owed_percent: Decimal,
) -> LineMatch:
    found = resolving.resolve(line, index, header_order=header_order, alone=alone and kind is None)
    findings = _total(line, tolerances, currency)
    if found is None:
        if kind is not None:
            return LineMatch(line.position, "deviation" if findings else "charge", tuple(findings))
        facts = {"description": line.description, "item_number": line.item_number}
        return LineMatch(line.position, "deviation", (Problem("match.line_not_ordered", "error", facts), *findings))

    findings = [*_item(line, found), *findings]
    factor = units.to_ordered(line.unit, found.unit, found.pack_content, found.pack_unit)
    if factor is None:
        findings.insert(0, Problem("match.unit_unknown", "error", {"invoiced_unit": line.unit, "ordered_unit": found.unit}))
        return LineMatch(line.position, "deviation", tuple(findings), found.id, found.order_id)

    claim = round_half_up(line.quantity * factor[0] / factor[1], 6)
    before = found.invoiced + taken.get(found.id, ZERO)
    if is_credit and pricing.is_price_credit(line, found, factor, tolerances):
        facts = {"amount": str(line.net_amount), "currency": currency}
        return LineMatch(
            line.position, "deviation" if findings else "within", (*findings, Problem("match.price_credit", "warning", facts)),
            found.id, found.order_id, ZERO,
        )  # fmt: skip
    if is_credit or claim < 0:
        findings = [*_credited(abs(claim), before, found), *findings]
        most = max(before, ZERO)  # more than was invoiced can't be given back
        claim = min(claim, most) if is_credit else max(claim, -most)
    taken[found.id] = taken.get(found.id, ZERO) + (-claim if is_credit else claim)
    if not is_credit:
        findings = [*_quantity(found, claim, before, tolerances), *findings]
    if not is_credit:  # a credit note gives back the price that was invoiced, right or wrong
        findings = [*pricing.check(line, found, factor, tolerances, currency), *findings]
    findings = [*findings, *_vat(line, found, currency, owed_percent)]
    if not findings:
        findings = [_fits(line, found, claim, currency)]
    return LineMatch(line.position, _verdict(findings), tuple(findings), found.id, found.order_id, claim)


def _verdict(findings: Sequence[Problem]) -> str:
    if any(p.severity == "error" for p in findings):
        return "deviation"
    return "fits" if all(p.code == "match.fits" for p in findings) else "within"


def _fits(line: InvoicedLine, found: OrderedLine, claim: Decimal, currency: str) -> Problem:
    """What fits is explained too."""
    price, agreed = pricing.per_ordered_unit(line, found), pricing.reference(found)
    facts = {
        "quantity": _plain(claim),
        "unit": found.unit,
        "received": _plain(found.received),
        "ordered": _plain(found.quantity),
        "price": _plain(price) if price is not None else "",
        "agreed": _plain(agreed),
        "per": found.unit,
        "currency": currency,
        "order": found.order_number,
    }
    return Problem("match.fits", "warning", facts)


def _item(line: InvoicedLine, found: OrderedLine) -> list[Problem]:
    """The reference names a line with another article: both numbers are stated and neither agrees."""
    if not line.item_number or not found.item_number or line.item_number.casefold() == found.item_number.casefold():
        return []
    if line.gtin and found.gtin and line.gtin.lstrip("0") == found.gtin.lstrip("0"):
        return []
    return [Problem("match.item_differs", "error", {"invoiced": line.item_number, "ordered": found.item_number})]


def _credited(claim: Decimal, before: Decimal, found: OrderedLine) -> list[Problem]:
    """A credit note gives back at most what has been invoiced."""
    if claim <= before:
        return []
    return [
        Problem("match.credited_too_much", "error", {"credited": _plain(claim), "invoiced": _plain(before), "unit": found.unit})
    ]


def _quantity(found: OrderedLine, claim: Decimal, before: Decimal, tolerances: Tolerances) -> list[Problem]:
    """Invoiced so far and now, against what was taken over; then against what was ordered."""
    total = before + claim
    facts = {
        "invoiced": _plain(claim),
        "before": _plain(before),
        "ordered": _plain(found.quantity),
        "received": _plain(found.received),
        "unit": found.unit,
        "order": found.order_number,
        "tolerance_percent": _plain(tolerances.quantity_percent),
    }
    problems: list[Problem] = []
    if claim <= 0:
        return problems
    if found.received <= 0:
        problems.append(Problem("match.not_received", "error", facts))
    elif total > found.received:
        within = total * 100 <= found.received * (100 + tolerances.quantity_percent)
        problems.append(Problem("match.more_than_received", "warning" if within else "error", facts))
    if total > found.quantity:
        # What the ward took over beyond the order it took over within its own tolerance: said, and paid.
        problems.append(Problem("match.more_than_ordered", "warning" if total <= found.received else "error", facts))
    return problems


def _total(line: InvoicedLine, tolerances: Tolerances, currency: str) -> list[Problem]:
    """The line's amount computed again (EN 16931: quantity × price ÷ base quantity, less allowances, plus charges)."""
    if line.base_quantity <= 0:
        return [Problem("match.line_total", "error", {"stated": str(line.net_amount), "computed": "–", "currency": currency})]
    computed = line_amount(line.quantity, line.price, line.base_quantity, currency) + line.allowances
    if abs(line.net_amount - computed) > tolerances.rounding:
        return [
            Problem(
                "match.line_total", "error", {"stated": str(line.net_amount), "computed": str(computed), "currency": currency}
            )
        ]
    return []


def _vat(line: InvoicedLine, found: OrderedLine, currency: str, owed_percent: Decimal) -> list[Problem]:
    """The rate as ordered. Where the buyer owes the VAT (AE, K) the amount is computed and said."""
    if line.vat_category in ("AE", "K"):
        tax = round_to_currency(line.net_amount * owed_percent / 100, currency)
        facts = {"amount": str(tax), "percent": _plain(owed_percent), "currency": currency}
        return [Problem("match.reverse_charge", "warning", facts)]
    if line.vat_percent == found.vat_percent:
        return []
    facts = {"invoiced": _plain(line.vat_percent), "ordered": _plain(found.vat_percent)}
    return [Problem("match.vat_rate", "error", facts)]


def _charges(
    lines: Sequence[InvoicedLine],
    kinds: Sequence[str | None],
    matched: Sequence[LineMatch],
    charges: Sequence[DocumentCharge],
    tolerances: Tolerances,
    orders: int,
    currency: str,
) -> tuple[Problem, ...]:
    """Freight and fees of the whole invoice, each by its own tolerance for each order that the invoice answers."""
    every = [(charging.kind_of_charge(c), c) for c in charges]
    for line, kind, done in zip(lines, kinds, matched, strict=True):
        if done.order_line_id is None and kind is not None:
            every.append((kind, DocumentCharge(amount=line.net_amount, is_charge=line.net_amount > 0, reason=line.description)))
        elif line.allowances > 0:
            every.append(("fee", DocumentCharge(amount=line.allowances)))
    found = charging.sums(every)
    problems = []
    for kind, allowed in (("freight", tolerances.freight_amount), ("fee", tolerances.fee_amount)):
        charge = found.get(kind)
        if charge is None or charge.amount == 0:
            continue
        limit = allowed * orders
        facts = {
            "amount": str(charge.amount),
            "limit": _plain(limit),
            "currency": currency,
            "reason": charge.reason,
            "orders": orders,
        }
        problems.append(Problem(f"match.{kind}", "error" if charge.amount > limit else "warning", facts))
    return tuple(problems)


def _plain(value: Decimal) -> str:
    """As stored in a finding: no exponent, no trailing zeros."""
    return f"{value.normalize():f}"
