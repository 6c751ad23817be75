"""Invoices and credit notes as suppliers write them, in the inbox and through the same door as in the world."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from tests.builders import bodies

from samkoeb import documents
from samkoeb.base import transactions
from samkoeb.documents import model, totals
from samkoeb.exchange import actions as exchange
from samkoeb.exchange.models import Inbound
from samkoeb.invoicing import actions
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel.actor import operator
from samkoeb.ordering import actions as ordering
from samkoeb.ordering import queries as orders
from samkoeb.ordering.logic.as_document import PartyFacts, party
from samkoeb.ordering.models import Order
from samkoeb.ordering.queries.documents import party_facts
from samkoeb.organisations import actions as organisations
from samkoeb.organisations.models import BankAccount, Organisation

AT = bodies.AT + timedelta(days=2)
ISSUED = date(2026, 11, 24)
IBAN = "DK5000400440116243"
_numbers = count(1)


def bank_account(supplier: Organisation, *, kind: str = "iban", at: datetime = bodies.AT, **numbers: str) -> BankAccount:
    """Proposed and confirmed, as the operator does it when an agreement begins."""
    numbers = numbers or {"iban": IBAN}
    made = organisations.propose_bank_account(supplier_id=supplier.pk, kind=kind, by=operator(), at=at, **numbers)
    return organisations.confirm_bank_account(made.pk, call_back_note="Ringet op på kendt nummer", by=operator(), at=at)


def received(order: Order, *quantities: str | int) -> None:
    """So much of each line has been taken over; all of it where nothing is said."""
    lines = list(order.lines.order_by("number"))
    wanted = [Decimal(q) for q in quantities] or [line.quantity for line in lines]
    with transactions.owns():
        ordering.note_received_all({line.pk: q for line, q in zip(lines, wanted, strict=False)}, at=bodies.AT)


def document(
    order: Order | None,
    *,
    number: str = "",
    prices: Iterable[str] = (),
    quantities: Iterable[str | int] = (),
    charges: Iterable[tuple[str, str]] = (),
    issued_on: date = ISSUED,
    account: str | None = IBAN,
    **more: object,
) -> model.Invoice:
    """The supplier's invoice of the order, or with other prices and quantities line by line; charges: (words, amount)."""
    assert order is not None
    facts = orders.document_facts([order])[order.pk]
    prices, quantities = list(prices), list(quantities)
    lines = []
    for at, line in enumerate(facts.lines):
        lines.append(
            model.InvoiceLine(
                id=str(at + 1),
                quantity=model.Quantity(Decimal(quantities[at]) if at < len(quantities) else line.quantity, line.unit),
                net=Decimal(0),
                order_line_id=str(line.number),
                item=model.Item(
                    name=line.description,
                    sellers_id=line.supplier_item_number,
                    tax=model.TaxCategory(code=line.vat_category, percent=line.vat_percent),
                ),
                price=model.Price(amount=Decimal(prices[at]) if at < len(prices) else line.price, currency=facts.currency),
            )
        )
    draft = model.Invoice(
        number=number or f"F-{next(_numbers):05}",
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=30),
        currency=facts.currency,
        seller=seller(facts.seller),
        buyer=party(facts.invoice),
        order_number=facts.number,
        buyer_reference=facts.buyer_reference,
        lines=tuple(line for line in lines if line.quantity.value),
        taxes=(),
        totals=totals.UNCOUNTED,
        allowances=tuple(
            model.AllowanceCharge(
                is_charge=True, amount=Decimal(amount), reason=words, tax=model.TaxCategory(code="S", percent=Decimal(25))
            )
            for words, amount in charges
        ),
        payment_means=(model.PaymentMeans(code="58", account=account),) if account else (),
    )
    return replace(totals.completed(draft), **more)  # type: ignore[arg-type]


def seller(facts: PartyFacts) -> model.Party:
    """As on its invoices: with its VAT number."""
    return replace(party(facts), taxes=(model.TaxRegistration(f"DK{facts.cvr}"),))


def without_order(
    buyer_gln: str, supplier: Organisation, *, reference: str = "", net: str = "1000.00", **more: object
) -> model.Invoice:
    """A bill for a service that nobody ordered through the house."""
    draft = model.Invoice(
        number=f"F-{next(_numbers):05}",
        issued_on=ISSUED,
        currency="DKK",
        seller=seller(party_facts(supplier)),
        buyer=model.Party(endpoint=model.Identifier(buyer_gln, "0088"), name="Køber", legal_name="Køber", address=model.Address(country="DK")),
        buyer_reference=reference,
        lines=(
            model.InvoiceLine(
                id="1",
                quantity=model.Quantity(Decimal(1), "C62"),
                net=Decimal(0),
                item=model.Item(name="Vinduespolering", tax=model.TaxCategory(code="S", percent=Decimal(25))),
                price=model.Price(amount=Decimal(net), currency="DKK"),
            ),
        ),
        taxes=(),
        totals=totals.UNCOUNTED,
        payment_means=(model.PaymentMeans(code="58", account=IBAN),),
    )
    return replace(totals.completed(draft), **more)  # type: ignore[arg-type]


def credit(of: model.Invoice, **changes: object) -> model.Invoice:
    """A credit note for an invoice: whole, or with other lines."""
    names = {"number": f"K-{next(_numbers):05}", "billing_references": (model.BillingReference(number=of.number),)}
    draft = replace(of, credit=True, type_code="381", **{**names, **changes})  # type: ignore[arg-type]
    return totals.completed(replace(draft, totals=totals.UNCOUNTED, taxes=(), tax_amount=None))


def arrive(found: model.Invoice, *, at: datetime = AT) -> Inbound:
    """In the inbox, as the drop folder puts it there."""
    return exchange.receive(documents.write(found), channel="dropfolder", file_name="faktura.xml", at=at, by=operator())


def registered(found: model.Invoice, *, at: datetime = AT) -> Invoice:
    """Read back from its bytes and registered, as the process does it."""
    inbound = arrive(found, at=at)
    read = documents.read(bytes(inbound.raw), on=at.date()).model
    assert isinstance(read, model.Invoice)
    result = actions.register(read, inbound, by=operator("inbound"), at=at)
    return Invoice.objects.get(pk=int(result.partition(":")[2]))
