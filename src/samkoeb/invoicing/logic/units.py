"""One quantity in another's unit: the same unit under another code, a measure of the same kind, or a pack and what it holds (S92).

Factors are exact pairs (numerator, denominator), so that nothing is rounded on the way.
"""

from decimal import Decimal

Factor = tuple[Decimal, Decimal]

ONE: Factor = (Decimal(1), Decimal(1))

# UN/ECE Rec 20 and Rec 21 codes that mean the same; suppliers write either.
_ALIASES = {"EA": "C62", "H87": "C62", "NAR": "C62", "BX": "XBX", "CT": "XCT", "CS": "XCS", "PK": "XPK"}

# code → (kind of measure, how many of its smallest unit).
_MEASURES = {
    "C62": ("piece", Decimal(1)),
    "DZN": ("piece", Decimal(12)),
    "MGM": ("mass", Decimal(1)),
    "GRM": ("mass", Decimal(1000)),
    "KGM": ("mass", Decimal(1_000_000)),
    "MLT": ("volume", Decimal(1)),
    "CLT": ("volume", Decimal(10)),
    "DLT": ("volume", Decimal(100)),
    "LTR": ("volume", Decimal(1000)),
    "MMT": ("length", Decimal(1)),
    "CMT": ("length", Decimal(10)),
    "MTR": ("length", Decimal(1000)),
}


def canonical(code: str) -> str:
    return _ALIASES.get(code, code)


def between(source: str, target: str) -> Factor | None:
    """What one `source` is in `target`, by the units alone; None where the units don't tell."""
    a, b = canonical(source), canonical(target)
    if a == b:
        return ONE
    one, other = _MEASURES.get(a), _MEASURES.get(b)
    if one is None or other is None or one[0] != other[0]:
        return None
    return one[1], other[1]


def to_ordered(invoiced_unit: str, unit: str, pack_content: Decimal, pack_unit: str) -> Factor | None:
    """What one invoiced unit is in ordered units: "100 stk" on the invoice is one box where a box holds 100.

    (num, den): quantity × num ÷ den. None where it can't be told.
    """
    direct = between(invoiced_unit, unit)
    if direct is not None:
        return direct
    inner = between(invoiced_unit, pack_unit)
    if inner is None or pack_content <= 0:
        return None
    return inner[0], inner[1] * pack_content
