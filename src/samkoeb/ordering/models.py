"""Wishes, approvals, orders and the supplier's answers. States: logic/lifecycle.py."""

from django.db import models
from django.db.models import F, Q

from samkoeb.agreements.models import Agreement
from samkoeb.base import fields
from samkoeb.base.models import Row
from samkoeb.catalogue.models import Item, OwnItem
from samkoeb.organisations.models import Organisation, Person, Unit


class WardList(Row):
    """A unit's list to order again from; each line has a shelf label to scan."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="ward_list_name")]


class WardListLine(Row):
    """Hangs on the own item where there is one, so that it survives a change of supplier; `item` is the present choice."""

    ward_list = models.ForeignKey(WardList, on_delete=models.CASCADE, related_name="lines")
    own_item = models.ForeignKey(OwnItem, on_delete=models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    usual_quantity = fields.quantity(default=1)
    shelf_code = models.CharField(max_length=40, blank=True, default="")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ward_list", "item"], name="ward_list_line_once", condition=Q(item__isnull=False))
        ]


class Requisition(Row):
    """A unit's wish. While `state` is "basket" it is the ward's basket: one per unit, shared by all who work there."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="basket")
    requester = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True, default="")
    wanted_on = models.DateField(null=True)
    delivery_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    accounting_cost = models.CharField(max_length=80, blank=True, default="")
    total = fields.money(default=0)
    currency = fields.currency()
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True, default="")
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveIntegerField(default=0)
    # What was found when it was sent and did not stop it: [{"code", "facts"}] (a price that moved, a budget that is passed).
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit"], name="one_basket_per_unit", condition=Q(state="basket"))]
        indexes = [models.Index(fields=["state", "organisation"], name="requisition_state")]


class RequisitionLine(Row):
    """An item and how many; or free text for what stands in no catalogue (a purchase outside agreements)."""

    requisition = models.ForeignKey(Requisition, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    description = models.CharField(max_length=300, blank=True, default="")
    quantity = fields.quantity()
    unit = fields.unit_code()
    # The price shown when it was put in; the order takes the price of its own day. Where that differed, it was asked about once,
    # and price_before is what had been shown.
    price = fields.unit_price(null=True)
    price_before = fields.unit_price(null=True)
    base_quantity = fields.quantity(default=1)
    currency = fields.currency()
    outside_reason = models.CharField(
        max_length=30, blank=True, default=""
    )  # one-tap: urgent, patient_safety, not_in_catalogue, supplier_cannot
    large_confirmed = models.BooleanField(default=False)  # asked once: over five times the median
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=200, blank=True, default="")  # "below minimum: 3 left, minimum 10"

    class Meta:
        constraints = [models.CheckConstraint(name="requisition_line_positive", condition=Q(quantity__gt=0))]


class Order(Row):
    """One order to one supplier for one delivery point. *Delivered, invoiced, paid* are derived by queries downstream."""

    number = models.CharField(max_length=40, unique=True)
    requisition = models.ForeignKey(Requisition, on_delete=models.PROTECT, null=True, related_name="orders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    delivery_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default="ordered")  # ordered, confirmed, rejected, cancelled, closed
    requester = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    buyer_reference = models.CharField(max_length=80, blank=True, default="")
    accounting_cost = models.CharField(max_length=80, blank=True, default="")
    note = models.TextField(blank=True, default="")
    currency = fields.currency()
    net_total = fields.money(default=0)
    wanted_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)
    ordered_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    despatched_at = models.DateTimeField(null=True)  # kept by receiving: from here it can't be cancelled
    chased_at = models.DateTimeField(null=True)
    chases = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    cancel_reason = models.TextField(blank=True, default="")
    # A purchase outside the agreements: why it left, and the legal basis that the buyer writes the next day.
    outside_reason = models.CharField(max_length=30, blank=True, default="")
    legal_basis = models.CharField(max_length=60, blank=True, default="")
    legal_basis_note = models.TextField(blank=True, default="")
    legal_basis_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    legal_basis_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-ordered_at"], name="order_unit"),
            models.Index(fields=["supplier", "state"], name="order_supplier"),
            models.Index(fields=["ordered_at"], name="order_unanswered", condition=Q(state="ordered")),
            models.Index(
                fields=["organisation"], name="order_without_basis", condition=~Q(outside_reason="") & Q(legal_basis="")
            ),
        ]


class OrderLine(Row):
    """What was ordered; the supplier's answer stands beside it, never over it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    own_item = models.ForeignKey(OwnItem, on_delete=models.PROTECT, null=True, related_name="+")
    supplier_item_number = models.CharField(max_length=80, blank=True, default="")
    gtin = models.CharField(max_length=14, blank=True, default="")
    description = models.CharField(max_length=300)
    is_service = models.BooleanField(default=False)
    unspsc = models.CharField(max_length=8, blank=True, default="")
    quantity = fields.quantity()
    unit = fields.unit_code()
    pack_content = fields.quantity(default=1)
    pack_unit = fields.unit_code()
    price = fields.unit_price()
    base_quantity = fields.quantity(default=1)
    vat_category = models.CharField(max_length=3, default="S")
    vat_percent = fields.percent(default=25)
    net_amount = fields.money()
    accounting_cost = models.CharField(max_length=80, blank=True, default="")
    # The supplier's answer by line: "", accepted, changed, back_order, rejected
    answer = models.CharField(max_length=12, blank=True, default="")
    confirmed_quantity = fields.quantity(null=True)
    back_order_quantity = fields.quantity(default=0)
    confirmed_price = fields.unit_price(null=True)
    promised_on = models.DateField(null=True)
    answer_note = models.CharField(max_length=300, blank=True, default="")
    # Kept by receiving and invoicing through ordering's actions, under this row's lock.
    received_quantity = fields.quantity(default=0)
    invoiced_quantity = fields.quantity(default=0)
    cancelled_quantity = fields.quantity(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="order_line_number"),
            models.CheckConstraint(
                name="order_line_cancelled", condition=Q(cancelled_quantity__gte=0) & Q(cancelled_quantity__lte=F("quantity"))
            ),
            models.CheckConstraint(name="order_line_positive", condition=Q(quantity__gt=0)),
        ]


class OrderResponse(Row):
    """The supplier's answer, as a document."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="responses")
    number = models.CharField(max_length=200)
    code = models.CharField(max_length=10)  # AP, RE, CA, AB
    received_at = models.DateTimeField()
    inbound_id = models.BigIntegerField(null=True)
    note = models.TextField(blank=True, default="")
    lines = models.JSONField(default=list)  # what each line said, for the page that shows what changed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="order_response_once")]


class NumberSeries(Row):
    """The next number of a series, without holes: taken under lock."""

    name = models.CharField(max_length=60, unique=True)
    last = models.PositiveBigIntegerField(default=0)
