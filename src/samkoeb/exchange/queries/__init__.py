"""What can be asked of documents on their way: the inbox, the outbox, links and keys."""

from samkoeb.exchange.queries.inbox import (
    checked_of,
    facts_of,
    inbound,
    inbox,
    raw_of,
    reason_of,
    same_fact,
    take,
    waiting_count,
)
from samkoeb.exchange.queries.keys import actor_of, api_keys, key_holder
from samkoeb.exchange.queries.links import link
from samkoeb.exchange.queries.outbox import UNSENT, failure_of, fetchable, outbound, outbox, payload_of, stopped_under
from samkoeb.exchange.queries.rules import check, validate
from samkoeb.exchange.queries.waiting import due_counts

__all__ = [
    "UNSENT",
    "actor_of",
    "api_keys",
    "check",
    "checked_of",
    "due_counts",
    "facts_of",
    "failure_of",
    "fetchable",
    "inbound",
    "inbox",
    "key_holder",
    "link",
    "outbound",
    "outbox",
    "payload_of",
    "raw_of",
    "reason_of",
    "same_fact",
    "stopped_under",
    "take",
    "validate",
    "waiting_count",
]
