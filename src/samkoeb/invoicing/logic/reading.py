"""An invoice or credit note of the canonical model, as the rows keep it: every stated figure as supplied, nothing computed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from samkoeb.documents import model as documents
from samkoeb.invoicing.logic import payment_means
from samkoeb.kernel import vat
from samkoeb.kernel.problem import Problem

ZERO = Decimal(0)

# What the database keeps: digits before and after the point.
_AMOUNT, _QUANTITY, _PRICE, _PERCENT = (15, 3), (12, 6), (14, 10), (3, 4)


@dataclass(frozen=True, slots=True)
class Read:
    """header and lines: field name → value. order_numbers: all orders that are named, in their order."""

    header: dict[str, Any]
    lines: tuple[dict[str, Any], ...]
    order_numbers: tuple[str, ...]


def read(document: documents.Invoice) -> Read:
    """Texts are cut to what a row holds; numbers are not: `check` refuses those that don't fit."""
    lines = tuple(_line(position, line) for position, line in enumerate(document.lines, start=1))
    return Read(_header(document), lines, order_numbers(document))


def order_numbers(document: documents.Invoice) -> tuple[str, ...]:
    """The header's order and the lines', as written; placeholders that say "none" are none."""
    named = [document.order_number, *(line.order_number for line in document.lines)]
    return tuple(dict.fromkeys(_order(n) for n in named if _order(n)))


def _order(number: str) -> str:
    """Peppol demands an order reference where there is no buyer reference; "NA" is what senders write when there is none."""
    text = number.strip()[:200]
    return "" if text.upper() in ("NA", "N/A", "NONE", "0", "-") else text


def _header(document: documents.Invoice) -> dict[str, Any]:
    totals = document.totals
    charges = _net_charges(document.allowances)
    net = totals.tax_exclusive if totals.tax_exclusive is not None else totals.lines + charges
    vat = document.tax_amount if document.tax_amount is not None else sum((row.tax for row in document.taxes), ZERO)
    gross = totals.tax_inclusive if totals.tax_inclusive is not None else net + vat
    means = next(iter(document.payment_means), None)
    return {
        "kind": "credit_note" if document.credit else "invoice",
        "number": document.number.strip()[:200],
        "issued_on": document.issued_on,
        "order_reference": _order(document.order_number),
        "buyer_reference": _buyer_reference(document)[:200],
        "accounting_cost": document.accounting_cost[:200],
        "contract_reference": document.contract[:200],
        "credited_number": document.billing_references[0].number.strip()[:200] if document.billing_references else "",
        "invoice_gln": _gln(document.buyer),
        "note": "\n".join(part for part in (document.note, document.payment_terms) if part)[:4000],
        "currency": document.currency,
        "net_total": net,
        "vat_total": vat,
        "gross_total": gross,
        "prepaid": totals.prepaid or ZERO,
        "rounding": totals.rounding or ZERO,
        "payable": totals.payable,
        "vat_breakdown": [
            {
                "category": row.category.code,
                "percent": _text(row.category.percent or ZERO),
                "taxable": _text(row.taxable),
                "tax": _text(row.tax),
            }
            for row in document.taxes
        ],
        "charges": [
            {
                "reason": row.reason[:200],
                "code": row.reason_code,
                "amount": _text(row.amount),
                "is_charge": row.is_charge,
                "category": row.tax.code if row.tax else "S",
                "percent": _text((row.tax.percent if row.tax else None) or ZERO),
            }
            for row in document.allowances
        ],
        "payment_means": _means(means).as_facts() if means else {},
    }


def _line(position: int, line: documents.InvoiceLine) -> dict[str, Any]:
    tax = line.item.tax
    return {
        "position": position,
        "number": line.id[:40],
        "order_number": _order(line.order_number),
        "order_line_number": line.order_line_id.strip()[:40],
        "supplier_item_number": line.item.sellers_id[:80],
        "gtin": line.item.gtin[:14],
        "unspsc": line.item.unspsc[:8],
        "description": (line.item.name or line.item.description or line.note)[:300],
        "quantity": line.quantity.value,
        "unit": line.quantity.unit[:10] or "C62",
        "price": line.price.amount,
        "base_quantity": line.price.base,
        "allowances": _net_charges(line.allowances),
        "net_amount": line.net,
        "vat_category": tax.code[:3] if tax else "S",
        "vat_percent": (tax.percent if tax else None) or ZERO,
        "accounting_cost": line.accounting_cost[:200],
    }


def _means(means: documents.PaymentMeans) -> payment_means.Means:
    return payment_means.read(
        code=means.code,
        account=means.account,
        branch=means.branch,
        payment_id=means.payment_id,
        account_name=means.account_name,
    )


def _net_charges(rows: Iterable[documents.AllowanceCharge]) -> Decimal:
    return sum((row.amount if row.is_charge else -row.amount for row in rows), ZERO)


def _buyer_reference(document: documents.Invoice) -> str:
    """BT-10; OIOUBL's personal reference is the contact's id."""
    contact = document.buyer.contact
    return document.buyer_reference or (contact.id or contact.email or contact.name if contact else "")


def _gln(party: documents.Party) -> str:
    return party.gln if len(party.gln) == 13 and party.gln.isdigit() else ""


def _text(value: Decimal) -> str:
    return f"{value:f}"


def check(found: Read, *, today: date) -> list[Problem]:
    """What a row can't hold, and what no invoice can be."""
    header = found.header
    problems = [
        _fits(name, header[name], _AMOUNT) for name in ("net_total", "vat_total", "gross_total", "prepaid", "rounding", "payable")
    ]
    for line in found.lines:
        at = f"{line['position']}"
        problems += [
            _fits(f"quantity {at}", line["quantity"], _QUANTITY),
            _fits(f"price {at}", line["price"], _PRICE),
            _fits(f"base quantity {at}", line["base_quantity"], _QUANTITY),
            _fits(f"amount {at}", line["net_amount"], _AMOUNT),
            _fits(f"allowances {at}", line["allowances"], _AMOUNT),
            _fits(f"VAT {at}", line["vat_percent"], _PERCENT),
        ]
    problems += [_fits(f"VAT {row['category']}", Decimal(row["tax"]), _AMOUNT) for row in header["vat_breakdown"]]
    problems += [_fits(f"charge {row['reason']}", Decimal(row["amount"]), _AMOUNT) for row in header["charges"]]
    refusals = [p for p in problems if p is not None]
    if not header["number"]:
        refusals.append(Problem("invoice.number_missing"))
    if not found.lines:
        refusals.append(Problem("invoice.no_lines"))
    if (header["issued_on"] - today).days > 1:
        refusals.append(Problem("invoice.from_the_future", "error", {"issued_on": str(header["issued_on"])}))
    if header["issued_on"] < vat.KNOWN_FROM:
        refusals.append(Problem("invoice.from_long_ago", "error", {"issued_on": str(header["issued_on"])}))
    if len(header["currency"]) != 3:
        refusals.append(Problem("invoice.currency_unknown", "error", {"currency": header["currency"]}))
    return refusals


def _fits(name: str, value: Decimal, digits: tuple[int, int]) -> Problem | None:
    before, after = digits
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= after and abs(value) < Decimal(10) ** before:
        return None
    return Problem("invoice.number_out_of_range", "error", {"field": name, "value": str(value)})
