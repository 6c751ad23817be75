"""Which account, cost place and VAT code a line belongs to: proposed from the order, from the unit's own history, from the unit (6.5 step 5).

VAT codes (F9): "refundable" through momsrefusionsordningen, "deductible" in a VAT-registered activity, "non_refundable" (a cost),
"reverse_charge" (the buyer reckons it, refundable), "none" (no VAT on the line).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.kernel import vat
from samkoeb.kernel.money import round_to_currency
from samkoeb.kernel.problem import Problem

REFUNDABLE, DEDUCTIBLE, NON_REFUNDABLE, REVERSE_CHARGE, NO_VAT = (
    "refundable",
    "deductible",
    "non_refundable",
    "reverse_charge",
    "none",
)
VAT_CODES = (REFUNDABLE, DEDUCTIBLE, NON_REFUNDABLE, REVERSE_CHARGE, NO_VAT)

# lov nr. 497 af 07/06/2006: regions and municipalities; state bodies by their own scheme; others bear it [TC per body].
VAT_CLASS_OF_KIND = {"region": REFUNDABLE, "municipality": REFUNDABLE, "state": REFUNDABLE}


@dataclass(frozen=True, slots=True)
class Coding:
    account: str
    cost_place: str
    vat_code: str


@dataclass(frozen=True, slots=True)
class Used:
    """How often lines of a UNSPSC code were coded so by a unit."""

    unspsc: str
    account: str
    cost_place: str
    times: int


def vat_code(category: str, percent: Decimal, *, organisation_kind: str, own_class: str = "", is_foreign: bool = False) -> str:
    """By the line's VAT category and who buys; `own_class` is the body's setting. Another country's VAT is refunded by nobody here."""
    if category in ("AE", "K"):
        return REVERSE_CHARGE
    if percent == 0:
        return NO_VAT
    if is_foreign:
        return NON_REFUNDABLE
    return own_class or VAT_CLASS_OF_KIND.get(organisation_kind, NON_REFUNDABLE)


def propose(*, stated: str, unit_account: str, unit_cost_place: str, unspsc: str, history: Iterable[Used], vat: str) -> Coding:
    """What the order says ("4100" or "4100:8812": account, cost place), else what this unit mostly used for such goods, else the unit's own."""
    account, _, cost_place = (part.strip() for part in stated.replace(";", ":").partition(":"))
    if not account:
        used = _nearest(unspsc, tuple(history))
        if used is not None:
            account, cost_place = used.account, cost_place or used.cost_place
    return Coding(account or unit_account, cost_place or unit_cost_place, vat)


def _nearest(unspsc: str, history: tuple[Used, ...]) -> Used | None:
    """The most used coding of the longest common level: commodity, class, family, segment (8, 6, 4, 2 digits)."""
    for digits in (8, 6, 4, 2):
        alike = [u for u in history if u.account and len(unspsc) >= digits and u.unspsc[:digits] == unspsc[:digits]]
        if alike:
            return max(alike, key=lambda u: (u.times, u.account, u.cost_place))
    return None


def reverse_charge(amounts: Mapping[str, Decimal], *, percent: Decimal, currency: str) -> tuple[Decimal, list[Problem]]:
    """The VAT that the buyer owes on lines of category AE or K (amounts ex VAT by category), and the warning that says so."""
    base = sum((amount for category, amount in amounts.items() if category in ("AE", "K")), Decimal(0))
    if not base:
        return Decimal(0), []
    tax = round_to_currency(base * percent / 100, currency)
    facts = {"base": str(base), "amount": str(tax), "percent": f"{percent:f}", "currency": currency}
    return tax, [Problem("invoice.reverse_charge", "warning", facts)]


def vat_problems(lines: Iterable[tuple[str, Decimal, Decimal]], *, on: date, currency: str) -> list[Problem]:
    """What no order says about VAT (category, rate, amount ex VAT): the VAT that the buyer owes, and rates that aren't the Danish one."""
    rows = tuple(lines)
    owed: dict[str, Decimal] = {}
    for category, _percent, amount in rows:
        owed[category] = owed.get(category, Decimal(0)) + amount
    _tax, problems = reverse_charge(owed, percent=vat.rate(vat.STANDARD, on), currency=currency)
    foreign = sorted({percent for category, percent, _amount in rows if vat.is_foreign(category, percent, on)})
    return problems + [Problem("invoice.foreign_vat", "error", {"percent": f"{p.normalize():f}"}) for p in foreign]


def check(lines: Iterable[tuple[int, Coding]]) -> list[Problem]:
    """Every line has an account and a known VAT code."""
    problems = []
    for position, coding in lines:
        if not coding.account:
            problems.append(Problem("invoice.account_missing", "error", {"position": position}))
        if coding.vat_code not in VAT_CODES:
            problems.append(Problem("invoice.vat_code_unknown", "error", {"position": position, "code": coding.vat_code}))
    return problems
