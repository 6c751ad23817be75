"""How an invoice asks to be paid, and whether that is an account of the supplier that two people have confirmed (6.5 step 6: fraud).

A changed account on an invoice is the commonest fraud against public payers. An account that the invoice names must be one that was
confirmed, or the invoice waits; an invoice that names none is paid to the confirmed one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from samkoeb.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Means:
    """kind: iban, dk, fik, giro, or "" where the invoice names no account (or one that the platform can't pay to).

    account: IBAN, account number, or the creditor's FIK or giro number; card: "71", "73", "75", "01", "04", "15"; reference: its digits.
    """

    kind: str = ""
    account: str = ""
    registration: str = ""
    bic: str = ""
    card: str = ""
    reference: str = ""
    code: str = ""
    account_name: str = ""

    def as_facts(self) -> dict[str, str]:
        """For storing: only what is stated."""
        return {k: v for k, v in asdict(self).items() if v}


def read(*, code: str, account: str = "", branch: str = "", payment_id: str = "", account_name: str = "") -> Means:
    """From what EN 16931 BG-16 states. `branch` is the registration number for Danish accounts, the BIC elsewhere."""
    account = "".join(account.split()).upper()
    branch = "".join(branch.split()).upper()
    card, _, reference = payment_id.partition("#")
    common = {"code": code, "account_name": account_name}
    if code == "93":
        return Means(kind="fik", account=account, card=card, reference=_digits(reference), **common)
    if code == "50":
        return Means(kind="giro", account=account, card=card, reference=_digits(reference), **common)
    if account[:2].isalpha() and account[2:4].isdigit():
        return Means(kind="iban", account=account, bic=branch, **common)
    if account.isdigit() and branch.isdigit() and len(branch) <= 4:
        return Means(kind="dk", account=account, registration=branch.zfill(4), **common)
    return Means(code=code, account=account, registration=branch, account_name=account_name)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An account of the supplier that was proposed by one and confirmed by another."""

    id: int
    kind: str
    iban: str = ""
    registration: str = ""
    account: str = ""


def same_account(means: Means, confirmed: Iterable[Confirmed]) -> Confirmed | None:
    """The confirmed account that the invoice names, also where one writes it as IBAN and the other as registration and account number."""
    return next((c for c in confirmed if _key(means.kind, means.account, means.registration) == _confirmed_key(c)), None)


def check(means: Means, confirmed: Iterable[Confirmed]) -> list[Problem]:
    """An account that nobody confirmed is a deviation. The number is shown masked: the trail and the screens needn't hold it."""
    if not means.account:
        return []
    if same_account(means, confirmed) is not None:
        return []
    return [Problem("invoice.bank_account_unknown", "error", {"kind": means.kind or means.code, "ends_with": means.account[-4:]})]


def from_facts(stored: Mapping[str, str]) -> Means:
    return Means(**stored)


def _confirmed_key(account: Confirmed) -> tuple[str, ...]:
    return _key(account.kind, account.iban if account.kind == "iban" else account.account, account.registration)


def _key(kind: str, account: str, registration: str) -> tuple[str, ...]:
    """A Danish IBAN is DK + 2 check digits + 4 registration + 10 account digits."""
    if kind == "iban":
        account = "".join(account.split()).upper()
        if account.startswith("DK") and len(account) == 18:
            return ("dk", account[4:8], account[8:].lstrip("0"))
        return ("iban", account)
    if kind == "dk":
        return ("dk", registration.zfill(4), account.lstrip("0"))
    return (kind, account.lstrip("0"))


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
