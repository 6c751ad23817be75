"""An order whose document breaks a rule does not leave: who ordered is told, and it is written anew once its facts are put right."""

from datetime import datetime

from samkoeb.documents.ubl import order as ubl
from samkoeb.ordering import queries
from samkoeb.ordering.actions.send import document_key
from samkoeb.ordering.logic.as_document import order_document
from samkoeb.ordering.models import Order
from samkoeb.organisations import actions as organisations_do

_PREFIX = document_key("")


def order_as_document(key: str) -> bytes | None:
    """The order of this outbox key as it would be written now; None where there is no such order."""
    order = _order(key)
    return None if order is None else ubl.write(order_document(queries.document_facts([order])[order.pk]))


def tell_of_stopped(key: str, *, at: datetime) -> None:
    """Who ordered waits for goods that nobody was asked for."""
    order = _order(key)
    if order is not None and order.requester_id is not None:
        path = f"/shop/orders/{order.pk}/"
        organisations_do.notify([order.requester_id], kind="order_stopped", reference=order.number, path=path, at=at)


def _order(key: str) -> Order | None:
    found: Order | None = Order.objects.filter(number=key.removeprefix(_PREFIX)).first() if key.startswith(_PREFIX) else None
    return found
