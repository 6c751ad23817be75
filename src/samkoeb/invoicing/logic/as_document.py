"""An invoice or a credit note from an order's facts: what a supplier without a system makes on a page is the same valid document as from
one with a system (Peppol BIS Billing 3 with its Danish rules DK-R-002 to DK-R-016; issue 2, section 3.8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from samkoeb.documents import DocumentFault, model, totals
from samkoeb.documents.iso20022 import routes
from samkoeb.invoicing.logic.due import LEGAL_DAYS
from samkoeb.kernel.identifiers import finds_cpr
from samkoeb.kernel.problem import Problem
from samkoeb.ordering.logic.as_document import GTIN_SCHEME, OrderFacts, PartyFacts, party

FREIGHT_CODE = "FC"  # UNCL 7161


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGiven:
    """What is to be invoiced: price ex VAT per base_quantity of `unit`; order_line_number where it answers an order line."""

    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal = Decimal(1)
    item_number: str = ""
    gtin: str = ""
    vat_category: str = "S"
    vat_percent: Decimal = Decimal(25)
    order_line_number: str = ""
    order_number: str = ""


@dataclass(frozen=True, slots=True)
class ChargeGiven:
    """Freight or a fee, ex VAT; or (not is_charge) what is taken off."""

    reason: str
    amount: Decimal
    is_freight: bool = False
    is_charge: bool = True
    vat_category: str = "S"
    vat_percent: Decimal = Decimal(25)


def parties(facts: OrderFacts) -> tuple[model.Party, model.Party]:
    """Seller with its VAT number (BR-S-02), and the buyer at the location number that the invoice is to go to."""
    return seller(facts.seller), party(facts.invoice)


def seller(facts: PartyFacts) -> model.Party:
    written = party(facts)
    digits = facts.cvr.upper().removeprefix(facts.country)
    return replace(written, taxes=(model.TaxRegistration(f"{facts.country}{digits}"),)) if digits else written


def invoice(
    *,
    number: str,
    issued_on: date,
    currency: str,
    seller: model.Party,
    buyer: model.Party,
    lines: Sequence[LineGiven],
    charges: Sequence[ChargeGiven] = (),
    way: model.Route | None = None,
    order_number: str = "",
    buyer_reference: str = "",
    contract: str = "",
    note: str = "",
    payment_days: int = LEGAL_DAYS,
    credits: tuple[str, date] | None = None,
) -> model.Invoice:
    """The document, counted by EN 16931. `credits` (number and day of an invoice) makes it a credit note."""
    draft = model.Invoice(
        number=number,
        issued_on=issued_on,
        due_on=None if credits else issued_on + timedelta(days=payment_days),
        currency=currency,
        credit=credits is not None,
        type_code=model.invoice.CREDIT_NOTE if credits else model.invoice.INVOICE,
        seller=seller,
        buyer=buyer,
        order_number=order_number,
        buyer_reference=buyer_reference,
        contract=contract,
        note=note,
        billing_references=(model.BillingReference(number=credits[0], issued_on=credits[1]),) if credits else (),
        lines=tuple(_line(at, line, currency, order_number) for at, line in enumerate(lines, start=1)),
        taxes=(),
        totals=totals.UNCOUNTED,
        allowances=tuple(_charge(charge) for charge in charges),
        payment_means=(routes.means_of(way),) if way is not None else (),
    )
    return totals.completed(draft)


def _line(at: int, line: LineGiven, currency: str, header_order: str) -> model.InvoiceLine:
    return model.InvoiceLine(
        id=str(at),
        quantity=model.Quantity(line.quantity, line.unit),
        net=Decimal(0),
        order_line_id=line.order_line_number,
        order_number=line.order_number if line.order_number != header_order else "",
        item=model.Item(
            name=line.description,
            sellers_id=line.item_number,
            standard_id=model.Identifier(line.gtin, GTIN_SCHEME) if line.gtin else None,
            tax=model.TaxCategory(code=line.vat_category, percent=line.vat_percent),
        ),
        price=model.Price(
            amount=line.price,
            currency=currency,
            base_quantity=model.Quantity(line.base_quantity, line.unit) if line.base_quantity != 1 else None,
        ),
    )


def _charge(charge: ChargeGiven) -> model.AllowanceCharge:
    return model.AllowanceCharge(
        is_charge=charge.is_charge,
        amount=charge.amount,
        reason=charge.reason,
        reason_code=FREIGHT_CODE if charge.is_freight else "",
        tax=model.TaxCategory(code=charge.vat_category, percent=charge.vat_percent),
    )


def check_route(way: model.Route) -> list[Problem]:
    """What a bank would turn back is said before the invoice is made: a FIK card without its reference."""
    try:
        routes.check(way)
    except DocumentFault as fault:
        return [Problem(f"documents.{fault.code}", "error", fault.facts)]
    return []


def check_charges(charges: Sequence[ChargeGiven]) -> list[Problem]:
    problems = [Problem("invoice.charge_wrong") for c in charges if c.amount <= 0 or not c.reason.strip()]
    return problems + [Problem("text.cpr") for c in charges if finds_cpr(c.reason)]


def check_lines(
    wanted: Sequence[tuple[int, Decimal, Decimal | None, str]], *, none_given: str = "invoice.nothing_to_invoice"
) -> list[Problem]:
    """wanted: (line number, quantity, what is open of it or None where there is no such line, unit)."""
    problems = [] if wanted else [Problem(none_given)]
    for number, quantity, still, unit in wanted:
        if still is None:
            problems.append(Problem("invoice.line_not_on_order", "error", {"number": number}))
        elif quantity <= 0:
            problems.append(Problem("invoice.quantity_wrong", "error", {"number": number}))
        elif quantity > still:
            problems.append(
                Problem("invoice.too_many", "error", {"number": number, "open": still, "unit": unit, "wanted": quantity})
            )
    return problems
