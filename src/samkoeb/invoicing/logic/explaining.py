"""What is wrong with an invoice as a whole, and which queue that sends it to (6.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samkoeb.invoicing.logic.lifecycle import worst
from samkoeb.kernel.problem import Problem

# Problems of the document → queue. A warning that stands here holds the invoice too: it is suspicious, not wrong.
REASON_OF = {
    "invoice.bank_account_unknown": "bank_account",
    "invoice.payee_is_another": "bank_account",
    "invoice.looks_like_another": "duplicate",
    "invoice.other_body": "other_body",
    "invoice.currency_differs": "currency",
    "invoice.no_order": "no_order",
    "invoice.order_unknown": "no_order",
    "invoice.total_differs": "totals",
    "invoice.negative": "totals",
    "credit.no_reference": "credit",
    "credit.invoice_unknown": "credit",
    "credit.larger_than_open": "credit",
}


# What a credit note of the whole invoice doesn't put right: these are looked at all the same.
_STAYS = ("bank_account", "duplicate", "other_body", "currency")


def credited_in_full(reason_: str, *, payable: Decimal, credited: Decimal, currency: str) -> list[Problem]:
    """An invoice that is credited to the last cent costs nothing, whatever was wrong with it."""
    if not reason_ or reason_ in _STAYS or credited < payable or payable <= 0:
        return []
    return [Problem("invoice.credited_in_full", "warning", {"amount": str(credited), "currency": currency})]


def reason(problems: Iterable[Problem], match_reason: str = "") -> str:
    """The gravest; "" where nothing holds the invoice."""
    return worst({REASON_OF[p.code] for p in problems if p.code in REASON_OF} | ({match_reason} if match_reason else set()))


@dataclass(frozen=True, slots=True)
class Credited:
    """The invoice that a credit note credits. open: what is still to pay of it, less other credit notes."""

    number: str
    open: Decimal


def credit_problems(*, reference: str, credited: Credited | None, amount: Decimal, currency: str) -> list[Problem]:
    """A credit note belongs to an invoice. One that is larger than what is open is taken with a reason (6.5 step 7)."""
    if credited is None:
        code = "credit.invoice_unknown" if reference else "credit.no_reference"
        return [Problem(code, "error", {"number": reference})]
    if amount > credited.open:
        facts = {"number": credited.number, "amount": str(amount), "open": str(credited.open), "currency": currency}
        return [Problem("credit.larger_than_open", "error", facts)]
    return []


def order_problems(named: Iterable[str], known: Iterable[str]) -> list[Problem]:
    """No order is named, or one is that the supplier doesn't have from us."""
    named, found = tuple(named), set(known)
    if not named:
        return [Problem("invoice.no_order", "error")]
    return [Problem("invoice.order_unknown", "error", {"number": number}) for number in named if number not in found]


def stored(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """As rows keep findings: facts as plain values."""
    return [
        {
            "code": p.code,
            "severity": p.severity,
            "facts": {k: v if isinstance(v, int | str | bool) else str(v) for k, v in p.facts.items()},
        }
        for p in problems
    ]


def restored(rows: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Back again; `sentences.say` makes the words."""
    return [Problem(row["code"], row.get("severity", "error"), row["facts"]) for row in rows]
