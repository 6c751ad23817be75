"""What happens with what arrives: document type → action.

A room adds a handler with a row: type (as `documents.read` names it) → function(document, inbound, by=, at=) that does its work and
says what became of it ("invoicing.invoice:17"). `document` is the canonical model; of a catalogue it is the envelope alone, and its
lines are streamed from `inbound.raw`. The handler joins the open transaction: its facts and the mark "handled" are kept together or
not at all, so a kill leaves the document waiting, and it is handled once.

Some refusals are answered to the sender: problem code → function(document, inbound, problem, at=), in the transaction of "set aside".
"""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError

from samkoeb import documents
from samkoeb.base import transactions
from samkoeb.catalogue import actions as catalogue
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries
from samkoeb.exchange.logic import arrival, once, waiting
from samkoeb.exchange.logic.broken import BREAKS_RULES
from samkoeb.exchange.logic.broken import check as check_rules
from samkoeb.invoicing import actions as invoicing
from samkoeb.invoicing.actions.respond import refuse_unknown_receiver
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.ordering import actions as ordering
from samkoeb.organisations import queries as organisations
from samkoeb.process import broken, parties
from samkoeb.receiving import actions as receiving

log = logging.getLogger(__name__)
BATCH = 20
BY = operator("inbound")
Handler = Callable[..., str]
Answer = Callable[..., None]

HANDLERS: dict[str, Handler] = {
    "catalogue": catalogue.handle_document,
    "catalogue_file": catalogue.handle_document,
    "order_response": ordering.receive_response,
    "despatch_advice": receiving.receive_despatch,
    "invoice": invoicing.register,
    "credit_note": invoicing.register,
}


def _answer_unknown_receiver(document: Any, inbound: Any, problem: Problem, *, at: datetime) -> None:
    supplier = organisations.organisation(inbound.sender_id)
    refuse_unknown_receiver(document, supplier, inbound_id=inbound.pk, gln=str(problem.facts["gln"]), at=at)


ANSWERS: dict[str, Answer] = {
    BREAKS_RULES: broken.answer,
    "invoice.gln_unknown": _answer_unknown_receiver,
}


class Duplicate(Exception):
    """The same content was handled before, from another hand."""

    def __init__(self, earlier_id: int) -> None:
        self.problem = Problem("exchange.same_content", "error", {"earlier": earlier_id})
        super().__init__(str(self.problem))


def handle_waiting(at: datetime, *, limit: int = 10_000) -> int:
    """How many documents got an outcome. What fails unexpectedly waits for a later instant and holds up nobody."""
    done = 0
    while done < limit:
        ids = exchange.begin(min(BATCH, limit - done), at=at)
        if not ids:
            break
        done += sum(handle(inbound_id, at) for inbound_id in ids)
    return done


def handle(inbound_id: int, at: datetime) -> bool:
    """Read one document and do what it asks. False when another worker has it, or when it is done already."""
    with transactions.owns():
        inbound = queries.take(inbound_id, at=at)
        if inbound is None:
            return False
        known: dict[str, Any] = {}
        state, outcome = _outcome(inbound, known, at)
        if state == "failed":
            exchange.fail(inbound_id, failure=outcome["failure"], at=at)
        else:
            exchange.mark_taken(inbound, state=state, at=at, by=BY, **known, **outcome)
    return True


def _outcome(inbound: Any, known: dict[str, Any], at: datetime) -> tuple[str, dict[str, Any]]:
    """The state it ends in, with result or reason. What is undone is undone by the savepoint; what was learnt stays in `known`."""
    if inbound.starts > waiting.STARTS:
        return "set_aside", {"reason": Problem("exchange.keeps_stopping", "error", {"starts": inbound.starts})}
    try:
        with transactions.attempt():
            result = _handle(inbound, known, at)
            transactions.settle()
        return "handled", {"result": result}
    except Refused as refused:
        _answer(inbound, refused, at)
        return "set_aside", {"reason": refused.problems}
    except documents.DocumentFault as fault:
        return "set_aside", {"reason": Problem(f"documents.{fault.code}", "error", fault.facts)}
    except Duplicate as duplicate:
        return "duplicate", {"reason": duplicate.problem}
    except (OperationalError, InterfaceError):
        raise  # the database went away or ended a deadlock: nothing of this happened, the document still waits
    except Exception:
        log.exception("inbound %s failed (try %s)", inbound.pk, inbound.tries + 1)
        return "failed", {"failure": traceback.format_exc()}


def _answer(inbound: Any, refused: Refused, at: datetime) -> None:
    for problem in refused.problems:
        if problem.code in ANSWERS:
            ANSWERS[problem.code](inbound.document, inbound, problem, at=at)


def _handle(inbound: Any, known: dict[str, Any], at: datetime) -> str:
    raw, on = bytes(inbound.raw), calendar.day_of(at)
    if arrival.is_spreadsheet(raw, inbound.file_name):
        known.update(document_type="catalogue_file", sender_id=inbound.handed_in_by_id)
        return _handler("catalogue_file")(None, inbound, by=BY, at=at)

    if inbound.checked is None:
        inbound.checked = queries.check(raw, on=on)
    found = documents.envelope(raw, on=on, limits=broken.limits())
    known.update(document_type=found.type, document_number=found.number, issued_on=found.issued_on)
    sender, receiver = parties.sides(found, raw, on)
    known["receiver_id"] = parties.organisation_id(receiver, on)
    known["sender_id"] = _sender_id(sender, inbound.handed_in_by_id, on)
    _refuse_used_number(inbound, known, sender.name)

    for name, value in known.items():  # the handler sees what was found
        setattr(inbound, name, value)
    inbound.document = found.model if isinstance(found, documents.ReadDocument) else found
    handler = _handler(found.type)
    if inbound.taken_at is None:  # else a person has said that it is taken in all the same
        refuse(check_rules(found.type, inbound.checked))
    return handler(inbound.document, inbound, by=BY, at=at)


def _handler(document_type: str) -> Handler:
    if document_type not in HANDLERS:
        raise Refused([Problem("exchange.no_handler", "error", {"document_type": document_type})])
    return HANDLERS[document_type]


def _sender_id(sender: parties.Side, handed_in_by_id: int | None, on: Any) -> int:
    """Who it is from; refuses strangers, and a supplier that hands in another's document."""
    sender_id = parties.organisation_id(sender, on)
    if sender_id is None:
        raise Refused([Problem("exchange.unknown_sender", "error", {"name": sender.name, "identifiers": sender.written})])
    if handed_in_by_id is not None and organisations.body_on(handed_in_by_id, on) != sender_id:
        hand = organisations.organisation(handed_in_by_id)
        if hand.kind == "supplier":
            raise Refused([Problem("exchange.sender_is_another", "error", {"name": sender.name, "handed_in_by": hand.name})])
    return sender_id


def _refuse_used_number(inbound: Any, known: dict[str, Any], name: str) -> None:
    key = once.once_key(known["document_type"], known["document_number"], known["sender_id"], known["issued_on"])
    earlier = queries.same_fact(key)
    if earlier is None:
        return
    if earlier.sha256 == inbound.sha256:
        raise Duplicate(earlier.pk)
    facts = {"name": name, "number": known["document_number"], "earlier": earlier.pk}
    raise Refused([Problem("exchange.number_used_before", "error", facts)])
