"""The invoiced price against the agreed and the ordered one, in the order's unit, exactly (S72; 6.5 step 2)."""

from decimal import Decimal

from samkoeb.invoicing.logic import units
from samkoeb.invoicing.logic.facts import InvoicedLine, OrderedLine
from samkoeb.invoicing.logic.tolerance import Tolerances
from samkoeb.kernel.money import round_half_up
from samkoeb.kernel.problem import Problem


def per_ordered_unit(line: InvoicedLine, found: OrderedLine) -> Decimal | None:
    """The invoiced price for one ordered unit, for showing (at most six decimals); None where the units don't tell."""
    factor = units.to_ordered(line.unit, found.unit, found.pack_content, found.pack_unit)
    if factor is None or line.base_quantity <= 0:
        return None
    return round_half_up(line.price * factor[1] / (line.base_quantity * factor[0]), 6)


def reference(found: OrderedLine) -> Decimal:
    """What one ordered unit was to cost: the agreement's price where there is one, else the order's; for showing."""
    if found.agreed_price is not None:
        return round_half_up(found.agreed_price / found.agreed_base, 6)
    return round_half_up(found.price / found.base_quantity, 6)


def check(line: InvoicedLine, found: OrderedLine, factor: units.Factor, tolerances: Tolerances, currency: str) -> list[Problem]:
    """Against the agreement's price, and against the order's where that is another price."""
    if line.base_quantity <= 0:
        return []
    problems = []
    ordered = (found.price, found.base_quantity)
    if found.agreed_price is not None:
        agreed = (found.agreed_price, found.agreed_base)
        problems += _compare("agreed", agreed, line, found, factor, tolerances, currency)
        if agreed[0] * ordered[1] == ordered[0] * agreed[1]:
            return problems
    return problems + _compare("ordered", ordered, line, found, factor, tolerances, currency)


def is_price_credit(line: InvoicedLine, found: OrderedLine, factor: units.Factor, tolerances: Tolerances) -> bool:
    """A credit note far below the price gives back part of a price, not goods."""
    if line.base_quantity <= 0:
        return False
    credited = line.price * factor[1] * found.base_quantity
    ordered = found.price * line.base_quantity * factor[0]
    return credited * 100 < ordered * (100 - max(tolerances.price_percent, Decimal(10)))


def _compare(
    what: str,
    reference_price: tuple[Decimal, Decimal],
    line: InvoicedLine,
    found: OrderedLine,
    factor: units.Factor,
    tolerances: Tolerances,
    currency: str,
) -> list[Problem]:
    """Both prices over one denominator, so that equality and the edge of a tolerance are exact."""
    amount, base = reference_price
    # One ordered unit costs line.price × den ÷ (line.base × num) as invoiced, and amount ÷ base as agreed.
    invoiced = line.price * factor[1] * base
    wanted = amount * line.base_quantity * factor[0]
    over = invoiced - wanted
    if over == 0:
        return []
    # The whole line's difference: invoiced quantity × (price difference per invoiced unit).
    line_over = line.quantity * over / (line.base_quantity * base * factor[1])
    facts = {
        "invoiced": _plain(per_ordered_unit(line, found) or line.price),
        what: _plain(round_half_up(amount / base, 6)),
        "per": found.unit,
        "currency": currency,
        "percent": _plain(round_half_up(abs(over) * 100 / wanted, 1)) if wanted else "–",
        "amount": str(round_half_up(abs(line_over))),
        "tolerance_percent": _plain(tolerances.price_percent),
        "tolerance_amount": _plain(tolerances.price_amount),
    }
    if over < 0:
        return [Problem(f"match.price_below_{what}", "warning", facts)]
    within = over * 100 <= wanted * tolerances.price_percent and line_over <= tolerances.price_amount
    return [Problem(f"match.price_above_{what}", "warning" if within else "error", facts)]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
