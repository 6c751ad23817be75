"""Who may say yes to an invoice: one person where all fits, two where it doesn't (four eyes; separation of duties, part 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from samkoeb.kernel.actor import Actor
from samkoeb.kernel.identifiers import finds_cpr
from samkoeb.kernel.problem import Problem
from samkoeb.organisations.logic import duties


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """amount: ex VAT. needs_two: something doesn't fit, or there was no order. requesters, order_approvers: of all orders answered.

    alone_up_to: the largest amount that the one who attests may also approve; order_limit: above it the order's approver may not.
    """

    reason: str
    amount: Decimal
    needs_two: bool
    needs_note: bool
    attested_by: int | None
    is_attested: bool
    requesters: Sequence[int | None]
    order_approvers: Sequence[int | None]
    alone_up_to: Decimal
    order_limit: Decimal


def check(facts: ApprovalFacts, *, note: str, by: Actor) -> list[Problem]:
    """Why this actor can't approve it now; empty when they can."""
    problems = check_text(note)
    if facts.reason == "bank_account":
        problems.append(Problem("invoice.bank_account_first"))
    if facts.needs_note and not note.strip():
        problems.append(Problem("invoice.reason_missing"))
    if facts.needs_two and not facts.is_attested:
        problems.append(Problem("invoice.not_attested"))
    if facts.needs_two and facts.amount > facts.alone_up_to and by.is_same_person(facts.attested_by):
        problems.append(Problem("invoice.attester_approves", "error", {"limit": facts.alone_up_to}))
    for requester in set(facts.requesters):
        problems += duties.approver_is_not_requester(by, requester)
    for approver in set(facts.order_approvers):
        problems += duties.invoice_approver_is_not_order_approver(by, approver, facts.amount, facts.order_limit)
    return list({p.code: p for p in problems}.values())


def attesting_is_enough(facts: ApprovalFacts) -> bool:
    """A small invoice without an order is attested and thereby approved; what deviates from an order never is."""
    return not facts.needs_note and facts.amount <= facts.alone_up_to


def check_text(text: str) -> list[Problem]:
    return [Problem("text.cpr")] if finds_cpr(text) else []


def check_reason_text(text: str) -> list[Problem]:
    """A no and a question are said in words too."""
    return [] if text.strip() else [Problem("invoice.text_missing")]
