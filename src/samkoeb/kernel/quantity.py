"""Quantities in UN/ECE Recommendation 20/21 units, said the Danish way: "10 æsker à 100 stk = 1.000 stk" (S92, day 6.1)."""

from dataclasses import dataclass
from decimal import Decimal

# code → (Danish singular, Danish plural, English singular, English plural). Rec 20 (measures) and Rec 21 (packages, X-prefixed).
UNITS: dict[str, tuple[str, str, str, str]] = {
    "C62": ("stk", "stk", "pc", "pcs"),
    "EA": ("stk", "stk", "pc", "pcs"),
    "H87": ("stk", "stk", "pc", "pcs"),
    "NAR": ("stk", "stk", "pc", "pcs"),
    "XBX": ("æske", "æsker", "box", "boxes"),
    "BX": ("æske", "æsker", "box", "boxes"),
    "XCT": ("karton", "kartoner", "carton", "cartons"),
    "CT": ("karton", "kartoner", "carton", "cartons"),
    "XCS": ("kasse", "kasser", "case", "cases"),
    "CS": ("kasse", "kasser", "case", "cases"),
    "XPK": ("pakke", "pakker", "pack", "packs"),
    "PK": ("pakke", "pakker", "pack", "packs"),
    "XBG": ("pose", "poser", "bag", "bags"),
    "XBO": ("flaske", "flasker", "bottle", "bottles"),
    "XRO": ("rulle", "ruller", "roll", "rolls"),
    "XPX": ("palle", "paller", "pallet", "pallets"),
    "XCU": ("kop", "kopper", "cup", "cups"),
    "XTU": ("tube", "tuber", "tube", "tubes"),
    "XVI": ("hætteglas", "hætteglas", "vial", "vials"),
    "XPC": ("kolli", "kolli", "parcel", "parcels"),
    "XAM": ("ampul", "ampuller", "ampoule", "ampoules"),
    "XCA": ("dåse", "dåser", "can", "cans"),
    "XJR": ("krukke", "krukker", "jar", "jars"),
    "XJC": ("dunk", "dunke", "jerrican", "jerricans"),
    "XBJ": ("spand", "spande", "bucket", "buckets"),
    "XPU": ("bakke", "bakker", "tray", "trays"),
    "XBE": ("bundt", "bundter", "bundle", "bundles"),
    "PR": ("par", "par", "pair", "pairs"),
    "P1": ("prøve", "prøver", "test", "tests"),
    "RM": ("ris", "ris", "ream", "reams"),
    "SET": ("sæt", "sæt", "set", "sets"),
    "DZN": ("dusin", "dusin", "dozen", "dozen"),
    "KGM": ("kg", "kg", "kg", "kg"),
    "GRM": ("g", "g", "g", "g"),
    "LTR": ("l", "l", "l", "l"),
    "MLT": ("ml", "ml", "ml", "ml"),
    "DLT": ("dl", "dl", "dl", "dl"),
    "CLT": ("cl", "cl", "cl", "cl"),
    "MGM": ("mg", "mg", "mg", "mg"),
    "LBR": ("pund", "pund", "pound", "pounds"),
    "CMT": ("cm", "cm", "cm", "cm"),
    "MMT": ("mm", "mm", "mm", "mm"),
    "WEE": ("uge", "uger", "week", "weeks"),
    "MTR": ("m", "m", "m", "m"),
    "MTK": ("m²", "m²", "m²", "m²"),
    "HUR": ("time", "timer", "hour", "hours"),
    "DAY": ("dag", "dage", "day", "days"),
    "MON": ("måned", "måneder", "month", "months"),
    "ANN": ("år", "år", "year", "years"),
    "E48": ("ydelse", "ydelser", "service", "services"),
}

# What is poured, weighed, measured or worked may be had in parts; a box, a pair or a piece may not.
DIVISIBLE = frozenset(
    {"KGM", "GRM", "LTR", "MLT", "DLT", "CLT", "MGM", "LBR", "CMT", "MMT", "MTR", "MTK", "HUR", "DAY", "WEE", "MON", "ANN", "E48"}
)
SERVICE_UNITS = frozenset({"HUR", "DAY", "MON", "ANN", "E48"})


def unit_name(code: str, quantity: Decimal | int = 1, language: str = "da") -> str:
    """How people say the unit; an unknown code is shown as it is."""
    names = UNITS.get(code)
    if names is None:
        return code
    plural = Decimal(quantity) != 1
    return names[(2 if language.startswith("en") else 0) + plural]


def is_countable(code: str) -> bool:
    """True for a known unit of which half a one makes no sense; what is not known is left to the supplier."""
    return code in UNITS and code not in DIVISIBLE


@dataclass(frozen=True, slots=True)
class Pack:
    """What one orderable unit holds: `content` × `content_unit`; content 1 of the same unit means it is sold singly."""

    unit: str
    content: Decimal = Decimal(1)
    content_unit: str = "C62"

    @property
    def is_single(self) -> bool:
        return self.content == 1

    def base_quantity(self, quantity: Decimal) -> Decimal:
        """`quantity` orderable units in content units."""
        return quantity * self.content


def price_places(value: Decimal) -> int:
    """With how many decimals a price is written: as many as it has, two at least."""
    exponent = value.normalize().as_tuple().exponent
    return max(2, -exponent if isinstance(exponent, int) else 2)


def number_da(value: Decimal, places: int | None = None) -> str:
    """1234.5 → "1.234,5": Danish separators; without `places`, as many decimals as there are."""
    if places is None:
        text = f"{value.normalize():,f}" if value != value.to_integral_value() else f"{value.to_integral_value():,f}"
    else:
        text = f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def number_en(value: Decimal, places: int | None = None) -> str:
    return number_da(value, places).translate(str.maketrans(",.", ".,"))


def say(quantity: Decimal, pack: Pack, language: str = "da") -> str:
    """ "10 æsker à 100 stk = 1.000 stk"; "3 stk" where the unit is sold singly."""
    number = number_en if language.startswith("en") else number_da
    outer = f"{number(quantity)} {unit_name(pack.unit, quantity, language)}"
    if pack.is_single:
        return outer
    a = "of" if language.startswith("en") else "à"
    inner = f"{number(pack.content)} {unit_name(pack.content_unit, pack.content, language)}"
    total = pack.base_quantity(quantity)
    return f"{outer} {a} {inner} = {number(total)} {unit_name(pack.content_unit, total, language)}"
