"""The inbox: what arrived, what became of it and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.exchange import permissions
from samkoeb.exchange.logic import reason as reasons
from samkoeb.exchange.models import Inbound
from samkoeb.exchange.permissions import Facts
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem


def facts_of(inbound: Inbound) -> Facts:
    """Who is concerned by a document."""
    suppliers = frozenset(x for x in (inbound.sender_id, inbound.handed_in_by_id) if x is not None)
    return Facts(inbound.receiver_id, suppliers, inbound.handed_in_by_id)


def visible_to(actor: Actor) -> "QuerySet[Inbound]":
    """The rows that this actor may know of, newest first, without the raw bytes."""
    rows: QuerySet[Inbound] = Inbound.objects.defer("raw").select_related("sender", "receiver", "handed_in_by", "taken_by").order_by("-pk")
    if actor.is_operator:
        return rows
    own = actor.organisations(roles.SUPPLIER_USER)
    seen = Q(receiver_id__in=actor.organisations(*permissions.READERS)) | Q(sender_id__in=own) | Q(handed_in_by_id__in=own)
    if actor.holds(roles.ADMINISTRATOR):
        seen |= Q(receiver__isnull=True)
    return rows.filter(seen)


def inbox(
    actor: Actor, *, states: Iterable[str] = (), document_type: str = "", sender_id: int | None = None
) -> "QuerySet[Inbound]":
    """What arrived, newest first; `states` narrows ("set_aside": what waits for a person)."""
    rows = visible_to(actor)
    wanted = tuple(states)
    if wanted:
        rows = rows.filter(state__in=wanted)
    if document_type:
        rows = rows.filter(document_type=document_type)
    return rows if sender_id is None else rows.filter(sender_id=sender_id)


def inbound(actor: Actor, inbound_id: int) -> Inbound:
    """One arrival without its bytes; raises Inbound.DoesNotExist (also for what the actor may not know of)."""
    found: Inbound = visible_to(actor).get(pk=inbound_id)
    return found


def checked_of(inbound_id: int | None) -> dict[str, Any] | None:
    """What the rules say of the document that something was made of; who may see that thing may see this."""
    if inbound_id is None:
        return None
    found: dict[str, Any] | None = Inbound.objects.filter(pk=inbound_id).values_list("checked", flat=True).first()
    return found


def raw_of(actor: Actor, inbound_id: int) -> bytes:
    """The bytes exactly as they arrived."""
    return bytes(visible_to(actor).values_list("raw", flat=True).get(pk=inbound_id))


def reason_of(inbound: Inbound) -> list[Problem]:
    """Why it was put aside; `sentences.say` makes the sentences."""
    return reasons.problems(inbound.reason)


def waiting_count(actor: Actor) -> int:
    """How many arrivals wait for a person."""
    return inbox(actor, states=("set_aside",)).count()


def take(inbound_id: int, *, at: datetime) -> Inbound | None:
    """The document, locked for whoever handles it now; None when another does, or when it is done. Needs the caller's transaction."""
    transactions.required()
    return _to_handle.first(inbound_id, at)


@asked
def _to_handle(inbound_id: int, at: datetime) -> QuerySet[Inbound]:
    rows = Inbound.objects.filter(pk=inbound_id, state="received").exclude(not_before__gt=at)
    return rows.select_for_update(of=("self",), skip_locked=True)


def same_fact(once: str | None) -> Inbound | None:
    """The document that was handled under this key (logic/once.py), if any; until the transaction ends nobody else may ask for it."""
    if once is None:
        return None
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7265))", [once])
    return _handled_once.first(once)


@asked
def _handled_once(once: str) -> QuerySet[Inbound]:
    return Inbound.objects.defer("raw").filter(once=once)
