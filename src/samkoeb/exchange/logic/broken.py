"""A document that breaks rules: who is told what, and what a person may decide about it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from samkoeb.documents.model.message_response import Fault, MessageResponse
from samkoeb.documents.model.party import Identifier
from samkoeb.exchange.logic import checked as checks
from samkoeb.exchange.logic import reason as reasons
from samkoeb.kernel import calendar
from samkoeb.kernel.identifiers import finds_cpr
from samkoeb.kernel.problem import Problem

BREAKS_RULES = "exchange.breaks_rules"
LONGEST_DECISION = 500
TOLD = 20  # faults in one answer; who mends these is told of the next
# Their importer weighs each line by itself: what the rules find is shown beside its faults and stops nothing.
WEIGHED = frozenset({"catalogue", "catalogue_file"})


def check(document_type: str, checked: checks.Checked | None) -> Iterator[Problem]:
    """What stops a document that arrived."""
    if checked and document_type not in WEIGHED and checks.stops(checked):
        yield Problem(BREAKS_RULES, "error", {"count": checks.stops(checked), "rules": checks.named(checked)})


def check_decision(why: str) -> Iterator[Problem]:
    if not why.strip():
        yield Problem("exchange.say_why")
    if len(why.strip()) > LONGEST_DECISION:
        yield Problem("exchange.say_shorter", "error", {"longest": LONGEST_DECISION})
    if finds_cpr(why):
        yield Problem("text.cpr", "error", {"field": "why"})


def check_breaks_rules(reason: dict[str, Any] | None) -> Iterator[Problem]:
    """Only what was put aside for its rules can be taken in, or rejected, in spite of them."""
    if not any(problem.code == BREAKS_RULES for problem in reasons.problems(reason)):
        yield Problem("exchange.breaks_no_rules")


def sentences(checked: checks.Checked, language: str) -> list[str]:
    """What is wrong, for the sender: place, rule and plain words where there are any, else the publisher's own."""
    return [f"{_where(one, language)}: [{one['id']}] {_plain(one, language)}" for one in checks.stopping(checked)[:TOLD]]


def answer(
    checked: checks.Checked, *, number: str, document_number: str, sender: Identifier, receiver: Identifier, at: datetime
) -> MessageResponse:
    """The Message Level Response to a document for which no response of its own exists."""
    here = at.astimezone(calendar.COPENHAGEN)
    return MessageResponse(
        number=number,
        issued_on=here.date(),
        issued_time=here.time().replace(microsecond=0, tzinfo=None),
        sender=sender,
        receiver=receiver,
        document_number=document_number,
        description=f"Dokumentet bryder reglerne / The document breaks the rules: {checks.named(checked)}",
        faults=tuple(Fault(location=one["location"], description=f"[{one['id']}] {_plain(one, 'da')}") for one in checks.stopping(checked)[:TOLD]),
    )


def _where(one: dict[str, Any], language: str) -> str:
    return f"{'Linje' if language == 'da' else 'Line'} {one['line']}" if one["line"] else str(one["location"])


def _plain(one: dict[str, Any], language: str) -> str:
    return checks.plain(one, language) or str(one["message"])
