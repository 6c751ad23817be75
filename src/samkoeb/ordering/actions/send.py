"""How an order leaves: as a UBL document, or to a supplier without a system as a letter with a PDF and a one-time link (S83, 6.4)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import typst
from django.conf import settings

from samkoeb.documents.ubl import order as ubl
from samkoeb.exchange import actions as exchange
from samkoeb.ordering import queries
from samkoeb.ordering.logic import paper
from samkoeb.ordering.logic.as_document import OrderFacts, order_document
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation
from samkoeb.sentences import sentence

ANSWER_PURPOSE = "answer_order"  # what the one-time link opens
ANSWER_PATH = "/supplier/answer/{token}/"  # web/supplier has the page
EMAIL = "email"


def document_key(number: str) -> str:
    """The outbox's key of an order's document: an order leaves once."""
    return f"order:{number}"


def send_orders(orders: Sequence[Order], lines: Mapping[int, Sequence[OrderLine]], *, at: datetime) -> None:
    """Rows in the outbox, in the transaction of the orders."""
    bodies = queries.parties_of(orders)
    facts = queries.document_facts(orders, lines, bodies)
    for order in orders:
        supplier = bodies[order.supplier_id]
        if supplier.channel == EMAIL:
            _write(order, facts[order.pk], supplier, at)
        else:
            _send(order, facts[order.pk], supplier, at)


def _send(order: Order, facts: OrderFacts, supplier: Organisation, at: datetime) -> None:
    exchange.send(
        key=document_key(order.number),
        document_type="order",
        document_number=order.number,
        sender_id=order.organisation_id,
        recipient_id=order.supplier_id,
        payload=ubl.write(order_document(facts)),
        file_name=f"order-{order.number}.xml",
        channel=supplier.channel,
        recipient=supplier,
        at=at,
    )


def _write(order: Order, facts: OrderFacts, supplier: Organisation, at: datetime) -> None:
    """The letter says no more than the order itself does."""
    language = organisations.language_of(supplier)
    token = exchange.make_link(purpose=ANSWER_PURPOSE, reference=order.pk, organisation_id=supplier.pk, at=at)
    said = {"number": order.number, "body": facts.buyer.name, "link": settings.PUBLIC_ADDRESS + ANSWER_PATH.format(token=token)}
    exchange.write_letter(
        key=document_key(order.number),
        to=supplier.email,
        subject=sentence("letter.order.subject", said, language),
        body=sentence("letter.order.body", said, language),
        payload=pdf(facts, language),
        file_name=f"order-{order.number}.pdf",
        recipient_id=supplier.pk,
        sender_id=order.organisation_id,
        at=at,
    )


def pdf(facts: OrderFacts, language: str) -> bytes:
    """The order on paper, as PDF/UA so that a screen reader can read it; the same bytes for the same order on every machine."""
    return typst.compile(
        paper.TEMPLATE,
        format="pdf",
        sys_inputs={"sheet": json.dumps(paper.sheet(facts, language))},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(facts.ordered_at.timestamp()),
    )
