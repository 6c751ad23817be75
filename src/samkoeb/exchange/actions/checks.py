"""The public page that checks documents is asked a limited number of times an hour by each address."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from samkoeb.base import transactions
from samkoeb.exchange.models import CheckTurns
from samkoeb.kernel.problem import Problem, refuse

KEPT = timedelta(hours=2)
_COUNT = """
INSERT INTO exchange_checkturns (address, since, count) VALUES (%s, %s, 1)
ON CONFLICT (address, since) DO UPDATE SET count = exchange_checkturns.count + 1 RETURNING count
"""


def count_check(who: str, *, at: datetime) -> None:
    """One more from there in this hour. Refuses check.too_often. Who it was can't be read from what is kept."""
    address = hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()
    since = at.replace(minute=0, second=0, microsecond=0)
    with transactions.owns(), connection.cursor() as cursor:
        cursor.execute(_COUNT, [address, since])
        (count,) = cursor.fetchone()
    refuse([Problem("check.too_often", "error", {"most": settings.CHECKS_AN_HOUR})] if count > settings.CHECKS_AN_HOUR else [])


def forget_checks(at: datetime) -> int:
    """How many counts of hours long past were let go."""
    with transactions.owns():
        count, _by_model = CheckTurns.objects.filter(since__lt=at - KEPT).delete()
    return count
