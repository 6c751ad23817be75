"""Catalogues under one agreement take turns. The agreement's own row is left to those who order: a long file must not hold up a ward."""

from django.db import connection

from samkoeb.base import transactions


def one_at_a_time(agreement_id: int) -> None:
    """Wait until no other catalogue is read or decided under this agreement; the turn ends with the transaction."""
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7265))", [f"catalogues of agreement {agreement_id}"])
