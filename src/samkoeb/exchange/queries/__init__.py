"""What can be asked of documents on their way: the inbox, the outbox, links and keys."""

from samkoeb.exchange.queries.inbox import facts_of, inbound, inbox, raw_of, reason_of, same_fact, take, waiting_count
from samkoeb.exchange.queries.keys import actor_of, api_keys, key_holder
from samkoeb.exchange.queries.links import link
from samkoeb.exchange.queries.outbox import fetchable, outbound, outbox, payload_of
from samkoeb.exchange.queries.waiting import due_counts

__all__ = [
    "actor_of",
    "api_keys",
    "due_counts",
    "facts_of",
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
    "take",
    "waiting_count",
]
