"""A supplier without a system makes its invoice or credit note on a page. It is written as UBL and handed in like any other document."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from samkoeb import documents
from samkoeb.base import transactions
from samkoeb.exchange import actions as exchange
from samkoeb.exchange.models import Inbound
from samkoeb.invoicing import permissions, queries
from samkoeb.invoicing.logic import approval, as_document
from samkoeb.invoicing.models import Invoice, InvoiceLine
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.money import round_half_up
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.ordering import queries as ordering
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations.models import BankAccount

CHANNEL = "upload"


def make_invoice(
    order_id: int,
    *,
    lines: Sequence[Mapping[str, Any]] | None = None,
    number: str = "",
    charges: Sequence[Mapping[str, Any]] = (),
    account_id: int | None = None,
    card: str = "",
    reference: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
) -> Inbound:
    """lines: {"number", "quantity"} of the order's lines; None: all that is not invoiced. charges: {"reason", "amount", "is_freight"}.

    account_id: one of the supplier's confirmed accounts (the latest where none is chosen); card and reference for a FIK card. Prices are
    the order's: who wants another price writes to the buyer first.
    """
    with transactions.owns():
        order: Order = Order.objects.select_related("supplier").locked(order_id)
        rows = {line.number: line for line in order.lines.order_by("number")}

        permissions.require(by, "make_invoice", permissions.Facts(order.organisation_id, order.unit_id, order.supplier_id))

        today = calendar.day_of(at)
        wanted = _wanted(rows, lines)
        given_charges = [
            as_document.ChargeGiven(str(c["reason"]).strip(), Decimal(c["amount"]), bool(c.get("is_freight", False)))
            for c in charges
        ]
        account = _account(order.supplier_id, account_id, at)
        way = _way(account, card, reference) if account is not None else None
        number = number.strip() or queries.next_number(order)
        refuse(
            [
                *as_document.check_lines(
                    [
                        (n, q, queries.open_quantity(rows[n]) if n in rows else None, rows[n].unit if n in rows else "")
                        for n, q in wanted
                    ]
                ),
                *as_document.check_charges(given_charges),
                *_check_number(order.supplier_id, "invoice", number, at),
                *approval.check_text(note),
                *([Problem("invoice.account_to_choose")] if way is None else as_document.check_route(way)),
            ]
        )

        facts = ordering.document_facts([order])[order.pk]
        seller, buyer = as_document.parties(facts)
        document = as_document.invoice(
            number=number,
            issued_on=today,
            currency=order.currency,
            seller=seller,
            buyer=buyer,
            lines=[_given(rows[n], quantity) for n, quantity in wanted],
            charges=given_charges,
            way=way,
            order_number=order.number,
            buyer_reference=order.buyer_reference,
            contract=facts.agreement_number,
            note=note.strip(),
            payment_days=queries.payment_days(queries.agreements_of([order])) or as_document.LEGAL_DAYS,
        )
        return _hand_in(document, order.supplier_id, by=by, at=at)


def make_credit_note(
    invoice_id: int,
    *,
    lines: Sequence[Mapping[str, Any]] | None = None,
    number: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
) -> Inbound:
    """lines: {"position", "quantity"} of the invoice's lines, with "price" where only part of the price is given back; None: the whole."""
    with transactions.owns():
        invoice: Invoice = Invoice.objects.select_related("supplier", "organisation", "unit").locked(invoice_id)
        rows = {line.position: line for line in invoice.lines.order_by("position")}

        permissions.require(by, "make_invoice", queries.permission_facts(invoice))

        still = _uncredited(list(rows.values()), queries.credited_quantities(invoice))
        chosen = [{"position": p, "quantity": line.quantity} for p, line in rows.items()] if lines is None else list(lines)
        wanted = [(int(x["position"]), Decimal(x["quantity"]), x.get("price")) for x in chosen]
        number = number.strip() or f"{invoice.number}-K{invoice.credit_notes.count() + 1}"
        refuse(
            [
                *as_document.check_lines(
                    [(p, q, still.get(p), rows[p].unit if p in rows else "") for p, q, _ in wanted],
                    none_given="invoice.nothing_to_credit",
                ),
                *_check_prices(wanted, rows, invoice.currency),
                *_check_number(invoice.supplier_id, "credit_note", number, at),
                *approval.check_text(note),
            ]
        )

        document = as_document.invoice(
            number=number,
            issued_on=calendar.day_of(at),
            currency=invoice.currency,
            seller=as_document.seller(ordering.party_facts(invoice.supplier)),
            buyer=_buyer(invoice),
            lines=[_credited_line(rows[p], quantity, price) for p, quantity, price in wanted],
            charges=_charges(invoice) if lines is None else (),
            order_number=invoice.order_reference,
            buyer_reference=invoice.buyer_reference or ("" if invoice.order_reference else invoice.number),
            note=note.strip(),
            credits=(invoice.number, invoice.issued_on),
        )
        return _hand_in(document, invoice.supplier_id, by=by, at=at)


def _hand_in(document: documents.model.Invoice, supplier_id: int, *, by: Actor, at: datetime) -> Inbound:
    kind = "kreditnota" if document.credit else "faktura"
    return exchange.receive(
        documents.write(document),
        channel=CHANNEL,
        file_name=f"{kind}-{document.number}.xml",
        handed_in_by_id=supplier_id,
        at=at,
        by=by,
    )


def _wanted(rows: Mapping[int, OrderLine], lines: Sequence[Mapping[str, Any]] | None) -> list[tuple[int, Decimal]]:
    if lines is None:
        return [(n, queries.open_quantity(line)) for n, line in rows.items() if queries.open_quantity(line) > 0]
    return [(int(line["number"]), Decimal(line["quantity"])) for line in lines]


def _given(line: OrderLine, quantity: Decimal) -> as_document.LineGiven:
    return as_document.LineGiven(
        description=line.description,
        quantity=quantity,
        unit=line.unit,
        price=line.price,
        base_quantity=line.base_quantity,
        item_number=line.supplier_item_number,
        gtin=line.gtin,
        vat_category=line.vat_category,
        vat_percent=line.vat_percent,
        order_line_number=str(line.number),
    )


def _credited_line(line: InvoiceLine, quantity: Decimal, price: Any) -> as_document.LineGiven:
    """At what was paid for it: discounts and fees of the line are in its price."""
    paid = round_half_up(line.net_amount * line.base_quantity / line.quantity, 10) if line.allowances and line.quantity else line.price
    return as_document.LineGiven(
        description=line.description,
        quantity=quantity,
        unit=line.unit,
        price=paid if price is None else Decimal(price),
        base_quantity=line.base_quantity,
        item_number=line.supplier_item_number,
        gtin=line.gtin,
        vat_category=line.vat_category,
        vat_percent=line.vat_percent,
        order_line_number=line.order_line_number,
        order_number=line.order_number,
    )


def _check_prices(wanted: Iterable[tuple[int, Decimal, Any]], rows: Mapping[int, InvoiceLine], currency: str) -> list[Problem]:
    """Some of what was invoiced is given back, and never more."""
    return [
        Problem("invoice.credit_price_wrong", "error", {"number": p, "price": rows[p].price, "currency": currency})
        for p, _quantity, price in wanted
        if p in rows and price is not None and not 0 < Decimal(price) <= rows[p].price
    ]


def _uncredited(lines: Sequence[InvoiceLine], credited: Mapping[tuple[str, str, str], Decimal]) -> dict[int, Decimal]:
    """position → what can still be credited of the line. Lines that nothing tells apart (no order, no item number) share what is left."""
    left = {key: -quantity for key, quantity in credited.items()}
    for line in lines:
        key = queries.credit_key(line)
        left[key] = left.get(key, Decimal(0)) + line.quantity
    return {line.position: max(min(line.quantity, left[queries.credit_key(line)]), Decimal(0)) for line in lines}


def _charges(invoice: Invoice) -> list[as_document.ChargeGiven]:
    """What was added to the whole invoice and what was taken off it, each with its own VAT."""
    return [
        as_document.ChargeGiven(
            c["reason"],
            Decimal(c["amount"]),
            c["code"] == as_document.FREIGHT_CODE,
            is_charge=c["is_charge"],
            vat_category=c.get("category", "S"),
            vat_percent=Decimal(c.get("percent", "25")),
        )
        for c in invoice.charges
    ]


def _buyer(invoice: Invoice) -> documents.model.Party:
    """As the invoice addressed it."""
    facts = ordering.party_facts(invoice.organisation)
    if invoice.invoice_gln:
        facts = as_document.replace(facts, gln=invoice.invoice_gln, endpoint="")
    return as_document.party(facts)


def _account(supplier_id: int, account_id: int | None, at: datetime) -> BankAccount | None:
    accounts = queries.payable_accounts(supplier_id, at)
    return next((a for a in accounts if account_id is None or a.pk == account_id), None)


def _way(account: BankAccount, card: str, reference: str) -> documents.model.Route:
    """As the confirmed account says; a card with the reference that the supplier knows the payment by."""
    match account.kind:
        case "iban":
            return documents.model.Iban(account.iban, account.bic)
        case "dk":
            return documents.model.DanishAccount(account.registration_number, account.account_number)
        case "fik":
            return documents.model.Fik(card or "73", account.account_number, reference)
    return documents.model.Giro(card or "01", account.account_number, reference)


def _check_number(supplier_id: int, kind: str, number: str, at: datetime) -> list[Problem]:
    if queries.number_is_taken(supplier_id, kind, number, calendar.day_of(at)):
        return [Problem("invoice.number_taken", "error", {"number": number})]
    return []
