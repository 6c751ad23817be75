"""A supplier's account: whether its numbers can be right, and when it may first be paid to (F9, 6.5 step 6)."""

from datetime import datetime, timedelta

from samkoeb.kernel import identifiers
from samkoeb.kernel.problem import Problem

KINDS = ("iban", "dk", "fik", "giro")


def check(kind: str, *, iban: str = "", registration_number: str = "", account_number: str = "") -> list[Problem]:
    """IBAN by its check digits; a Danish account as four and up to ten digits; FIK creditor and giro numbers as up to eight digits."""
    if kind == "iban":
        right = identifiers.is_iban(iban)
    elif kind == "dk":
        right = _digits(registration_number, 4, 4) and _digits(account_number, 1, 10)
    elif kind in ("fik", "giro"):
        right = _digits(account_number, 4, 8)
    else:
        right = False
    return [] if right else [Problem("bank_account.number_wrong", "error", {"kind": kind})]


def check_call_back(note: str) -> list[Problem]:
    """Who was called, on which known number: without that note an account is never confirmed."""
    return [] if note.strip() else [Problem("bank_account.call_back_missing")]


def pay_from(confirmed_at: datetime, *, is_first: bool, quarantine_hours: int) -> datetime:
    """A first account protects no older one; a changed one rests."""
    return confirmed_at if is_first else confirmed_at + timedelta(hours=quarantine_hours)


def _digits(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and least <= len(text) <= most
