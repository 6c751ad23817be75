"""Letters to a supplier about an order that it has: chased, cancelled. They hold no more than the order itself does."""

from datetime import datetime
from typing import Any

from samkoeb.agreements.models import Agreement
from samkoeb.exchange import actions as exchange
from samkoeb.ordering.models import Order
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation
from samkoeb.sentences import sentence


def write_to_supplier(order: Order, about: str, *, key: str, at: datetime, **facts: Any) -> None:
    """`about` names the sentences: letter.<about>.subject and .body. To the agreement's contact, else to the supplier's own address.

    Without any address it stands as failed in the outbox, where someone sees it.
    """
    supplier = Organisation.objects.get(pk=order.supplier_id)
    contact = ""
    if order.agreement_id is not None:
        contact = Agreement.objects.values_list("contact_email", flat=True).get(pk=order.agreement_id)
    body = Organisation.objects.values_list("name", flat=True).get(pk=order.organisation_id)
    said, language = {"number": order.number, "body": body, **facts}, organisations.language_of(supplier)
    exchange.write_letter(
        key=key,
        to=contact or supplier.email,
        subject=sentence(f"letter.{about}.subject", said, language),
        body=sentence(f"letter.{about}.body", said, language),
        recipient_id=supplier.pk,
        sender_id=order.organisation_id,
        at=at,
    )
