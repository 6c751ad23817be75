"""How long to wait before trying again, and when to stop: 1, 4, 16 minutes, then every 64; at last a person looks at it."""

from datetime import datetime, timedelta

TRIES = 5  # of handling a document
SENDING_TRIES = 48  # about two days, as mail servers do
# A document whose handling began so often without an outcome ends its worker each time (out of memory, a fault below Python).
STARTS = 25


def next_try(tries: int, at: datetime) -> datetime:
    """The instant of the next try after `tries` (at least one) that failed."""
    return at + timedelta(minutes=4 ** min(tries - 1, 3))


def is_over(tries: int, limit: int = TRIES) -> bool:
    return tries >= limit
