"""What is on its way: a despatch advice from the supplier's system, or typed on the supplier's page and handed in the same way."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.documents import model as documents
from samkoeb.documents.ubl import despatch_advice as ubl
from samkoeb.exchange import actions as exchange
from samkoeb.exchange.models import Inbound
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.identifiers import GLN_SCHEME
from samkoeb.kernel.problem import Problem, Refused, refuse
from samkoeb.ordering import actions as ordering
from samkoeb.ordering import queries as ordering_queries
from samkoeb.ordering.logic import as_document as order_document
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations.logic import identity
from samkoeb.receiving import permissions
from samkoeb.receiving.logic import as_document
from samkoeb.receiving.logic import despatch as logic
from samkoeb.receiving.models import Despatch, DespatchLine

DOCUMENT_TYPE = "despatch_advice"


def receive_despatch(document: documents.DespatchAdvice, inbound: Inbound, *, by: Actor, at: datetime) -> str:
    """What `process` does with a despatch advice. Returns "receiving.despatch:17".

    Refuses, so that the document is set aside where someone sees it: an unknown sender, an order that the sender does not have, lines
    that are in no order, other units, a number that was used for another one. The same document again changes nothing.
    """
    with transactions.owns():
        supplier_id = _supplier(document, inbound)
        earlier = _sent_before.first(supplier_id, document.number)
        if earlier is not None and earlier.inbound_id == inbound.pk:
            return _name(earlier)
        wanted = logic.order_numbers(document)
        facts = ordering_queries.lines_for_matching(wanted, supplier_id)
        orders = Order.objects.locked_all({f.order_id for f in facts})

        permissions.require(by, "despatch", permissions.Facts(supplier_id=supplier_id))

        problems = [Problem("despatch.number_used", "error", {"number": document.number})] if earlier is not None else []
        problems += [Problem("despatch.order_missing")] if not wanted else []
        there = {order.number for order in orders}
        problems += [Problem("despatch.unknown_order", "error", {"number": n}) for n in wanted if n.strip() not in there]
        refuse(problems)
        sent, unmatched = logic.match(document, [_ordered(f) for f in facts])
        refuse(unmatched)

        shipment = document.shipment
        delivery = shipment.delivery if shipment is not None else None
        made = Despatch.objects.create(
            order_id=orders[0].pk if len(orders) == 1 else None,
            supplier_id=supplier_id,
            number=document.number,
            issued_on=document.issued_on,
            expected_on=logic.expected_on(document),
            carrier=_carrier(shipment)[:120],
            tracking=((delivery.tracking_id if delivery else "") or (shipment.consignment_id if shipment else ""))[:120],
            received_at=at,
            inbound_id=inbound.pk,
        )
        DespatchLine.objects.insert_all(
            DespatchLine(
                despatch=made,
                order_line_id=s.order_line_id,
                quantity=s.quantity,
                back_order_quantity=s.back_order_quantity,
                batch=s.batch,
                expires_on=s.expires_on,
                sscc=s.sscc,
            )
            for s in sent
        )
        for order in orders:
            ordering.note_despatched(order.pk, at=at)

        for order in orders:
            audit.record("receiving.despatch.received", made, by=by, at=at, body_id=order.organisation_id, order_id=order.pk)
    return _name(made)


@asked
def _sent_before(supplier_id: int, number: str) -> QuerySet[Despatch]:
    return Despatch.objects.filter(supplier_id=supplier_id, number=number)


def despatch(
    order_id: int,
    *,
    lines: Sequence[Mapping[str, Any]],
    number: str = "",
    expected_on: date | None = None,
    carrier: str = "",
    tracking: str = "",
    by: Actor,
    at: datetime,
) -> Inbound:
    """The supplier's page: makes the despatch advice, hands it in as any other, and handles it at once.

    lines: number (of the order line), quantity, and batch, expires_on. What is left of a line is said to be outstanding. Without a number
    of the supplier's own the advice is called after the order.
    """
    order = Order.objects.select_related("supplier").get(pk=order_id)
    permissions.require(by, "despatch", permissions.Facts(supplier_id=order.supplier_id))
    there = {line.number: line for line in order.lines.order_by("number")}
    refuse(_check_given(lines, there, number=number, carrier=carrier, tracking=tracking))

    named = number.strip() or f"{order.number}-D{Despatch.objects.filter(lines__order_line__order=order).distinct().count() + 1}"
    raw = ubl.write(_document(order, named, lines, there, expected_on, carrier, tracking, at))
    document = ubl.read(raw)
    return exchange.hand_in(
        raw,
        document,
        document_type=DOCUMENT_TYPE,
        file_name=f"despatch-advice-{order.number}.xml",
        sender_id=order.supplier_id,
        receiver_id=order.organisation_id,
        handle=lambda inbound: receive_despatch(document, inbound, by=by, at=at),
        by=by,
        at=at,
    )


def _supplier(document: documents.DespatchAdvice, inbound: Inbound) -> int:
    """Whose advice it is: named in the document, and the one who handed it in where the channel knows."""
    named = ordering_queries.supplier_of(document.seller or document.supplier) or ordering_queries.supplier_of(document.supplier)
    facts = {"name": document.supplier.display_name}
    if inbound.handed_in_by_id is not None and named is not None and named != inbound.handed_in_by_id:
        raise Refused([Problem("despatch.other_sender", "error", facts)])
    found = inbound.handed_in_by_id or named
    if found is None:
        raise Refused([Problem("despatch.unknown_sender", "error", facts)])
    return found


def _ordered(f: ordering_queries.OrderLineFacts) -> logic.OrderedLine:
    return logic.OrderedLine(
        order_id=f.order_id,
        order_number=f.order_number,
        order_line_id=f.order_line_id,
        number=f.line_number,
        supplier_item_number=f.supplier_item_number,
        gtin=f.gtin,
        unit=f.unit,
        pack_content=f.pack_content,
        pack_unit=f.pack_unit,
    )


def _carrier(shipment: documents.Shipment | None) -> str:
    return shipment.carrier.display_name if shipment is not None and shipment.carrier is not None else ""


def _check_given(lines: Sequence[Mapping[str, Any]], there: Mapping[int, OrderLine], **texts: str) -> list[Problem]:
    problems = [] if any(line["quantity"] for line in lines) else [Problem("despatch.nothing_sent")]
    for line in lines:
        if int(line["number"]) not in there:
            problems.append(Problem("despatch.line_unknown", "error", {"line": line["number"], "name": "", "order": ""}))
        elif line["quantity"] < 0:
            problems.append(
                Problem("receipt.negative", "error", {"line": line["number"], "name": there[int(line["number"])].description})
            )
    return problems + identity.check_text(**texts)


def _document(
    order: Order,
    number: str,
    lines: Sequence[Mapping[str, Any]],
    there: Mapping[int, OrderLine],
    expected_on: date | None,
    carrier: str,
    tracking: str,
    at: datetime,
) -> documents.DespatchAdvice:
    facts = ordering_queries.document_facts([order])[order.pk]
    place = facts.delivery
    return as_document.despatch_advice(
        number=number,
        order_number=order.number,
        supplier=order_document.party(facts.seller),
        receiver=order_document.party(facts.delivery),
        buyer=order_document.party(facts.buyer),
        lines=[_line_sent(line, there[int(line["number"])]) for line in lines if line["quantity"] > 0],
        delivery=documents.Delivery(
            location_id=documents.Identifier(place.gln, GLN_SCHEME) if place.gln else None,
            address=order_document.address(place),
            estimated=documents.Span(expected_on, expected_on) if expected_on is not None else None,
        ),
        carrier=carrier.strip(),
        consignment_id=tracking.strip(),
        at=at,
    )


def _line_sent(line: Mapping[str, Any], ordered: OrderLine) -> as_document.LineSent:
    still = ordered.quantity - ordered.cancelled_quantity - ordered.received_quantity - line["quantity"]
    return as_document.LineSent(
        number=ordered.number,
        name=ordered.description,
        supplier_item_number=ordered.supplier_item_number,
        quantity=line["quantity"],
        unit=ordered.unit,
        outstanding=max(still, Decimal(0)),
        batch=(line.get("batch") or "").strip(),
        expires_on=line.get("expires_on"),
    )


def _name(despatch: Despatch) -> str:
    return f"receiving.despatch:{despatch.pk}"
