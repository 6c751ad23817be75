"""The order on paper, for a supplier without a system: plain HTML that becomes a tagged PDF. It says what the document says."""

from decimal import Decimal
from html import escape

from samkoeb.kernel import calendar
from samkoeb.kernel.quantity import Pack, number_da, number_en, say, unit_name
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
        "reference": "Jeres faktura skal bære",
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
        "reference": "Your invoice must carry",
        "order_number": "order number",
        "and_reference": "and reference",
        "line": "Line",
        "number": "Item no.",
        "text": "Item",
        "quantity": "Quantity",
        "price": "Price ex VAT",
        "amount": "Amount ex VAT",
        "total": "Total ex VAT",
        "note": "Note",
        "per": "per",
    },
}
STYLE = """
@page { size: A4; margin: 18mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt } }
body { font-family: sans-serif; font-size: 10pt; line-height: 1.35 }
h1 { font-size: 18pt; margin: 0 0 6mm } h2 { font-size: 10pt; margin: 0 0 1mm }
.parties { display: flex; gap: 6mm; margin-bottom: 6mm } .parties section { flex: 1 } p { margin: 0 0 1mm }
table { width: 100%; border-collapse: collapse; margin: 6mm 0; table-layout: fixed; font-size: 9pt }
th, td { text-align: left; padding: 1.5mm; vertical-align: top; overflow-wrap: anywhere; hyphens: auto }
th { border-bottom: 1px solid #000 } td { border-bottom: 1px solid #ccc } tr { break-inside: avoid }
.n { text-align: right } td.n { white-space: nowrap }
th.line { width: 6% } th.number { width: 12% } th.quantity { width: 19% } th.price { width: 16% } th.amount { width: 14% }
"""


def order_html(facts: OrderFacts, language: str = "da") -> str:
    """The page. `language` is "da" or "en"."""
    w = WORDS["en" if language.startswith("en") else "da"]
    number = number_en if language.startswith("en") else number_da
    total = sum((line.net for line in facts.lines), Decimal(0))
    title = f"{w['order']} {facts.number}"
    head = [
        (w["date"], f"{calendar.day_of(facts.ordered_at):%d-%m-%Y}"),
        (w["agreement"], facts.agreement_number),
        (w["wanted"], f"{facts.wanted_on:%d-%m-%Y}" if facts.wanted_on else ""),
        (w["reference"], _reference(facts, w)),
        (w["note"], facts.note),
    ]
    return (
        f'<!DOCTYPE html><html lang="{"en" if language.startswith("en") else "da"}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><h1>{escape(title)}</h1>"
        '<div class="parties">'
        + _party(w["from"], facts.buyer)
        + _party(w["to"], facts.seller)
        + _party(w["deliver"], facts.delivery, facts.delivery_point)
        + _party(w["invoice"], facts.invoice)
        + "</div>"
        + "".join(f"<p><strong>{escape(k)}:</strong> {escape(v)}</p>" for k, v in head if v)
        + "<table><thead><tr>"
        + "".join(f'<th scope="col" class="{k}">{escape(w[k])}</th>' for k in ("line", "number", "text", "quantity"))
        + "".join(f'<th scope="col" class="n {k}">{escape(w[k])}</th>' for k in ("price", "amount"))
        + "</tr></thead><tbody>"
        + "".join(_line(line, facts.currency, language, w) for line in facts.lines)
        + f'</tbody></table><p class="n"><strong>{escape(w["total"])}: {number(total, 2)} {escape(facts.currency)}</strong></p>'
        "</body></html>"
    )


def _reference(facts: OrderFacts, w: dict[str, str]) -> str:
    text = f"{w['order_number']} {facts.number}"
    return f"{text} {w['and_reference']} {facts.buyer_reference}" if facts.buyer_reference else text


def _party(heading: str, party: PartyFacts, place: str = "") -> str:
    lines = [
        party.name,
        place,
        party.street,
        f"{party.postal_code} {party.city}".strip(),
        f"GLN {party.gln}" if party.gln else "",
    ]
    return f"<section><h2>{escape(heading)}</h2>" + "".join(f"<p>{escape(x)}</p>" for x in lines if x) + "</section>"


def _line(line: LineFacts, currency: str, language: str, w: dict[str, str]) -> str:
    number = number_en if language.startswith("en") else number_da
    quantity = say(line.quantity, Pack(line.unit, line.pack_content, line.pack_unit), language)
    base = f"{number(line.base_quantity)} " if line.base_quantity != 1 else ""
    price = (
        f"{number(line.price, max(2, _places(line.price)))} {w['per']} {base}{unit_name(line.unit, line.base_quantity, language)}"
    )
    gtin = f"<br>GTIN {escape(line.gtin)}" if line.gtin else ""
    return (
        f"<tr><td>{line.number}</td><td>{escape(line.supplier_item_number)}</td><td>{escape(line.description)}{gtin}</td>"
        f'<td>{escape(quantity)}</td><td class="n">{escape(price)}</td>'
        f'<td class="n">{number(line.net, 2)} {escape(currency)}</td></tr>'
    )


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
