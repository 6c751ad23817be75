"""Transactions, said by intention: an action owns one; an action called by another joins the one that is open."""

import logging
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction

log = logging.getLogger(__name__)
T = TypeVar("T")

# What the open transaction has asked about the house itself (`known`); None outside one.
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


@contextmanager
def owns() -> Iterator[None]:
    """The transaction of an action.

    Opens one where none is open. Inside another action it joins that one, without a savepoint: what the inner action refuses,
    the outer one can't half keep.
    """
    if connection.in_atomic_block and _known.get() is not None:
        yield
        return
    began = _known.set({})
    try:
        with nullcontext() if connection.in_atomic_block else transaction.atomic():
            yield
    finally:
        _known.reset(began)


@contextmanager
def looking() -> Iterator[None]:
    """A page that only shows asks what `known` knows once, too. An action called inside still opens a transaction and asks for itself."""
    began = _known.set({})
    try:
        yield
    finally:
        _known.reset(began)


def known(key: Hashable, ask: Callable[[], Any]) -> Any:
    """What `ask` says, asked once in a transaction or a page (`looking`); outside both each time. For what every action must know and
    few ever change: which bodies follow which, where a unit lies. Nobody else sees it and it ends with the transaction; whoever
    changes it says `forget`.
    """
    facts = _known.get()
    if facts is None:
        return ask()
    if key not in facts:
        facts[key] = ask()
    return facts[key]


def forget() -> None:
    """What is known may have changed: ask again."""
    facts = _known.get()
    if facts is not None:
        facts.clear()


@contextmanager
def attempt() -> Iterator[None]:
    """A savepoint: what fails inside is undone, and the open transaction goes on. For batches where one bad thing may not stop the rest."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        forget()  # what was asked inside may be undone
        raise


def each(things: Iterable[T], act: Callable[[T], object]) -> int:
    """What a clock does to many things, each in its own transaction: one that fails is logged, and holds up none of the rest. How many
    were acted on (`act` says so)."""
    done = 0
    for thing in things:
        try:
            with owns():
                done += bool(act(thing))
        except (OperationalError, InterfaceError):
            raise  # the database went away or ended a deadlock: the next turn sees to what is left
        except Exception:
            log.exception("%s failed for %s", getattr(act, "__qualname__", act), thing)
    return done


def required() -> None:
    """Refuse to go on outside a transaction: the caller owns the lock that this needs."""
    if not connection.in_atomic_block:
        raise RuntimeError("this needs the caller's transaction")


def settle() -> None:
    """Check now what the database would check at the commit (deferred constraints and triggers), while a savepoint can still undo it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
