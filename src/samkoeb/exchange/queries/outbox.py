"""The outbox: what leaves, where it stands, and what an operator may fetch."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from samkoeb.exchange import permissions
from samkoeb.exchange.logic import reason
from samkoeb.exchange.models import Outbound
from samkoeb.exchange.permissions import Facts
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem

UNSENT = ("failed", "unclear", "stopped")  # what waits for a person


def facts_of(outbound: Outbound) -> Facts:
    suppliers = frozenset() if outbound.recipient_id is None else frozenset({outbound.recipient_id})
    return Facts(outbound.sender_id, suppliers)


def visible_to(actor: Actor) -> "QuerySet[Outbound]":
    """The rows that this actor may know of, newest first, without the bytes."""
    rows: QuerySet[Outbound] = Outbound.objects.defer("payload").select_related("sender", "recipient").order_by("-pk")
    if actor.is_operator:
        return rows
    # A letter's text may hold a one-time link: only the sender's own people see letters (a supplier finds them in the mail).
    own = Q(recipient_id__in=actor.organisations(roles.SUPPLIER_USER)) & ~Q(document_type="letter")
    seen = Q(sender_id__in=actor.organisations(*permissions.READERS)) | own
    if actor.holds(roles.ADMINISTRATOR):
        seen |= Q(sender__isnull=True)
    return rows.filter(seen)


def outbox(actor: Actor, *, states: Iterable[str] = (), document_type: str = "") -> "QuerySet[Outbound]":
    """What leaves, newest first; `states` narrows (UNSENT: what waits for a person)."""
    rows = visible_to(actor)
    wanted = tuple(states)
    if wanted:
        rows = rows.filter(state__in=wanted)
    return rows.filter(document_type=document_type) if document_type else rows


def outbound(actor: Actor, outbound_id: int) -> Outbound:
    """Raises Outbound.DoesNotExist."""
    found: Outbound = visible_to(actor).get(pk=outbound_id)
    return found


def failure_of(row: Outbound) -> Problem | None:
    """Why it has not left; `sentences.say` makes the sentence."""
    return reason.of_line(row.failure) if row.failure and row.state not in ("sent", "cancelled") else None


def stopped_under(key: str) -> Outbound | None:
    """The document that tells this fact, if a rule stops it: for the page of the fact itself, which decides who may see it."""
    found: Outbound | None = Outbound.objects.defer("payload").filter(key=key, state="stopped").first()
    return found


def payload_of(actor: Actor, outbound_id: int) -> bytes:
    """The document exactly as it leaves."""
    return bytes(visible_to(actor).values_list("payload", flat=True).get(pk=outbound_id))


def fetchable(actor: Actor, *, after: int = 0, limit: int = 100) -> list[Outbound]:
    """Documents from or to the actor's organisations in the order in which they were released (see actions/release.py), `after` the
    `released` of the last one that was fetched. What was not checked yet, or was stopped, is not among them."""
    rows = visible_to(actor).exclude(state__in=("cancelled", "stopped")).exclude(document_type="letter")
    return list(rows.filter(released__gt=after).order_by("released")[:limit])
