"""The order on paper, for a supplier without a system: what paper.typ sets. It says what the document says."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from samkoeb.kernel import calendar
from samkoeb.kernel.quantity import Pack, number_da, number_en, price_places, say, unit_name
from samkoeb.ordering.logic.as_document import LineFacts, OrderFacts, PartyFacts

WORDS = {
    "da": {
        "order": "Ordre",
        "from": "Køber",
        "to": "Leverandør",
        "deliver": "Leveres til",
        "invoice": "Faktura sendes til",
        "agreement": "Aftale",
        "date": "Ordredato",
        "wanted": "Ønsket leveret",
        "reference": "Skriv på fakturaen",
        "order_number": "ordrenummer",
        "and_reference": "og reference",
        "line": "Linje",
        "number": "Varenr.",
        "text": "Vare",
        "quantity": "Antal",
        "price": "Pris ekskl. moms",
        "amount": "Beløb ekskl. moms",
        "total": "I alt ekskl. moms",
        "note": "Bemærkning",
        "per": "pr.",
    },
    "en": {
        "order": "Order",
        "from": "Buyer",
        "to": "Supplier",
        "deliver": "Deliver to",
        "invoice": "Send the invoice to",
        "agreement": "Agreement",
        "date": "Order date",
        "wanted": "Wanted by",
        "reference": "Write on the invoice",
        "order_number": "order number",
        "and_reference": "and reference",
        "line": "Line",
        "number": "Item no.",
        "text": "Item",
        "quantity": "Quantity",
        "price": "Price excl. VAT",
        "amount": "Amount excl. VAT",
        "total": "Total excl. VAT",
        "note": "Note",
        "per": "per",
    },
}
COLUMNS = ("line", "number", "text", "quantity", "price", "amount")
TEMPLATE = Path(__file__).with_suffix(".typ").read_bytes()


def sheet(facts: OrderFacts, language: str = "da") -> dict[str, Any]:
    """All that stands on the paper, as texts. `language` is "da" or "en"."""
    language = "en" if language.startswith("en") else "da"
    w = WORDS[language]
    number = number_en if language == "en" else number_da
    total = sum((line.net for line in facts.lines), Decimal(0))
    said = [
        (w["date"], f"{calendar.day_of(facts.ordered_at):%d-%m-%Y}"),
        (w["agreement"], facts.agreement_number),
        (w["wanted"], f"{facts.wanted_on:%d-%m-%Y}" if facts.wanted_on else ""),
        (w["reference"], _reference(facts, w)),
        (w["note"], facts.note),
    ]
    return {
        "title": f"{w['order']} {facts.number}",
        "language": language,
        "parties": [
            _party(w["from"], facts.buyer),
            _party(w["to"], facts.seller),
            _party(w["deliver"], facts.delivery, facts.delivery_point),
            _party(w["invoice"], facts.invoice),
        ],
        "facts": [(name, value) for name, value in said if value],
        "columns": [w[name] for name in COLUMNS],
        "lines": [_line(line, facts.currency, language, w) for line in facts.lines],
        "total": f"{w['total']}: {number(total, 2)} {facts.currency}",
    }


def _reference(facts: OrderFacts, w: dict[str, str]) -> str:
    text = f"{w['order_number']} {facts.number}"
    return f"{text} {w['and_reference']} {facts.buyer_reference}" if facts.buyer_reference else text


def _party(heading: str, party: PartyFacts, place: str = "") -> dict[str, Any]:
    lines = [
        party.name,
        place,
        party.street,
        f"{party.postal_code} {party.city}".strip(),
        f"CVR {party.cvr}" if party.cvr and party.country == "DK" else "",
        f"GLN {party.gln}" if party.gln else "",
        party.email,
    ]
    return {"heading": heading, "lines": [line for line in lines if line]}


def _line(line: LineFacts, currency: str, language: str, w: dict[str, str]) -> tuple[str, ...]:
    """The cells of COLUMNS."""
    number = number_en if language == "en" else number_da
    base = f"{number(line.base_quantity)} " if line.base_quantity != 1 else ""
    unit = unit_name(line.unit, line.base_quantity, language)
    return (
        str(line.number),
        line.supplier_item_number,
        f"{line.description}\nGTIN {line.gtin}" if line.gtin else line.description,
        say(line.quantity, Pack(line.unit, line.pack_content, line.pack_unit), language),
        f"{number(line.price, price_places(line.price))} {w['per']} {base}{unit}",
        f"{number(line.net, 2)} {currency}",
    )
