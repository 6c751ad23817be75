"""What a person sends again, after something was put right: written anew from its facts where the room that wrote it can.

A row: document type → function(outbox key) → the document as it is written now, or None where its fact is no more.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries
from samkoeb.kernel.actor import Actor
from samkoeb.ordering import actions as ordering

STOPPED = "stopped"
WRITERS: dict[str, Callable[[str], bytes | None]] = {"order": ordering.order_as_document}


def send_again(outbound_id: int, *, by: Actor, at: datetime) -> Any:
    """What was stopped is written anew and checked again by the rules of the day; what else failed is sent as it was."""
    row = queries.outbound(by, outbound_id)
    write = WRITERS.get(row.document_type)
    payload = write(row.key) if write and row.state == STOPPED else None
    return exchange.send_again(outbound_id, by=by, at=at, payload=payload)
