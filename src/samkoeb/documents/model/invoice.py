"""Invoice and credit note, one shape with EN 16931 semantics (UBL 2.1 Invoice and CreditNote, Peppol BIS Billing 3).

A credit note is `Invoice(credit=True, type_code="381", …)`: its amounts are positive and mean money back.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samkoeb.documents.model.common import DocumentReference, MonetaryTotals, Quantity, Span
from samkoeb.documents.model.delivery import Delivery
from samkoeb.documents.model.item import Item
from samkoeb.documents.model.party import Identifier, Party
from samkoeb.documents.model.price import Price
from samkoeb.documents.model.profile import PEPPOL_BILLING, PROFILE_BILLING
from samkoeb.documents.model.tax import AllowanceCharge, TaxSubtotal

INVOICE, CREDIT_NOTE = "380", "381"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMeans:
    """How to pay (BG-16), UNCL 4461 code with Danish practice as Peppol's DK rules write it:

    30/58 IBAN in `account`; 31/42 `account` with the registration number in `branch`; 50 giro: `payment_id` "01#" or
    "04#1234…", giro number in `account`; 93 FIK: `payment_id` "71#…", "73#" or "75#…", creditor number in `account`.
    OIOUBL's own spelling is read into the same form.
    """

    code: str
    name: str = ""
    payment_id: str = ""
    account: str = ""
    account_name: str = ""
    branch: str = ""
    card_number: str = ""
    card_network: str = ""
    card_holder: str = ""
    mandate_id: str = ""
    debited_account: str = ""
    instruction_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingReference:
    """An earlier invoice that this one follows or credits (BG-3)."""

    number: str
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """`net` as supplied (BT-131). `order_number` on a line serves an invoice that answers many orders."""

    id: str
    quantity: Quantity
    net: Decimal
    item: Item
    price: Price
    note: str = ""
    accounting_cost: str = ""
    period: Span | None = None
    order_line_id: str = ""
    order_number: str = ""
    despatch_number: str = ""
    despatch_line_id: str = ""
    receipt_number: str = ""
    receipt_line_id: str = ""
    object: Identifier | None = None
    allowances: tuple[AllowanceCharge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """`buyer_reference` and `order_number` lead an invoice to the right person; totals are as supplied, to be compared.

    `due_on` of a credit note can only be written where there are payment means (UBL has no other place).
    """

    number: str
    issued_on: date
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[InvoiceLine, ...]
    taxes: tuple[TaxSubtotal, ...] = ()
    totals: MonetaryTotals
    tax_amount: Decimal | None = None
    credit: bool = False
    type_code: str = INVOICE
    due_on: date | None = None
    note: str = ""
    tax_point_on: date | None = None
    tax_currency: str = ""
    tax_amount_in_tax_currency: Decimal | None = None
    accounting_cost: str = ""
    buyer_reference: str = ""
    period: Span | None = None
    order_number: str = ""
    sales_order_id: str = ""
    billing_references: tuple[BillingReference, ...] = ()
    despatch_number: str = ""
    receipt_number: str = ""
    originator_document: str = ""
    contract: str = ""
    documents: tuple[DocumentReference, ...] = ()
    object: Identifier | None = None
    project: str = ""
    payee: Party | None = None
    tax_representative: Party | None = None
    delivery: Delivery | None = None
    payment_means: tuple[PaymentMeans, ...] = ()
    payment_terms: str = ""
    allowances: tuple[AllowanceCharge, ...] = ()
    customization_id: str = PEPPOL_BILLING
    profile_id: str = PROFILE_BILLING
