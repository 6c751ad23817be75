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
    is_default = models.BooleanField(default=False)  # the one of its kind to use where nothing else is said

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="account_code")]


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
    state = models.CharField(max_length=12, default="prepared")  # prepared, released, settled, cancelled
    currency = fields.currency()
    execute_on = models.DateField()
    total = fields.money()
    debtor_account = models.JSONField(default=dict)  # {"iban", "bic", "registration_number", "account_number"}
    format = models.CharField(max_length=20, default="pain.001.001.09")
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    outbound_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payment_two_people",
                condition=Q(released_by__isnull=True) | Q(prepared_by__isnull=True) | ~Q(prepared_by=F("released_by")),
            )
        ]


class Payment(Row):
    """One invoice (less its credit notes) in a run. An invoice is in at most one run that is not cancelled."""

    proposal = models.ForeignKey(PaymentProposal, on_delete=models.PROTECT, related_name="payments")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = fields.money()
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, related_name="+")
    means = models.JSONField(default=dict)
    end_to_end_id = models.CharField(max_length=35, unique=True)
    is_cancelled = models.BooleanField(default=False)
    paid_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invoice"], name="invoice_paid_once", condition=Q(is_cancelled=False)),
            models.CheckConstraint(name="payment_positive", condition=Q(amount__gt=0)),
        ]
