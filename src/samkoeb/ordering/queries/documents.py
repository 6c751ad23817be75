"""The facts of orders as their documents need them: parties, places and lines, for several orders at once."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from samkoeb.agreements.models import Agreement
from samkoeb.base.asking import asked
from samkoeb.catalogue.models import OwnItem
from samkoeb.ordering.logic.as_document import LineFacts, OrderFacts, PartyFacts
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations.models import Organisation, Unit


def parties_of(orders: Sequence[Order]) -> dict[int, Organisation]:
    """The bodies and suppliers of the orders, by id."""
    found: dict[int, Organisation] = Organisation.objects.read_all(x for o in orders for x in (o.organisation_id, o.supplier_id))
    return found


def document_facts(
    orders: Sequence[Order],
    lines: Mapping[int, Sequence[OrderLine]] | None = None,
    bodies: Mapping[int, Organisation] | None = None,
) -> dict[int, OrderFacts]:
    """order id → its facts. `lines` by order id and `bodies` (`parties_of`) where the caller has them already."""
    lines = lines_of(order.pk for order in orders) if lines is None else lines
    bodies = parties_of(orders) if bodies is None else bodies
    units = Unit.objects.read_all(x for o in orders for x in (o.unit_id, o.delivery_unit_id))
    numbers = dict(
        Agreement.objects.filter(pk__in={o.agreement_id for o in orders if o.agreement_id is not None}).values_list(
            "pk", "number"
        )
    )
    own_ids = {x for of_order in lines.values() for line in of_order if (x := line.own_item_id) is not None}
    own = dict(OwnItem.objects.filter(pk__in=own_ids).values_list("pk", "number")) if own_ids else {}
    return {o.pk: _facts(o, lines.get(o.pk, ()), bodies, units, numbers, own) for o in orders}


def lines_of(order_ids: Iterable[int]) -> dict[int, list[OrderLine]]:
    """order id → its lines in their order."""
    found: dict[int, list[OrderLine]] = {}
    for line in _lines(order_ids):
        found.setdefault(line.order_id, []).append(line)
    return found


@asked
def _lines(order_ids: Iterable[int]) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(order_id__among=order_ids).order_by("order_id", "number")


def party_facts(body: Organisation) -> PartyFacts:
    return PartyFacts(
        name=body.name,
        cvr=body.cvr,
        country=body.country,
        gln=body.gln,
        endpoint=body.endpoint,
        street=body.street,
        city=body.city,
        postal_code=body.postal_code,
        email=body.email,
        phone=body.phone,
    )


def _facts(
    order: Order,
    lines: Sequence[OrderLine],
    bodies: Mapping[int, Organisation],
    units: Mapping[int, Unit],
    agreements: Mapping[int, str],
    own: Mapping[int, str],
) -> OrderFacts:
    body, unit, place = bodies[order.organisation_id], units[order.unit_id], units[order.delivery_unit_id]
    return OrderFacts(
        number=order.number,
        ordered_at=order.ordered_at,
        currency=order.currency,
        buyer=party_facts(body),
        seller=party_facts(bodies[order.supplier_id]),
        unit=_unit(unit, body, unit.delivery_gln),
        delivery=_unit(place, body, place.delivery_gln),
        invoice=_unit(unit, body, unit.invoice_gln or body.gln, name=body.name),
        lines=[_line(line, own) for line in lines],
        agreement_number=agreements.get(order.agreement_id or 0, ""),
        delivery_point=place.delivery_point,
        wanted_on=order.wanted_on,
        buyer_reference=order.buyer_reference,
        accounting_cost=order.accounting_cost,
        note=order.note,
    )


def _unit(unit: Unit, body: Organisation, gln: str, *, name: str = "") -> PartyFacts:
    """A unit as a party: its own GLN and place, its body's legal number. Without an address of its own it is at the body's."""
    at = unit if unit.street or unit.city else body
    return PartyFacts(
        name=name or unit.name,
        legal_name=body.name,
        cvr=body.cvr,
        country=body.country,
        gln=gln,
        street=at.street,
        city=at.city,
        postal_code=at.postal_code,
    )


def _line(line: OrderLine, own: Mapping[int, str]) -> LineFacts:
    return LineFacts(
        number=line.number,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        base_quantity=line.base_quantity,
        net=line.net_amount,
        vat_category=line.vat_category,
        vat_percent=line.vat_percent,
        supplier_item_number=line.supplier_item_number,
        own_item_number=own.get(line.own_item_id or 0, ""),
        gtin=line.gtin,
        unspsc=line.unspsc,
        pack_content=line.pack_content,
        pack_unit=line.pack_unit,
        accounting_cost=line.accounting_cost,
    )
