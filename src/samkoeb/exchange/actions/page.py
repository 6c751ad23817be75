"""What a supplier types on a page of ours is made the document that its own system would have sent: kept as any other, handled at once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from samkoeb.base import transactions
from samkoeb.exchange.actions.mark import mark_taken
from samkoeb.exchange.actions.receive import receive
from samkoeb.exchange.models import Inbound
from samkoeb.exchange.queries.inbox import take
from samkoeb.kernel.actor import Actor

CHANNEL = "page"


class Dated(Protocol):
    """What every document is known by."""

    @property
    def number(self) -> str: ...

    @property
    def issued_on(self) -> date: ...


def hand_in(
    raw: bytes,
    document: Dated,
    *,
    document_type: str,
    file_name: str,
    sender_id: int,
    receiver_id: int,
    handle: Callable[[Inbound], str],
    first: Callable[[], object] = lambda: None,
    by: Actor,
    at: datetime,
) -> Inbound:
    """`handle` is what `process` would do with it, and `first` what must hold in the same transaction (a link is used up). The document
    is kept even where it is then refused."""
    inbound = receive(raw, channel=CHANNEL, file_name=file_name, handed_in_by_id=sender_id, at=at, by=by)
    with transactions.owns():
        first()
        taken = take(inbound.pk, at=at)
        if taken is None:
            # The worker was faster: it does the same.
            return inbound
        result = handle(taken)
        return mark_taken(
            taken,
            state="handled",
            document_type=document_type,
            document_number=document.number,
            issued_on=document.issued_on,
            sender_id=sender_id,
            receiver_id=receiver_id,
            result=result,
            at=at,
            by=by,
        )
