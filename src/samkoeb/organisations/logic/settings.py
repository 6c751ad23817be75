"""What each body may set for itself, with what holds where it has not (S9, P2).

The table is the documentation: a key that is not here is refused. Values are kept as JSON: decimals as text, never as binary
fractions. An agreement's own tolerances go before the body's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from samkoeb.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Setting:
    """kind: "decimal" (kept as text), "whole" (≥ 0) or "flag"."""

    kind: str
    default: Any
    says: str


SETTINGS: dict[str, Setting] = {
    # Matching (6.5 step 1: "e.g. ±2 %/DKK 50 configurable"). A line passes when it is within both.
    "price_percent": Setting("decimal", Decimal(2), "an invoiced price may exceed the ordered one by this many per cent"),
    "price_amount": Setting("decimal", Decimal(50), "… and its line by this much, in the body's currency, ex VAT"),
    "freight_amount": Setting("decimal", Decimal(150), "freight that may stand on an invoice without being agreed, ex VAT"),
    "fee_amount": Setting("decimal", Decimal(0), "fees that may stand on an invoice without being agreed, ex VAT"),
    "over_delivery_percent": Setting("decimal", Decimal(0), "more than ordered that is taken over, in per cent of the line"),
    # Approval and reminders (6.1 steps 5 and 6).
    "approval_limit": Setting(
        "decimal", Decimal(5000), "below this (ex VAT) an order needs no approval, where the role sets no limit"
    ),
    "approval_reminder_hours": Setting("whole", 24, "an approval that waits this long is reminded of"),
    "approval_escalation_hours": Setting("whole", 72, "… and after this long goes to the approver above"),
    "chase_hours": Setting("whole", 24, "a supplier who has not answered an order is chased after this long"),
    "receipt_reminder_hours": Setting("whole", 48, "a ward that has not received what is invoiced is reminded after this long"),
    "invoice_four_eyes_amount": Setting(
        "decimal", Decimal(50000), "above this the approver of the order may not approve its invoice"
    ),
    "auto_approve": Setting("flag", True, "an invoice that fits order, receipt and agreement is approved by itself"),
    "attest_alone_amount": Setting("decimal", Decimal(2500), "up to this (ex VAT) the one who attests an invoice without an order may approve it"),
    # Fraud (6.5 step 6).
    "quarantine_hours": Setting("whole", 48, "a changed bank account rests this long before it is paid to"),
    # Ordering (6.1 step 4).
    "large_order_factor": Setting("decimal", Decimal(5), "a quantity above this many times the usual asks once"),
    "budget_stops": Setting("flag", False, "an order above the budget is stopped; else it is only asked about"),
    # Stock (R6).
    "stock_adjustment_limit": Setting(
        "decimal", Decimal(1000), "a count that changes a value by more (ex VAT) needs a second person"
    ),
    "expiry_warning_days": Setting("whole", 30, "goods that expire within this many days are pointed out"),
    # Agreements (F4.2).
    "ceiling_warnings": Setting("percentages", (60, 80, 90), "per cent of an agreement's maximum at which its owner is told"),
}


def value(settings: Mapping[str, Any], key: str) -> Any:
    """The body's own value, else the default. Decimals come back as Decimal. KeyError for an unknown key."""
    setting = SETTINGS[key]
    if key not in settings:
        return setting.default
    found = settings[key]
    if setting.kind == "decimal":
        return Decimal(str(found))
    return tuple(found) if setting.kind == "percentages" else found


def all_values(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Every key with what holds for this body."""
    return {key: value(settings, key) for key in SETTINGS}


def check(settings: Mapping[str, Any]) -> list[Problem]:
    """Unknown keys, and values that are not of their kind."""
    problems = []
    for key, found in settings.items():
        if key not in SETTINGS:
            problems.append(Problem("settings.unknown", "error", {"key": key}))
        elif not _fits(SETTINGS[key].kind, found):
            problems.append(Problem("settings.wrong_value", "error", {"key": key, "value": str(found)}))
    return problems


def plain(settings: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON keeps them."""
    return {k: str(v) if isinstance(v, Decimal) else list(v) if isinstance(v, tuple) else v for k, v in settings.items()}


def _fits(kind: str, found: Any) -> bool:
    if kind == "flag":
        return isinstance(found, bool)
    if kind == "whole":
        return isinstance(found, int) and not isinstance(found, bool) and found >= 0
    if kind == "percentages":
        return isinstance(found, list | tuple) and all(isinstance(x, int) and 0 < x <= 100 for x in found)
    return _is_amount(found)


def _is_amount(found: Any) -> bool:
    if isinstance(found, float | bool):
        return False
    try:
        amount = Decimal(str(found))
    except InvalidOperation:
        return False
    return amount.is_finite() and amount >= 0
