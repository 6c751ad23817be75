"""Release: nothing leaves that breaks a rule of its type on the day. Decided by the worker that sends, in the transaction of its claim."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from samkoeb.audit import actions as audit
from samkoeb.documents.validation import RuleFileError
from samkoeb.exchange.logic import checked, reason, waiting
from samkoeb.exchange.logic.lifecycle import OUTBOUND
from samkoeb.exchange.models import Outbound
from samkoeb.exchange.queries import rules
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import operator
from samkoeb.organisations import actions as organisations_do
from samkoeb.organisations import queries as organisations

log = logging.getLogger(__name__)
XML = "application/xml"

# Numbers are given in the order of the commits: whoever has fetched up to a number has missed nothing before it.
_NUMBER = """
WITH given AS (SELECT id, nextval(pg_get_serial_sequence('exchange_outbound', 'id')) AS number FROM unnest(%s::bigint[]) AS wanted(id))
UPDATE exchange_outbound AS kept SET released = given.number FROM given WHERE kept.id = given.id
"""


def passes(row: Outbound, at: datetime) -> bool:
    """Whether a row that is locked here may leave. One that may not is stopped with what was found, and its people are told."""
    if row.released is not None or row.media_type != XML:
        return True
    try:
        told = rules.check(bytes(row.payload), on=calendar.day_of(at))
    except RuleFileError as error:
        _put_off(row, at, reason.line("exchange.rules_unusable", str(error)))
        return False
    row.checked = told if checked.asked(told) else None  # a payment file has no rules of this kind
    if not checked.stops(row.checked):
        return True
    _stop(row, at)
    return False


def tell_administrators(row: Outbound, kind: str, at: datetime) -> None:
    """Of the body that sends. What no body sends (a digest, a new password) is told to nobody: that letter would fare no better."""
    if row.sender_id is not None:
        people = organisations.people_with_role(roles.ADMINISTRATOR, row.sender_id, None, calendar.day_of(at))
        organisations_do.notify(people, kind=kind, reference=str(row.pk), path=f"/admin/outbox/{row.pk}/", at=at)


def note_released(rows: Sequence[Outbound]) -> None:
    """The last statement of the claim: until it commits, nobody else gives numbers."""
    fresh = [row.pk for row in rows if row.released is None]
    if fresh:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7265, 3)")
            cursor.execute(_NUMBER, [fresh])


def _stop(row: Outbound, at: datetime) -> None:
    assert row.checked is not None
    row.state = OUTBOUND.take("stop", row.state)
    row.save(update_fields=["state", "checked"])
    audit.record(
        "exchange.outbound.stopped", row, by=operator("outbox"), at=at, body_id=row.sender_id, type=row.document_type,
        rules=row.checked["ids"], count=checked.stops(row.checked),
    )  # fmt: skip
    audit.tell("exchange.outbound.stopped", at=at, outbound_id=row.pk, document_type=row.document_type, key=row.key)
    tell_administrators(row, "document_stopped", at)
    log.error("outbound %s breaks %s and is stopped", row.pk, checked.named(row.checked))


def _put_off(row: Outbound, at: datetime, failure: str) -> None:
    """A rule set of the house can't be used on this node: nobody knows whether the document may leave, so it waits."""
    row.tries, row.failure, row.not_before = row.tries + 1, failure[:4000], waiting.next_try(row.tries + 1, at)
    row.save(update_fields=["tries", "failure", "not_before"])
    log.error("outbound %s could not be checked, and will be tried again: %s", row.pk, failure)
