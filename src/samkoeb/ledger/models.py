"""Postings that balance, periods, payment proposals and what was paid."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from samkoeb.base import fields
from samkoeb.base.models import Row
from samkoeb.base.triggers import append_only
from samkoeb.invoicing.models import Invoice
from samkoeb.organisations.models import BankAccount, Organisation, Person, Unit

ACCOUNT_KINDS = ("cost", "vat", "creditor", "accrual", "bank", "rounding", "interest")


class Account(Row):
    """A line of a body's chart of accounts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name_da = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in ACCOUNT_KINDS])
    # What the postings use it for (logic/chart.py); empty: a cost account that only coding names.
    purpose = models.CharField(max_length=20, blank=True, default="")
    # Of a bank account: {"iban", "bic"} or {"registration_number", "account_number"}: where payments leave from.
    numbers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="account_code"),
            models.UniqueConstraint(fields=["organisation", "purpose"], name="account_purpose", condition=~Q(purpose="")),
        ]


class AccountingPeriod(Row):
    """A month of a body: open, or closed and then only re-opened by the controller."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    month = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "month"], name="accounting_period_once")]


class Entry(Row):
    """A voucher: postings that sum to zero. `key` names the fact that it posts: the same fact is never posted twice."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)  # receipt, receipt_reversal, invoice, credit_note, payment
    posted_on = models.DateField()
    posted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, null=True, related_name="+")
    receipt_id = models.BigIntegerField(null=True)
    currency = fields.currency()
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="entry_number")]
        triggers = [append_only("entry_append_only")]


class Posting(Row):
    """Debit is positive, credit negative. The database refuses an entry that does not sum to zero when the transaction ends."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount = fields.money()
    # On the accrual account: how much of the order line this stands for, in its unit; invoiced positive, received negative.
    quantity = fields.quantity(default=0)
    cost_place = models.CharField(max_length=40, blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    vat_code = models.CharField(max_length=20, blank=True, default="")
    order_line_id = models.BigIntegerField(null=True, db_index=True)
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        triggers = [
            append_only("posting_append_only"),
            pgtrigger.Trigger(
                name="entry_balances",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func="""
                    IF (SELECT sum(amount) FROM ledger_posting WHERE entry_id = NEW.entry_id) <> 0 THEN
                        RAISE EXCEPTION 'entry % does not balance', NEW.entry_id USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]


class PaymentProposal(Row):
    """A run of payments from one account of one body. Prepared by one, released by another; the file is written once."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=12, default="prepared")  # logic/lifecycle.py
    currency = fields.currency()
    execute_on = models.DateField()
    total = fields.money()
    # What was due and is not in it, with why: [{"invoice_id", "number", "supplier", "code", "facts"}]
    excluded = models.JSONField(default=list)
    debtor_account = models.JSONField(default=dict)  # {"iban", "bic", "registration_number", "account_number"}
    format = models.CharField(max_length=20, default="pain.001.001.09")
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    outbound_id = models.BigIntegerField(null=True)
    settled_on = models.DateField(null=True)
    cancel_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payment_two_people",
                condition=Q(released_by__isnull=True) | Q(prepared_by__isnull=True) | ~Q(prepared_by=F("released_by")),
            )
        ]


class Payment(Row):
    """One invoice or credit note in a run. It is in at most one run that is not cancelled.

    amount is what leaves the bank; credited is what credit notes in the same run took off it. A credit note has amount 0 and credited
    negative: over a supplier in a run credited sums to zero, so nothing is set off twice.
    """

    proposal = models.ForeignKey(PaymentProposal, on_delete=models.PROTECT, related_name="payments")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = fields.money()
    credited = fields.money(default=0)
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, related_name="+")
    means = models.JSONField(default=dict)
    end_to_end_id = models.CharField(max_length=35, unique=True)
    is_cancelled = models.BooleanField(default=False)  # with its run, or turned back by the bank
    returned_reason = models.CharField(max_length=200, blank=True, default="")
    paid_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice"], name="invoice_paid_once", condition=Q(is_cancelled=False)),
            models.CheckConstraint(name="payment_positive", condition=Q(amount__gte=0)),
        ]
