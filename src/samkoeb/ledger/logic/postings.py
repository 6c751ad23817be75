"""Postings that balance: received-not-invoiced (GR/IR), invoice and credit note, payment (F9, 6.5 steps 6 and 8).

    receipt      debit cost,                            credit accrual      at the ordered price
    invoice      debit accrual, the difference on cost, VAT by its code     credit creditor
    credit note  the invoice with the opposite sign
    payment      debit creditor                         credit bank

The accrual of an order line is cleared by quantity at the ordered price. What a line has been accrued (and cleared) in all is always
the ordered value of the whole quantity, rounded once: parts never leave cents behind. Receipt and invoice may come in either order.
Debit is positive. Every function returns postings that sum to zero, or raises.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from samkoeb.kernel.money import ZERO, line_amount, round_to_currency
from samkoeb.ledger.logic import chart

# VAT code of a line → what its account is used for; what is not refunded is a cost.
_VAT_PURPOSE = {
    "refundable": chart.VAT_REFUNDABLE,
    "deductible": chart.VAT_DEDUCTIBLE,
    "non_refundable": chart.COST,
    "reverse_charge": chart.VAT_REFUNDABLE,
    "none": chart.COST,
}
BUYER_OWES = ("AE", "K")
SMALL = Decimal(1)  # in the currency: a difference up to this is rounding, a larger one is a cost that someone approved


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A posting: to the account of a purpose, or to the cost account `account` where it is named."""

    purpose: str
    amount: Decimal
    account: str = ""
    cost_place: str = ""
    unit_id: int | None = None
    vat_code: str = ""
    order_line_id: int | None = None
    supplier_id: int | None = None
    quantity: Decimal = ZERO
    text: str = ""


@dataclass(frozen=True, slots=True)
class Accrued:
    """What has been posted on the accrual account for an order line, on one side: received, or invoiced."""

    quantity: Decimal = ZERO
    amount: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A line of a receipt: how much was taken over (negative: taken back) of an order line with its price."""

    order_line_id: int
    quantity: Decimal
    price: Decimal
    base_quantity: Decimal
    account: str = ""
    cost_place: str = ""
    unit_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """A line (or a document charge) of an invoice as it is charged; amounts ex VAT with the document's own sign."""

    net: Decimal
    account: str = ""
    cost_place: str = ""
    unit_id: int | None = None
    vat_code: str = "non_refundable"
    vat_category: str = "S"
    vat_percent: Decimal = Decimal(25)
    order_line_id: int | None = None
    claimed: Decimal = ZERO
    price: Decimal = ZERO
    base_quantity: Decimal = Decimal(1)
    text: str = ""


@dataclass(frozen=True, slots=True)
class VatRow:
    category: str
    percent: Decimal
    tax: Decimal


def receipt(lines: Iterable[Taken], before: Mapping[int, Accrued], *, supplier_id: int, currency: str) -> list[Draft]:
    """Received, not invoiced: cost is charged when the goods are taken over."""
    drafts = []
    so_far = dict(before)
    for line in lines:
        accrued = so_far.get(line.order_line_id, Accrued())
        quantity = accrued.quantity + line.quantity
        whole = line_amount(quantity, line.price, line.base_quantity, currency)
        amount = whole - accrued.amount
        so_far[line.order_line_id] = Accrued(quantity, whole)
        shared = {
            "cost_place": line.cost_place,
            "unit_id": line.unit_id,
            "order_line_id": line.order_line_id,
            "supplier_id": supplier_id,
            "text": line.text,
        }
        drafts.append(Draft(purpose=chart.COST, amount=amount, account=line.account, **shared))  # type: ignore[arg-type]
        drafts.append(Draft(purpose=chart.ACCRUAL, amount=-amount, quantity=-line.quantity, **shared))  # type: ignore[arg-type]
    return balanced(drafts)


def invoice(
    lines: Sequence[Charged],
    vat_rows: Iterable[VatRow],
    before: Mapping[int, Accrued],
    *,
    sign: int,
    payable: Decimal,
    prepaid: Decimal,
    rounding: Decimal,
    reverse_percent: Decimal,
    supplier_id: int,
    currency: str,
) -> list[Draft]:
    """sign: 1 for an invoice, -1 for a credit note; amounts are the document's own. `lines` holds document charges too."""
    drafts: list[Draft] = []
    so_far = dict(before)
    for line in lines:
        drafts += _cost(line, so_far, sign, supplier_id, currency)
    for row in vat_rows:
        drafts += _vat(lines, row, sign, supplier_id, currency)
    drafts += _reverse_charge(lines, sign, reverse_percent, supplier_id, currency)
    if rounding:
        drafts.append(Draft(purpose=chart.ROUNDING, amount=sign * rounding, supplier_id=supplier_id))
    drafts.append(Draft(purpose=chart.CREDITOR, amount=-sign * payable, supplier_id=supplier_id))
    if prepaid:
        # Paid before the invoice came, outside the house: the creditor's account shows both.
        drafts.append(Draft(purpose=chart.CREDITOR, amount=-sign * prepaid, supplier_id=supplier_id, text="prepaid"))
    return balanced(drafts)


def payment(paid: Iterable[tuple[int, Decimal]], bank: Decimal) -> list[Draft]:
    """paid: (supplier id, what is settled of an invoice; negative for a credit note). bank: what leaves the account."""
    drafts = [Draft(purpose=chart.CREDITOR, amount=amount, supplier_id=supplier_id) for supplier_id, amount in paid]
    drafts.append(Draft(purpose=chart.BANK, amount=-bank))
    found = [d for d in drafts if d.amount]
    if sum((d.amount for d in found), ZERO) != 0:
        raise ValueError("what is settled is not what leaves the bank")
    return found


def balanced(drafts: Iterable[Draft]) -> list[Draft]:
    """Without what is nothing; a small difference goes to rounding, a larger one is a cost of its own line."""
    found = [d for d in drafts if d.amount or d.quantity]
    difference = sum((d.amount for d in found), ZERO)
    if difference:
        purpose = chart.ROUNDING if abs(difference) <= SMALL else chart.COST
        found.append(Draft(purpose=purpose, amount=-difference, text="difference"))
    return found


def _cost(line: Charged, so_far: dict[int, Accrued], sign: int, supplier_id: int, currency: str) -> list[Draft]:
    """An ordered line clears its accrual at the ordered price; the rest, and what was never ordered, is cost."""
    drafts = []
    net = sign * line.net
    cleared = ZERO
    if line.order_line_id is not None and line.claimed:
        accrued = so_far.get(line.order_line_id, Accrued())
        quantity = accrued.quantity + sign * line.claimed
        whole = line_amount(quantity, line.price, line.base_quantity, currency)
        cleared = whole - accrued.amount
        so_far[line.order_line_id] = Accrued(quantity, whole)
        drafts.append(_on(line, chart.ACCRUAL, cleared, supplier_id, quantity=sign * line.claimed))
    drafts.append(_on(line, chart.COST, net - cleared, supplier_id))
    return drafts


def _vat(lines: Sequence[Charged], row: VatRow, sign: int, supplier_id: int, currency: str) -> list[Draft]:
    """The stated VAT of a category and rate, shared over its lines by their amounts, so that each goes where its code says."""
    if not row.tax:
        return []
    own = [line for line in lines if (line.vat_category, line.vat_percent) == (row.category, row.percent)] or list(lines[:1])
    if not own:
        return [Draft(purpose=chart.COST, amount=sign * row.tax, supplier_id=supplier_id)]
    shares = share(row.tax, [line.net for line in own], currency)
    sums: dict[tuple[str, str, str, int | None, str], Decimal] = {}
    for line, part in zip(own, shares, strict=True):
        purpose = _VAT_PURPOSE.get(line.vat_code, chart.COST)
        account, place = (line.account, line.cost_place) if purpose == chart.COST else ("", "")
        key = (purpose, account, place, line.unit_id if purpose == chart.COST else None, line.vat_code)
        sums[key] = sums.get(key, ZERO) + part
    return [
        Draft(purpose=p, amount=sign * amount, account=a, cost_place=c, unit_id=u, vat_code=code, supplier_id=supplier_id)
        for (p, a, c, u, code), amount in sums.items()
    ]


def _reverse_charge(lines: Sequence[Charged], sign: int, percent: Decimal, supplier_id: int, currency: str) -> list[Draft]:
    """The buyer reckons the VAT itself: owed on one account and refunded on another (6.5 step 5)."""
    base = sum((line.net for line in lines if line.vat_category in BUYER_OWES), ZERO)
    if not base:
        return []
    tax = sign * round_to_currency(base * percent / 100, currency)
    shared = {"vat_code": "reverse_charge", "supplier_id": supplier_id}
    return [
        Draft(purpose=chart.VAT_REFUNDABLE, amount=tax, **shared),  # type: ignore[arg-type]
        Draft(purpose=chart.VAT_PAYABLE, amount=-tax, **shared),  # type: ignore[arg-type]
    ]


def share(amount: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """`amount` in parts by weight, each rounded, and exactly `amount` together: the running sum is rounded, not the parts."""
    total = sum(weights, ZERO)
    if not total:
        return [amount, *([ZERO] * (len(weights) - 1))]
    parts, given, run = [], ZERO, ZERO
    for weight in weights:
        run += weight
        upto = round_to_currency(amount * run / total, currency)
        parts.append(upto - given)
        given = upto
    parts[-1] += amount - given
    return parts


def _on(line: Charged, purpose: str, amount: Decimal, supplier_id: int, *, quantity: Decimal = ZERO) -> Draft:
    return Draft(
        purpose=purpose,
        amount=amount,
        account=line.account if purpose == chart.COST else "",
        cost_place=line.cost_place,
        unit_id=line.unit_id,
        vat_code=line.vat_code if purpose == chart.COST else "",
        order_line_id=line.order_line_id,
        supplier_id=supplier_id,
        quantity=quantity,
        text=line.text,
    )
