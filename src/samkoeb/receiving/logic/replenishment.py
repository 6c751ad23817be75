"""Ordering up to the maximum once a level is below its minimum, and saying why (step 7 of the chain; S18)."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from samkoeb.kernel.problem import Problem
from samkoeb.kernel.quantity import Pack, number_da, number_en, unit_name
from samkoeb.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Need:
    """A level in base units, and how the item that fills it is sold. on_the_way: ordered and not yet received, in base units."""

    level: Decimal
    on_the_way: Decimal
    minimum: Decimal
    maximum: Decimal
    pack: Pack
    least: Decimal | None = None  # the supplier's minimum quantity and multiple, in packs
    multiple: Decimal | None = None


def packs_to_order(need: Need) -> Decimal:
    """Whole packs: as many as fit below the maximum, but enough to reach the minimum. Nothing while what is on its way suffices."""
    have = need.level + need.on_the_way
    if have >= need.minimum:
        return Decimal(0)
    up_to_maximum = ((need.maximum - have) / need.pack.content).to_integral_value(ROUND_FLOOR)
    up_to_minimum = ((need.minimum - have) / need.pack.content).to_integral_value(ROUND_CEILING)
    packs = max(up_to_maximum, up_to_minimum, need.least or Decimal(0))
    if need.multiple:
        packs = (packs / need.multiple).to_integral_value(ROUND_CEILING) * need.multiple
    return packs


def why(need: Need, packs: Decimal) -> Problem:
    """Facts for the sentence "3 tilbage, minimum 10; bestil 2 æsker à 100 = op til maksimum 200"."""
    after = need.level + need.on_the_way + need.pack.base_quantity(packs)
    facts = {
        "left": need.level,
        "coming": need.on_the_way,
        "minimum": need.minimum,
        "order": Text(_said(packs, need.pack, "da"), _said(packs, need.pack, "en")),
        "after": after,
        "maximum": need.maximum,
    }
    code = "stock.suggested_while_coming" if need.on_the_way > 0 else "stock.suggested"
    return Problem(code if need.maximum > 0 else f"{code}_to_minimum", "warning", facts)


def _said(packs: Decimal, pack: Pack, language: str) -> str:
    """ "2 æsker à 100", or "7 stk" where it is sold singly."""
    number = number_en if language == "en" else number_da
    outer = f"{number(packs)} {unit_name(pack.unit, packs, language)}"
    return outer if pack.is_single else f"{outer} {'of' if language == 'en' else 'à'} {number(pack.content)}"
