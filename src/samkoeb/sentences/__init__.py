"""What people read when the house says no, or explains itself: problem code → sentence, Danish and English.

Pure Python, above the kernel: screens, the HTTP inbox, the command line, letters and spreadsheets of faults all say the same. One file
per room; a code's two sentences take its facts by name. Numbers that are `Decimal` (or look like one in facts that were stored as JSON)
are written the reader's way.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib import import_module
from string import Formatter
from typing import Any

from samkoeb.kernel.problem import Problem
from samkoeb.kernel.quantity import number_da, number_en, price_places, unit_name
from samkoeb.kernel.text import Text

ROOMS = (
    "common",
    "digest",
    "sign_in",
    "documents",
    "organisations",
    "exchange",
    "agreements",
    "catalogue",
    "budgets",
    "ordering",
    "receiving",
    "invoicing",
    "ledger",
)

TABLE: dict[str, tuple[str, str]] = {}
for _room in ROOMS:
    TABLE.update(import_module(f"samkoeb.sentences.{_room}").SENTENCES)

MANY = 2
# What an invoice's own sums are called (BT: the business terms of EN 16931).
TERMS = {
    "BT-106": ("Summen af linjerne", "The sum of the lines"),
    "BT-107": ("Rabatter på hele fakturaen", "Allowances on the whole invoice"),
    "BT-108": ("Gebyrer på hele fakturaen", "Charges on the whole invoice"),
    "BT-109": ("I alt ekskl. moms", "Total excl. VAT"),
    "BT-110": ("Moms i alt", "Total VAT"),
    "BT-112": ("I alt inkl. moms", "Total incl. VAT"),
    "BT-115": ("Beløb at betale", "Amount to pay"),
    "BT-116": ("Beløb, der er beregnet moms af", "Amount that VAT was reckoned from"),
    "BT-117": ("Momsen af en sats", "The VAT at a rate"),
}
_NUMBER = re.compile(r"-?\d+\.\d+$")
_WHOLE = re.compile(r"-?\d+$")
# Facts that are kept as text with a finding and are numbers also where they are whole ("12"); elsewhere "12" may be a number of a thing.
QUANTITIES = ("quantity", "received", "credited", "before", "price", "agreed", "amount", "limit", "stated", "computed", "open")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


def say(problem: Problem, language: str = "da") -> str:
    """The sentence of a problem in "da" or "en". An unknown code is shown as it is, with its facts: never hidden."""
    return sentence(problem.code, problem.facts, language)


def sentence(code: str, facts: Mapping[str, Any], language: str = "da") -> str:
    """As `say`, from the parts that are stored with a finding: {"code", "facts"}."""
    pair = TABLE.get(code)
    if pair is None:
        return f"{code}: {', '.join(f'{k} {v}' for k, v in facts.items())}" if facts else code
    english = language.startswith("en")
    said: list[str] = []
    count: Any = MANY  # the number that stands before a unit: "1 æske", "2 æsker"
    parts = list(Formatter().parse(pair[english]))
    for (text, name, _spec, _conversion), after in zip(parts, [*parts[1:], ("", None, None, None)], strict=True):
        said.append(text)
        if name is not None:
            value = _as_number(name, facts.get(name), after[1] if after[0] == " " else "")
            if after[:2] == (" ", "currency") and isinstance(value, Decimal):
                said.append(_money(value, english))
                continue
            said.append("–" if name not in facts else str(_written(name, value, english, count if text == " " else MANY)))
            count = value if _is_number(value) else count
    return "".join(said).replace("kr..", "kr.")  # a sentence that ends with an amount


def _as_number(name: str, value: Any, before: str | None = "") -> Any:
    """Numbers that were stored as text are numbers again; what stands before a unit or a currency is one."""
    counts = name in QUANTITIES or before in ("unit", "currency")
    if isinstance(value, str) and (_NUMBER.match(value) or (counts and _WHOLE.match(value))):
        return Decimal(value)
    return value


def _money(value: Decimal, english: bool) -> str:
    """Two decimals at least: 2.450,00 kr."""
    return (number_en if english else number_da)(value, price_places(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) or (isinstance(value, str) and bool(_NUMBER.match(value)))


def _written(name: str, value: Any, english: bool, count: Any) -> Any:
    if isinstance(value, Text):
        return value.in_language("en" if english else "da")
    if isinstance(value, str) and name.endswith("unit"):
        return unit_name(value, Decimal(count), "en" if english else "da")
    if name == "term" and value in TERMS:
        return TERMS[value][english]
    if name == "per":  # "pr. æske"
        return unit_name(value, 1, "en" if english else "da")
    if name == "currency" and value == "DKK" and not english:
        return "kr."
    if isinstance(value, str) and _NUMBER.match(value):
        value = Decimal(value)
    if isinstance(value, Decimal):
        if name.endswith("percent"):  # 1,2 %, not 1,20 %
            return (number_en if english else number_da)(value)
        return _number(value, english)
    if isinstance(value, str) and _DAY.match(value):
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return value


def _number(value: Decimal, english: bool) -> str:
    """At least two decimals where there are any, so that an amount looks like one."""
    places = 0 if value == value.to_integral_value() else price_places(value)
    return (number_en if english else number_da)(value, places)
