"""Transactions, said by intention: an action owns one; an action called by another joins the one that is open."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def owns() -> Iterator[None]:
    """The transaction of an action.

    Opens one where none is open. Inside another action it joins that one, without a savepoint: what the inner action refuses,
    the outer one can't half keep.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield


@contextmanager
def attempt() -> Iterator[None]:
    """A savepoint: what fails inside is undone, and the open transaction goes on. For batches where one bad thing may not stop the rest."""
    with transaction.atomic():
        yield


def required() -> None:
    """Refuse to go on outside a transaction: the caller owns the lock that this needs."""
    if not connection.in_atomic_block:
        raise RuntimeError("this needs the caller's transaction")


def settle() -> None:
    """Check now what the database would check at the commit (deferred constraints and triggers), while a savepoint can still undo it."""
    connection.check_constraints()
