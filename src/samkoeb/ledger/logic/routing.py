"""Where an invoice is paid: the account that it names if two people have confirmed it and it has rested, else the supplier's own (6.5 step 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.iso20022 import routes
from samkoeb.documents.model import DanishAccount, Fik, Giro, Iban, Route
from samkoeb.invoicing.logic.payment_means import Confirmed, Means, same_account
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import Problem


@dataclass(frozen=True, slots=True)
class Account:
    """A supplier's account that two people confirmed; it may be paid to from `pay_from`. The latest confirmed comes first."""

    confirmed: Confirmed
    pay_from: datetime
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Routed:
    """Either a route with the account it belongs to, or why there is none."""

    route: Route | None = None
    account_id: int | None = None
    problem: Problem | None = None


def route(means: Means, accounts: Sequence[Account], *, at: datetime) -> Routed:
    """`means` as the invoice states them."""
    if means.account:
        found = same_account(means, [a.confirmed for a in accounts])
        if found is None:
            return Routed(problem=Problem("payment.account_unknown", "error", {"ends_with": means.account[-4:]}))
        account = next(a for a in accounts if a.confirmed.id == found.id)
        if account.pay_from > at:
            return Routed(problem=Problem("payment.account_rests", "error", {"until": str(calendar.day_of(account.pay_from))}))
    else:
        payable = [a for a in accounts if a.pay_from <= at and a.confirmed.kind in ("iban", "dk")]
        if not payable:
            resting = [a.pay_from for a in accounts if a.pay_from > at]
            rests = Problem("payment.account_rests", "error", {"until": str(min(resting).date())}) if resting else None
            return Routed(problem=rests or Problem("payment.account_missing"))
        account = payable[0]
    way = _way(means, account)
    try:
        routes.check(way)
    except DocumentFault as fault:
        return Routed(problem=Problem(f"documents.{fault.code}", "error", fault.facts))
    return Routed(way, account.confirmed.id)


def _way(means: Means, account: Account) -> Route:
    """In the spelling of the confirmed account, with the invoice's reference."""
    confirmed = account.confirmed
    if confirmed.kind == "fik":
        digits = routes.FIK_REFERENCE.get(means.card, 0)
        return Fik(means.card, confirmed.account, means.reference.zfill(digits) if digits and means.reference else "")
    if confirmed.kind == "giro":
        digits = routes.GIRO_REFERENCE.get(means.card, 0)
        return Giro(means.card, confirmed.account, means.reference.zfill(digits) if digits and means.reference else "")
    if confirmed.kind == "iban":
        return Iban(confirmed.iban, account.bic)
    return DanishAccount(confirmed.registration, confirmed.account)


def as_facts(way: Route) -> dict[str, str]:
    """For storing with the payment, and back by `from_facts`."""
    match way:
        case Iban():
            return {"kind": "iban", "iban": way.iban, "bic": way.bic}
        case DanishAccount():
            return {"kind": "dk", "registration": way.registration, "account": way.account}
        case Fik():
            return {"kind": "fik", "card": way.kind, "account": way.creditor, "reference": way.reference}
        case Giro():
            return {"kind": "giro", "card": way.kind, "account": way.account, "reference": way.reference}


def from_facts(facts: dict[str, str]) -> Route:
    """KeyError for facts that `as_facts` didn't make."""
    kind = facts["kind"]
    if kind == "iban":
        return Iban(facts["iban"], facts["bic"])
    if kind == "dk":
        return DanishAccount(facts["registration"], facts["account"])
    if kind == "fik":
        return Fik(facts["card"], facts["account"], facts["reference"])
    return Giro(facts["card"], facts["account"], facts["reference"])


def debtor(numbers: dict[str, str]) -> Iban | DanishAccount | None:
    """The body's own account as its chart keeps it."""
    if numbers.get("iban"):
        return Iban(numbers["iban"], numbers.get("bic", ""))
    if numbers.get("registration_number") and numbers.get("account_number"):
        return DanishAccount(numbers["registration_number"], numbers["account_number"])
    return None
