"""Invoices and credit notes as they came, how each line was matched, disputes, coding."""

from django.db import models
from django.db.models.functions import ExtractYear

from samkoeb.base import fields
from samkoeb.base.models import Row
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations.models import Organisation, Person, Unit


class Invoice(Row):
    """One invoice or credit note. Amounts are the document's own, positive for both kinds; `kind` gives the direction."""

    kind = models.CharField(max_length=12, choices=[("invoice", "invoice"), ("credit_note", "credit_note")])
    number = models.CharField(max_length=200)
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")  # by GLN, or by the order
    state = models.CharField(max_length=12, default="received")  # logic/lifecycle.py
    issued_on = models.DateField()
    due_on = models.DateField()
    received_at = models.DateTimeField()
    inbound_id = models.BigIntegerField(null=True, unique=True)
    order_reference = models.CharField(max_length=200, blank=True, default="")
    buyer_reference = models.CharField(max_length=200, blank=True, default="")
    accounting_cost = models.CharField(max_length=200, blank=True, default="")
    contract_reference = models.CharField(max_length=200, blank=True, default="")
    credited_number = models.CharField(max_length=200, blank=True, default="")  # on a credit note: the invoice it credits
    credits = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="credit_notes")
    invoice_gln = fields.gln()
    note = models.TextField(blank=True, default="")
    currency = fields.currency()
    net_total = fields.money()
    vat_total = fields.money()
    gross_total = fields.money()
    prepaid = fields.money(default=0)
    rounding = fields.money(default=0)
    payable = fields.money()
    vat_breakdown = models.JSONField(default=list)  # [{"category", "percent", "taxable", "tax"}]
    charges = models.JSONField(default=list)  # document-level: [{"reason", "code", "amount", "is_charge"}]
    payment_means = models.JSONField(
        default=dict
    )  # {"code", "iban", "bic", "registration_number", "account_number", "fik_type", "payment_id"}
    # Who must look at it where it has no order: found by the buyer's reference.
    assigned_to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=40, blank=True, default="")  # why it waits: the queue of 6.5
    explanation = models.JSONField(default=list)  # Problems of the whole document: [{"code", "severity", "facts"}]
    remarks = models.JSONField(default=list)  # what was seen when it came in; a new match doesn't look for it again
    coded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    attested_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    attested_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_automatically = models.BooleanField(default=False)
    approval_note = models.TextField(blank=True, default="")
    # A ward is reminded of what it has not received; after two reminders its call-off officer is told (6.5 step 3).
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            # The same number from the same supplier in the same year is the same invoice; a re-used number is told by its year (6.5 step 4).
            models.UniqueConstraint(
                "supplier",
                "kind",
                "number",
                ExtractYear("issued_on"),
                name="invoice_once",
                violation_error_code="invoice_duplicate",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="invoice_state"),
            models.Index(fields=["supplier", "issued_on", "payable"], name="invoice_alike"),
            models.Index(fields=["state", "due_on"], name="invoice_due"),
        ]


class InvoiceLine(Row):
    """A line as invoiced, the order line it resolves to (at most one), and what the match found: codes and facts, said in words by the screen."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    number = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, null=True, related_name="+")
    order_number = models.CharField(max_length=200, blank=True, default="")
    order_line_number = models.CharField(max_length=40, blank=True, default="")
    supplier_item_number = models.CharField(max_length=80, blank=True, default="")
    gtin = models.CharField(max_length=14, blank=True, default="")
    description = models.CharField(max_length=300)
    quantity = fields.quantity()
    unit = fields.unit_code()
    price = fields.unit_price()
    base_quantity = fields.quantity(default=1)
    allowances = fields.money(default=0)  # the line's charges less its allowances, inside net_amount
    net_amount = fields.money()
    unspsc = models.CharField(max_length=8, blank=True, default="")
    vat_category = models.CharField(max_length=3, default="S")
    vat_percent = fields.percent(default=25)
    accounting_cost = models.CharField(max_length=200, blank=True, default="")
    is_charge = models.BooleanField(default=False)  # freight or fee as a line
    # How much of the order line this line answers, in the order line's unit; claimed from it while the invoice isn't rejected.
    claimed = fields.quantity(null=True)
    verdict = models.CharField(max_length=12, blank=True, default="")  # logic/matching.py: fits, within, deviation, charge
    findings = models.JSONField(default=list)  # [{"code", "severity", "facts"}]
    account = models.CharField(max_length=40, blank=True, default="")
    cost_place = models.CharField(max_length=40, blank=True, default="")
    vat_code = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_position")]


class Dispute(Row):
    """A question to the supplier that holds the invoice; the due date runs on."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="disputes")
    code = models.CharField(max_length=30)  # UNCL/OPStatusReason: PRI, QUA, DEL, REF, …
    text = models.TextField(blank=True, default="")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)


class InvoiceOrder(Row):
    """Which orders an invoice answers: one invoice may answer many."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="orders")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "order"], name="invoice_order_once")]
