"""What is done with goods and services that arrive, and with what lies in stock. One file per group of verbs."""

from samkoeb.receiving.actions.batches import hold_batch, release_batch
from samkoeb.receiving.actions.counts import approve_count, count, refuse_count
from samkoeb.receiving.actions.despatch import despatch, receive_despatch
from samkoeb.receiving.actions.misdelivery import not_mine, resolve_misdelivery
from samkoeb.receiving.actions.receipts import register
from samkoeb.receiving.actions.replenish import put_suggestions_in_basket
from samkoeb.receiving.actions.reverse import reverse
from samkoeb.receiving.actions.stock import Take, create_location, issue, issue_all, set_min_max, transfer
from samkoeb.receiving.actions.telling import tell_of_count, tell_of_deviation, tell_of_held_batch, tell_of_uncovered
from samkoeb.receiving.queries import suggest

__all__ = [
    "Take",
    "approve_count",
    "count",
    "create_location",
    "despatch",
    "hold_batch",
    "issue",
    "issue_all",
    "not_mine",
    "put_suggestions_in_basket",
    "receive_despatch",
    "refuse_count",
    "register",
    "release_batch",
    "resolve_misdelivery",
    "reverse",
    "set_min_max",
    "suggest",
    "tell_of_count",
    "tell_of_deviation",
    "tell_of_held_batch",
    "tell_of_uncovered",
    "transfer",
]
