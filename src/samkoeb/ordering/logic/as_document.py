"""An order's facts as the canonical order document (Peppol BIS 3 T01), and an answer given on the supplier's page as its document (T76)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from samkoeb.documents import model as documents
from samkoeb.documents.model.order_response import ACCEPTED, CHANGED, LINE_ACCEPTED, LINE_CHANGED, LINE_REJECTED, REJECTED
from samkoeb.kernel import calendar
from samkoeb.kernel.identifiers import CVR_SCHEME, GLN_SCHEME
from samkoeb.kernel.money import round_to_currency

GTIN_SCHEME = "0160"
HIGHEST_ENDPOINT_SCHEME = 4  # letters or digits of an ISO 6523 / EAS code: "0088", "9902"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """A body, a supplier, or a unit with its own name and GLN. `endpoint` is "scheme:value", as organisations keep it."""

    name: str
    legal_name: str = ""
    cvr: str = ""
    country: str = "DK"
    gln: str = ""
    endpoint: str = ""
    street: str = ""
    city: str = ""
    postal_code: str = ""
    email: str = ""
    phone: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """As the order line keeps them; price ex VAT per `base_quantity` of `unit`."""

    number: int
    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal
    net: Decimal
    vat_category: str
    vat_percent: Decimal
    supplier_item_number: str = ""
    own_item_number: str = ""
    gtin: str = ""
    unspsc: str = ""
    pack_content: Decimal = Decimal(1)
    pack_unit: str = "C62"
    accounting_cost: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """All that the document says. delivery_point is where in the house goods are handed over."""

    number: str
    ordered_at: datetime
    currency: str
    buyer: PartyFacts
    seller: PartyFacts
    unit: PartyFacts
    delivery: PartyFacts
    invoice: PartyFacts
    lines: Sequence[LineFacts]
    agreement_number: str = ""
    delivery_point: str = ""
    wanted_on: date | None = None
    buyer_reference: str = ""
    accounting_cost: str = ""
    note: str = ""


def order_document(facts: OrderFacts) -> documents.Order:
    """The document of an order. VAT is the expected one: rounded once per category and rate (BR-CO-17)."""
    lines = round_to_currency(sum((line.net for line in facts.lines), Decimal(0)), facts.currency)
    tax = _expected_vat(facts.lines, facts.currency)
    here = facts.ordered_at.astimezone(calendar.COPENHAGEN)
    return documents.Order(
        number=facts.number,
        issued_on=here.date(),
        issued_time=here.time().replace(microsecond=0, tzinfo=None),
        currency=facts.currency,
        note=facts.note,
        customer_reference=facts.buyer_reference,
        accounting_cost=facts.accounting_cost,
        contract=facts.agreement_number,
        buyer=party(facts.buyer),
        seller=party(facts.seller),
        originator=documents.Party(ids=_glns(facts.unit), name=facts.unit.name),
        invoice_party=party(facts.invoice),
        delivery=_delivery(facts),
        tax_amount=tax,
        totals=documents.MonetaryTotals(lines=lines, tax_exclusive=lines, tax_inclusive=lines + tax, payable=lines + tax),
        lines=tuple(_line(line, facts.currency) for line in facts.lines),
    )


def party(facts: PartyFacts) -> documents.Party:
    """With its electronic address: its own endpoint, else its GLN, else its CVR."""
    legal = documents.Identifier(_cvr(facts), CVR_SCHEME) if facts.cvr and facts.country == "DK" else None
    if legal is None and facts.cvr:
        legal = documents.Identifier(facts.cvr)
    return documents.Party(
        endpoint=_endpoint(facts, legal),
        ids=_glns(facts),
        name=facts.name,
        legal_name=facts.legal_name or facts.name,
        legal_id=legal,
        address=address(facts),
        contact=_contact(facts),
    )


def address(facts: PartyFacts) -> documents.Address:
    return documents.Address(street=facts.street, city=facts.city, postal_code=facts.postal_code, country=facts.country)


def _cvr(facts: PartyFacts) -> str:
    """Peppol writes a CVR number with DK before it (PEPPOL-COMMON-R042)."""
    return facts.cvr if facts.cvr.upper().startswith("DK") else f"DK{facts.cvr}"


def _endpoint(facts: PartyFacts, legal: documents.Identifier | None) -> documents.Identifier | None:
    scheme, colon, value = facts.endpoint.partition(":")
    if colon and len(scheme) <= HIGHEST_ENDPOINT_SCHEME:
        return documents.Identifier(value, scheme)
    if facts.gln:
        return documents.Identifier(facts.gln, GLN_SCHEME)
    return legal if legal is not None and legal.scheme else None


def _glns(facts: PartyFacts) -> tuple[documents.Identifier, ...]:
    return (documents.Identifier(facts.gln, GLN_SCHEME),) if facts.gln else ()


def _contact(facts: PartyFacts) -> documents.Contact | None:
    if not (facts.contact or facts.email or facts.phone):
        return None
    return documents.Contact(name=facts.contact, phone=facts.phone, email=facts.email)


def _delivery(facts: OrderFacts) -> documents.Delivery:
    place = facts.delivery
    return documents.Delivery(
        location_id=documents.Identifier(place.gln, GLN_SCHEME) if place.gln else None,
        location_name=", ".join(part for part in (place.name, facts.delivery_point) if part),
        address=address(place),
        requested=documents.Span(facts.wanted_on, facts.wanted_on) if facts.wanted_on else None,
        party=documents.Party(ids=_glns(place), name=place.name),
    )


def _line(line: LineFacts, currency: str) -> documents.OrderLine:
    return documents.OrderLine(
        id=str(line.number),
        quantity=documents.Quantity(line.quantity, line.unit),
        net=round_to_currency(line.net, currency),  # no more decimals than the currency has (PEPPOL-T01-R028)
        accounting_cost=line.accounting_cost,
        price=documents.Price(
            amount=line.price, currency=currency, base_quantity=documents.Quantity(line.base_quantity, line.unit)
        ),
        item=documents.Item(
            name=line.description,
            buyers_id=line.own_item_number,
            sellers_id=line.supplier_item_number,
            standard_id=documents.Identifier(line.gtin, GTIN_SCHEME) if line.gtin else None,
            classifications=documents.unspsc(line.unspsc),
            tax=documents.TaxCategory(code=line.vat_category, percent=line.vat_percent),
        ),
    )


def _expected_vat(lines: Iterable[LineFacts], currency: str) -> Decimal:
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for line in lines:
        key = (line.vat_category, line.vat_percent)
        bases[key] = bases.get(key, Decimal(0)) + line.net
    return sum((round_to_currency(base * percent / 100, currency) for (_, percent), base in bases.items()), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGiven:
    """What the supplier typed for a line. answer: "accepted", "changed", "back_order" or "rejected"; None is what was ordered."""

    number: int
    description: str
    unit: str
    base_quantity: Decimal
    supplier_item_number: str = ""
    answer: str = "accepted"
    quantity: Decimal | None = None
    back_order: Decimal | None = None
    price: Decimal | None = None
    promised_on: date | None = None
    note: str = ""


def response_document(facts: OrderFacts, number: str, given: Sequence[LineGiven], *, at: datetime) -> documents.OrderResponse:
    """The order response that the page's answer makes: accepted or rejected whole where every line is so, else by line.

    An answer to the whole has no lines (PEPPOL-T76-R008, R009): a common day is the document's, notes are gathered in its note.
    """
    here = at.astimezone(calendar.COPENHAGEN)
    code = _whole(facts, given)
    promised = {line.promised_on for line in given} if code == ACCEPTED else set()
    day = promised.pop() if promised else None
    notes = "; ".join(f"{line.number}: {line.note}" for line in given if line.note) if code != CHANGED else ""
    return documents.OrderResponse(
        number=number,
        issued_on=here.date(),
        issued_time=here.time().replace(microsecond=0, tzinfo=None),
        code=code,
        currency=facts.currency,
        order_number=facts.number,
        customer_reference=facts.buyer_reference,
        note=notes,
        seller=_named(facts.seller),
        buyer=_named(facts.buyer),
        promised=documents.Span(day, day) if day is not None else None,
        lines=tuple(_response_line(line, facts.currency) for line in given) if code == CHANGED else (),
    )


def _whole(facts: OrderFacts, given: Sequence[LineGiven]) -> str:
    """The code for the whole order."""
    plain = all(line.quantity is None and line.price is None and not line.back_order for line in given)
    if not plain or len({line.number for line in given}) != len(facts.lines):
        return CHANGED
    answers = {line.answer for line in given}
    if answers == {"accepted"} and len({line.promised_on for line in given}) == 1:
        return ACCEPTED
    return REJECTED if answers == {"rejected"} else CHANGED


def _named(facts: PartyFacts) -> documents.Party:
    """A party as an answer names it: numbers and registered name, nothing else (T76)."""
    whole = party(facts)
    return documents.Party(endpoint=whole.endpoint, ids=whole.ids, legal_name=whole.legal_name)


_STATUS = {"accepted": LINE_ACCEPTED, "changed": LINE_CHANGED, "back_order": LINE_CHANGED, "rejected": LINE_REJECTED}


def _response_line(line: LineGiven, currency: str) -> documents.OrderResponseLine:
    return documents.OrderResponseLine(
        id=str(line.number),
        order_line_id=str(line.number),
        status=_STATUS[line.answer],
        note=line.note,
        quantity=documents.Quantity(line.quantity, line.unit) if line.quantity is not None else None,
        backorder=documents.Quantity(line.back_order, line.unit) if line.back_order else None,
        promised=documents.Span(line.promised_on, line.promised_on) if line.promised_on else None,
        price=documents.Price(
            amount=line.price, currency=currency, base_quantity=documents.Quantity(line.base_quantity, line.unit)
        )
        if line.price is not None
        else None,
        item=documents.Item(name=line.description, sellers_id=line.supplier_item_number),
    )
