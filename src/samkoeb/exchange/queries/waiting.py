"""What waits in the inbox and the outbox for a worker."""

from datetime import datetime

from django.db import connection

_DUE = """
SELECT (SELECT count(*) FROM (SELECT FROM exchange_inbound
                              WHERE state = 'received' AND (not_before IS NULL OR not_before <= %(at)s) LIMIT %(most)s) AS arrived),
       (SELECT count(*) FROM (SELECT FROM exchange_outbound
                              WHERE state IN ('waiting', 'sending') AND (not_before IS NULL OR not_before <= %(at)s) LIMIT %(most)s) AS leaving)
"""


def due_counts(at: datetime, *, most: int = 1000) -> tuple[int, int]:
    """How many documents wait to be handled and how many to leave, each counted up to `most`; also those that a worker has at hand."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"at": at, "most": most})
        arrived, leaving = cursor.fetchone()
    return arrived, leaving
