"""The supplier's answer: as a document from outside, or from the page, where the same document is made and comes in the same way."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.documents import model as documents
from samkoeb.documents.ubl import order_response as ubl
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries as exchange_queries
from samkoeb.exchange.models import Inbound
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed, Problem, Refused, refuse
from samkoeb.ordering import permissions, queries
from samkoeb.ordering.actions.cancel import give_up
from samkoeb.ordering.actions.hold import hold_upstream
from samkoeb.ordering.actions.send import ANSWER_PURPOSE
from samkoeb.ordering.logic import answers, findings, free_text, read_response
from samkoeb.ordering.logic.answers import Answered, LineAnswered
from samkoeb.ordering.logic.as_document import LineGiven, response_document
from samkoeb.ordering.logic.lifecycle import ORDER, ORDER_IS_OVER
from samkoeb.ordering.models import Order, OrderLine, OrderResponse
from samkoeb.organisations import actions as organisations_do

DOCUMENT_TYPE = "order_response"


def receive_response(document: documents.OrderResponse, inbound: Inbound, *, by: Actor, at: datetime) -> str:
    """What `process` does with an order response: the answer stands beside the order. Returns "ordering.orderresponse:17".

    Refuses, so that the document is set aside where someone sees it: an order that the sender does not have, one that is over, lines
    that are not in it, other units, and a number that was used for another answer. The same document again changes nothing.
    """
    with transactions.owns():
        order = _locked_order(document, inbound)
        earlier = _answered_before.first(order.pk, document.number)
        if earlier is not None and earlier.inbound_id == inbound.pk:
            return _name(earlier)
        lines = _locked_lines(order.pk)

        permissions.require(by, "answer", permissions.facts_of(order))

        answered = answers.answer(
            document.code,
            [queries.line_now(line) for line in lines],
            read_response.said_by(document),
            promised_on=read_response.promised(document.promised),
        )
        refuse([*_not_now(order, earlier, document), *answered.problems])

        _write_lines(lines, answered)
        _write_order(order, lines, at)
        response = _keep(order, document, answered, inbound, at)
        given_up = {line.number: line.newly_given_up for line in answered.lines if line.newly_given_up}
        give_up(order, [(line, given_up[line.number]) for line in lines if line.number in given_up], by=by, at=at)
        organisations_do.no_longer_waits("order_unanswered", reference=order.number, at=at)
        if order.requester_id is not None and any(line.is_news for line in answered.lines):
            organisations_do.notify(
                [order.requester_id], kind="order_changed", reference=order.number, path=f"/shop/orders/{order.pk}/", at=at
            )

        audit.record("ordering.order.answered", order, by=by, at=at, body_id=order.organisation_id, code=document.code)
        audit.tell("ordering.order.answered", at=at, order_id=order.pk, response_id=response.pk)
    return _name(response)


def answer(order_id: int, *, lines: Sequence[Mapping[str, Any]], by: Actor, at: datetime, link_token: str = "") -> Inbound:
    """The supplier's page: makes the order response document, hands it in as any other, and handles it at once.

    lines: number, answer ("accepted", "changed", "back_order", "rejected"), and quantity, back_order, price, promised_on, note where
    they differ from what was ordered. A one-time link is used up by it. The document is kept even where it is then refused.
    """
    order = Order.objects.get(pk=order_id)
    permissions.require(by, "answer", permissions.facts_of(order))
    _check_link(link_token, order, at)
    there = {line.number: line for line in order.lines.order_by("number")}
    refuse(_check_given(lines, there))
    given = [_given(line, there[int(line["number"])]) for line in lines]

    facts = queries.document_facts([order])[order.pk]
    number = f"{order.number}-{order.responses.count() + 1}"
    raw = ubl.write(response_document(facts, number, given, at=at))
    document = ubl.read(raw)
    return exchange.hand_in(
        raw,
        document,
        document_type=DOCUMENT_TYPE,
        file_name=f"order-response-{number}.xml",
        sender_id=order.supplier_id,
        receiver_id=order.organisation_id,
        first=lambda: exchange.use_link(link_token, purpose=ANSWER_PURPOSE, at=at) if link_token else None,
        handle=lambda inbound: receive_response(document, inbound, by=by, at=at),
        by=by,
        at=at,
    )


@asked
def _answered_before(order_id: int, number: str) -> QuerySet[OrderResponse]:
    return OrderResponse.objects.filter(order_id=order_id, number=number)


@asked
def _locked_lines(order_id: int) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(order_id=order_id).order_by("number").select_for_update(of=("self",))


def _locked_order(document: documents.OrderResponse, inbound: Inbound) -> Order:
    """The order that the document names, if it is one of the sender's."""
    # `process` has found the sender, and that it is who handed it in; a page's answer is handled without it.
    supplier_id = inbound.sender_id or queries.supplier_of(document.seller)
    found = queries.order_by_number(document.order_number, supplier_id) if supplier_id is not None else None
    if found is not None and document.code not in answers.GIVES_NOTHING_UP:
        hold_upstream([found.pk])
    order: Order | None = Order.objects.locked(found.pk) if found is not None else None
    if order is None:
        facts = {"number": document.order_number, "seller": document.seller.display_name}
        raise Refused([Problem("ordering.response.unknown_order", "error", facts)])
    return order


def _not_now(order: Order, earlier: OrderResponse | None, document: documents.OrderResponse) -> list[Problem]:
    problems = []
    if earlier is not None:
        problems.append(Problem("ordering.response.number_used", "error", {"number": document.number}))
    if order.state in ORDER_IS_OVER:
        problems.append(Problem("ordering.response.order_is_over", "error", {"number": order.number, "state": order.state}))
    if document.currency and document.currency != order.currency:
        facts = {"currency": document.currency, "ordered": order.currency}
        problems.append(Problem("ordering.response.other_currency", "error", facts))
    return problems


def _write_lines(lines: Sequence[OrderLine], answered: Answered) -> None:
    said = {line.number: line for line in answered.lines}
    changed = []
    for line in lines:
        if (now := said.get(line.number)) is None:
            continue
        line.answer = now.answer
        line.confirmed_quantity, line.back_order_quantity = now.confirmed_quantity, now.back_order_quantity
        line.confirmed_price, line.promised_on, line.answer_note = now.confirmed_price, now.promised_on, now.note[:300]
        changed.append(line)
    OrderLine.objects.update_all(
        changed,
        ["answer", "confirmed_quantity", "back_order_quantity", "confirmed_price", "promised_on", "answer_note"],
    )


def _write_order(order: Order, lines: Sequence[OrderLine], at: datetime) -> None:
    step = answers.step_of(line.answer for line in lines)
    if step is not None:
        order.state = ORDER.take(step, order.state)
        order.confirmed_at = order.confirmed_at or at
    order.promised_on = max((line.promised_on for line in lines if line.promised_on is not None), default=order.promised_on)
    Order.objects.update_all([order], ["state", "confirmed_at", "promised_on"])


def _keep(order: Order, document: documents.OrderResponse, answered: Answered, inbound: Inbound, at: datetime) -> OrderResponse:
    substitutes = {line.number: line.substitute for line in read_response.said_by(document) if line.substitute}
    response = OrderResponse(
        order=order,
        number=document.number,
        code=document.code,
        received_at=at,
        inbound_id=inbound.pk,
        note=document.note,
        lines=[
            *(_stored(line, substitutes.get(line.number)) for line in answered.lines),
            *({"line": None, "added": x.name, "supplier_item_number": x.supplier_item_number} for x in answered.added),
        ],
    )
    OrderResponse.objects.insert_all([response])
    return response


def _stored(line: LineAnswered, substitute: Mapping[str, str] | None) -> dict[str, Any]:
    """What the line said, for the page that shows what changed: {"line", "answer", "changes": {what: [before, now]}, "note", …}."""
    return {
        "line": line.number,
        "answer": line.answer,
        "changes": {what: [findings.plain(value) for value in pair] for what, pair in line.changes.items()},
        "note": line.note,
        "substitute": dict(substitute) if substitute else None,
        "findings": [findings.stored(p) for p in line.problems],
    }


def _check_link(token: str, order: Order, at: datetime) -> None:
    """A link that is not this order's, or was used, hands nothing in."""
    if not token:
        return
    link = exchange_queries.link(token, purpose=ANSWER_PURPOSE, at=at)
    if link.used_at is not None:
        refuse([Problem("exchange.link_used", "error", {"used_on": calendar.day_of(link.used_at)})])
    if link.reference != order.pk:
        raise NotAllowed()


def _check_given(lines: Sequence[Mapping[str, Any]], there: Mapping[int, OrderLine]) -> list[Problem]:
    problems = [] if lines else [Problem("ordering.response.nothing_said")]
    for line in lines:
        number, word = int(line["number"]), line.get("answer", answers.ACCEPTED)
        facts = {"line": number, "name": there[number].description if number in there else ""}
        if number not in there:
            problems.append(Problem("ordering.response.unknown_line", "error", {**facts, "status": word}))
        if word not in (answers.ACCEPTED, answers.CHANGED, answers.BACK_ORDER, answers.REJECTED):
            problems.append(Problem("ordering.response.unknown_line_status", "error", {**facts, "status": word}))
        if any(line.get(field) is not None and line[field] < 0 for field in ("quantity", "back_order", "price")):
            problems.append(Problem("ordering.response.negative", "error", facts))
        problems += free_text.check(note=line.get("note", ""))
    return problems


def _given(line: Mapping[str, Any], ordered: OrderLine) -> LineGiven:
    word = line.get("answer", answers.ACCEPTED)
    quantity, later = line.get("quantity"), line.get("back_order")
    if word == answers.BACK_ORDER and quantity is not None and later is None:
        later = max(ordered.quantity - quantity, Decimal(0))
    return LineGiven(
        number=ordered.number,
        description=ordered.description,
        unit=ordered.unit,
        base_quantity=ordered.base_quantity,
        supplier_item_number=ordered.supplier_item_number,
        answer=word,
        quantity=quantity if word in (answers.CHANGED, answers.BACK_ORDER) else None,
        back_order=later if word == answers.BACK_ORDER else None,
        price=line.get("price") if word in (answers.CHANGED, answers.BACK_ORDER) else None,
        promised_on=line.get("promised_on"),
        note=line.get("note", "").strip(),
    )


def _name(response: OrderResponse) -> str:
    return f"ordering.orderresponse:{response.pk}"
