"""What follows from what happened: event → actions. At least once, each event's actions and its removal in one transaction.

A room adds a reaction with a row: the event's name (as it is told by `audit.tell`) and functions (payload, at). They join the open
transaction, so all of an event's actions are kept, or none; and they bear to be called again.
"""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError

from samkoeb.agreements import actions as agreements
from samkoeb.audit import events
from samkoeb.base import transactions
from samkoeb.exchange.logic import waiting
from samkoeb.invoicing import actions as invoicing
from samkoeb.ledger import actions as ledger
from samkoeb.ordering import actions as ordering
from samkoeb.receiving import actions as receiving

log = logging.getLogger(__name__)
Reaction = Callable[[dict[str, Any], datetime], Any]


def _rematch_order(payload: dict[str, Any], at: datetime) -> None:
    invoicing.rematch_order(payload["order_id"], at=at)


def _rematch_orders(payload: dict[str, Any], at: datetime) -> None:
    for order_id in payload["order_ids"]:
        invoicing.rematch_order(order_id, at=at)


def _rematch_invoice(payload: dict[str, Any], at: datetime) -> None:
    invoicing.match(payload["invoice_id"], at=at)


def _rematch_supplier(payload: dict[str, Any], at: datetime) -> None:
    invoicing.rematch_supplier(payload["supplier_id"], at=at)


def _post_receipt(payload: dict[str, Any], at: datetime) -> None:
    ledger.post_receipt(payload["receipt_id"], at=at)


def _post_invoice(payload: dict[str, Any], at: datetime) -> None:
    ledger.post_invoice(payload["invoice_id"], at=at)


def _ceiling_warned(payload: dict[str, Any], at: datetime) -> None:
    agreements.tell_of_ceiling(payload["agreement_id"], at=at)


def _ceiling_exceeded(payload: dict[str, Any], at: datetime) -> None:
    agreements.tell_of_ceiling(payload["agreement_id"], exceeded=True, at=at)


def _bank_account_waits(payload: dict[str, Any], at: datetime) -> None:
    agreements.tell_of_bank_account(payload["bank_account_id"], supplier_id=payload["supplier_id"], at=at)


def _deviation_reported(payload: dict[str, Any], at: datetime) -> None:
    receiving.tell_of_deviation(payload["receipt_id"], at=at)


def _count_waits(payload: dict[str, Any], at: datetime) -> None:
    receiving.tell_of_count(payload["count_id"], at=at)


def _batch_held(payload: dict[str, Any], at: datetime) -> None:
    receiving.tell_of_held_batch(payload["hold_id"], at=at)


def _receipt_uncovered(payload: dict[str, Any], at: datetime) -> None:
    receiving.tell_of_uncovered(payload["receipt_id"], at=at)


def _document_stopped(payload: dict[str, Any], at: datetime) -> None:
    if payload["document_type"] == "order":
        ordering.tell_of_stopped(payload["key"], at=at)


REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "agreements.ceiling.warned": (_ceiling_warned,),
    "agreements.ceiling.exceeded": (_ceiling_exceeded,),
    "exchange.outbound.stopped": (_document_stopped,),
    "invoicing.credit_note.approved": (_rematch_invoice,),
    "invoicing.invoice.approved": (_post_invoice,),
    "invoicing.invoice.rejected": (_rematch_orders,),
    "ordering.order.answered": (_rematch_order,),
    "ordering.order.cancelled": (_rematch_order,),
    "organisations.bank_account.confirmed": (_rematch_supplier,),
    "organisations.bank_account.proposed": (_bank_account_waits,),
    "receiving.batch.held": (_batch_held,),
    "receiving.count.waits": (_count_waits,),
    "receiving.deviation.reported": (_deviation_reported,),
    "receiving.receipt.uncovered": (_receipt_uncovered,),
    "receiving.receipt.registered": (_post_receipt, _rematch_order),
}


def drain(at: datetime, *, limit: int = 10_000) -> int:
    """How many events were acted on. Several workers may drain at the same time: each takes what no other has locked."""
    done = 0
    while done < limit and _act_on_next(at):
        done += 1
    return done


def _act_on_next(at: datetime) -> bool:
    with transactions.owns():
        event = events.take(at)
        if event is None:
            return False
        try:
            with transactions.attempt():
                for react in REACTIONS.get(event.name, ()):
                    react(event.payload, at)
                transactions.settle()
                events.remove(event)
        except (OperationalError, InterfaceError):
            raise  # the database went away or ended a deadlock: nothing of this happened
        except Exception:
            tries = event.tries + 1
            log.exception("event %s %s failed (try %s)", event.pk, event.name, tries)
            until = None if waiting.is_over(tries) else waiting.next_try(tries, at)
            events.put_off(event, failure=traceback.format_exc(), until=until, at=at)
    return True
