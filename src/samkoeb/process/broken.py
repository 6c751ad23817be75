"""What follows when a document that arrived breaks the rules of its type: the sender is answered, and a person decides.

An invoice is asked about (Invoice Response, under query: send a corrected one); taken in anyway, it is answered as any other; rejected, the
sender is told so for good. What has no response of its own is answered by a Message Level Response.
"""

from datetime import datetime
from typing import Any

from django.conf import settings

from samkoeb import documents
from samkoeb.base import transactions
from samkoeb.documents import model
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries
from samkoeb.exchange.logic import broken
from samkoeb.invoicing import actions as invoicing
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor, operator
from samkoeb.kernel.problem import Problem
from samkoeb.organisations import queries as organisations

INVOICES = frozenset({"invoice", "credit_note"})


def answer(document: Any, inbound: Any, problem: Problem, *, at: datetime) -> None:
    """In the transaction of "set aside"."""
    exchange.tell_of_broken(inbound, at=at)
    if inbound.document_type in INVOICES:
        language = organisations.language_of(organisations.organisation(inbound.sender_id))
        invoicing.ask_to_mend(document, inbound, faults=broken.sentences(inbound.checked, language), at=at)
    else:
        exchange.answer_broken(document, inbound, at=at)


def reject(inbound_id: int, *, why: str, by: Actor, at: datetime) -> None:
    """For good: the supplier of an invoice is told, in the person's own words. Another document's sender knows already."""
    with transactions.owns():
        inbound = exchange.reject(inbound_id, why=why, by=by, at=at)
        if inbound.document_type in INVOICES:
            raw = queries.raw_of(operator("inbound"), inbound_id)
            found = documents.read(raw, on=calendar.day_of(inbound.received_at), limits=limits())
            assert isinstance(found.model, model.Invoice)
            invoicing.refuse_broken(found.model, inbound, why=why, at=at)


def limits() -> documents.Limits:
    allowed = settings.XML_LIMITS
    return documents.Limits(bytes=allowed["max_bytes"], elements=allowed["max_elements"], depth=allowed["max_depth"])
