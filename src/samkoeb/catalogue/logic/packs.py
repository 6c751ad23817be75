"""Pack texts read into a structure, and the structure said so that nobody takes a case for a box.

"100/bx", "B/100", "pk a 50" and "50 stk/æske" all say that one unit holds others. What is ordered is the outermost unit; `total`
is how many base units one of it holds, which is what prices are compared by (product requirements 6.1, step 4).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from math import prod
from typing import Any, Final

from samkoeb.catalogue.logic import decimals, units
from samkoeb.kernel.quantity import number_da, number_en, unit_name


@dataclass(frozen=True, slots=True)
class Level:
    """One level of packing: a unit (UN/ECE code) and how many of the next level, or of the base unit, it holds."""

    unit: str
    holds: Decimal


@dataclass(frozen=True, slots=True)
class Packing:
    """Packing from the outside in; without levels the item is sold by its base unit.

    `unit` is the orderable unit: the outermost level, or the base unit. `total` is how many base units one of it holds.
    """

    levels: tuple[Level, ...] = ()
    base_unit: str = units.PIECE
    unit: str = field(init=False, repr=False, compare=False)
    total: Decimal = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", self.levels[0].unit if self.levels else self.base_unit)
        object.__setattr__(self, "total", prod((level.holds for level in self.levels), start=Decimal(1)))

    def to_json(self) -> list[dict[str, str]]:
        """The levels as plain values, outermost first; the last entry is the base unit."""
        return [{"unit": level.unit, "holds": format(level.holds, "f")} for level in self.levels] + [{"unit": self.base_unit}]

    @classmethod
    def from_json(cls, saved: list[dict[str, Any]]) -> "Packing":
        """The pack that `to_json` gave."""
        if not saved:
            return cls()
        levels = tuple(Level(entry["unit"], Decimal(entry["holds"])) for entry in saved[:-1])
        return cls(levels, saved[-1]["unit"])


_NUMBER = r"(\d+(?:[.,]\d+)*)"
_WORD = r"([^\W\d_]+\.?)"
_A = r"(?:à|á|a|af|of|med|with|x|×|de|zu)"


def read(text: str) -> Packing | None:
    """The pack that a unit text describes, or None when it says nothing we know."""
    said = " ".join(text.replace("\u00a0", " ").split()).casefold().strip(" ;,")
    if not said:
        return None
    for pattern, build in _FORMS:
        found = pattern.fullmatch(said)
        if found and (pack := build(found.groups())) is not None:
            return pack
    return None


def _number(text: str) -> Decimal | None:
    """A count above zero. "1.000" and "1,000" are a thousand here, whatever the prices do: no pack holds 1 piece to three places."""
    number = decimals.read(text.replace(",", "").replace(".", "") if decimals.is_ambiguous(text) else text)
    return number if number is not None and number > 0 else None


def _unit_alone(parts: tuple[Any, ...]) -> Packing | None:
    """ "Each", "æske", "XBX": a unit whose contents are not told."""
    code = units.code_for(parts[0])
    if not code:
        return None
    return Packing((Level(code, Decimal(1)),)) if units.is_package(code) else Packing((), code)


def _number_per_unit(parts: tuple[Any, ...]) -> Packing | None:
    """ "100/bx", "50 stk/æske", "1000 ml/fl": so many in one unit."""
    number, inner, outer = parts
    return _holding(outer, number, inner)


def _unit_of_number(parts: tuple[Any, ...]) -> Packing | None:
    """ "B/100", "pk a 50", "æske med 100 stk", "FL/1000ML": a unit of so many."""
    outer, number, inner = parts
    return _holding(outer, number, inner)


def _holding(outer: str, number: str, inner: str | None) -> Packing | None:
    code, base, count = _outer_code(outer), units.code_for(inner or "stk"), _number(number)
    if not code or not base or count is None:
        return None
    if not units.is_package(code):
        return Packing((), code) if count == 1 and not inner else None
    return Packing((Level(code, count),), base)


def _outer_code(word: str) -> str:
    """The unit that stands outside: there a lone T is a tube, not a tablet."""
    return "XTU" if word == "t" else units.code_for(word)


def _nested(parts: tuple[Any, ...]) -> Packing | None:
    """ "10 æsker à 100 stk", "kasse med 10 æsker à 100 stk", "10x100 stk": units that hold units.

    Without a name of its own the outer unit is a colli; a count that has no unit of its own either is a pack.
    """
    outer, count, middle, number, inner = parts
    outside = _outer_code(outer) if outer else units.COLLI
    between = units.code_for(middle) if middle else "XPK"
    base = units.code_for(inner or "stk")
    times, contents = _number(count), _number(number)
    if not outside or not between or not base or times is None or contents is None:
        return None
    if not units.is_package(between):
        return None
    return Packing((Level(outside, times), Level(between, contents)), base)


def _repeated(parts: tuple[Any, ...]) -> Packing | None:
    """ "10 x 5 ml/b": the same, with the outer unit last."""
    count, number, inner, outer = parts
    return _nested((outer, count, None, number, inner))


def _amount(parts: tuple[Any, ...]) -> Packing | None:
    """ "50 stk", "10 ml": a pack that tells its contents only; one of something is the thing itself."""
    number, inner = parts
    base, count = units.code_for(inner), _number(number)
    if not base or count is None:
        return None
    if units.is_package(base):
        inside = Level(base, Decimal(1))
        return Packing((inside,)) if count == 1 else Packing((Level(units.COLLI, count), inside))
    return Packing((), base) if count == 1 else Packing((Level("XPK", count),), base)


_Builder = Callable[[tuple[Any, ...]], Packing | None]
_FORMS: Final[tuple[tuple[re.Pattern[str], _Builder], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (r"([^\W\d_]+[²23]?\.?|x[a-z]{2}|[a-z][0-9]{2})", _unit_alone),
        (rf"{_NUMBER} ?{_WORD}? ?(?:/|pr\.?|per|i en|i) ?{_WORD}", _number_per_unit),
        (rf"{_WORD} ?(?:/|-|{_A})? ?{_NUMBER} ?{_WORD}?", _unit_of_number),
        (rf"(?:1 )?{_WORD} ?(?:{_A}|[:=/]) ?{_NUMBER} ?{_WORD} ?(?:{_A}|/) ?{_NUMBER} ?{_WORD}?", _nested),
        (rf"()?{_NUMBER} ?{_WORD} ?{_A} ?{_NUMBER} ?{_WORD}?", _nested),
        (rf"{_WORD} ?[/ ] ?{_NUMBER} ?()[x×*] ?{_NUMBER} ?{_WORD}?", _nested),
        (rf"()?{_NUMBER} ?()[x×*] ?{_NUMBER} ?{_WORD}?", _nested),
        (rf"{_NUMBER} ?[x×*] ?{_NUMBER} ?{_WORD}? ?/ ?{_WORD}", _repeated),
        (rf"{_NUMBER} ?{_WORD}", _amount),
    )
)


_SAME_AS_ONE: Final = frozenset({units.PIECE, units.EACH, "H87", "NAR"})
_JOINS: Final = {"da": ("med", "à"), "en": ("of", "of")}


def describe(packing: Packing, quantity: Decimal = Decimal(1), language: str = "da") -> str:
    """So many orderable units, their contents and the total: "10 æsker à 100 stk = 1.000 stk"."""
    number = number_en if language == "en" else number_da
    with_, each = _JOINS["en" if language == "en" else "da"]
    said = f"{number(quantity)} {unit_name(packing.unit, quantity, language)}"
    inner_units = [level.unit for level in packing.levels[1:]] + [packing.base_unit]
    levels_said = 0
    for position, level in enumerate(packing.levels):
        inner = inner_units[position]
        if level.holds == 1 and inner in _SAME_AS_ONE:
            continue
        levels_said += 1
        join = each if position == len(packing.levels) - 1 else with_
        said += f" {join} {number(level.holds)} {unit_name(inner, level.holds, language)}"
    if not levels_said or (quantity == 1 and levels_said == 1):
        return said
    total = packing.total * quantity
    return f"{said} = {number(total)} {unit_name(packing.base_unit, total, language)}"
