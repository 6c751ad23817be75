"""Despatches, receipts, deviations; stock as movements that sum to the level."""

from django.db import models
from django.db.models import F, Q

from samkoeb.base import fields
from samkoeb.base.models import Row
from samkoeb.base.triggers import append_only
from samkoeb.catalogue.models import OwnItem
from samkoeb.ordering.models import Order, OrderLine
from samkoeb.organisations.models import Organisation, Person, Unit


class Despatch(Row):
    """The supplier's despatch advice: what is on its way."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=200)
    issued_on = models.DateField()
    expected_on = models.DateField(null=True)
    carrier = models.CharField(max_length=120, blank=True, default="")
    tracking = models.CharField(max_length=120, blank=True, default="")
    received_at = models.DateTimeField()
    inbound_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supplier", "number"], name="despatch_once")]


class DespatchLine(Row):
    despatch = models.ForeignKey(Despatch, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    quantity = fields.quantity()
    back_order_quantity = fields.quantity(default=0)
    batch = models.CharField(max_length=60, blank=True, default="")
    expires_on = models.DateField(null=True)
    sscc = models.CharField(max_length=18, blank=True, default="")


class Receipt(Row):
    """Goods (or a service) taken over. `client_key` makes a phone's queued receipt safe to send again."""

    number = models.CharField(max_length=40, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    despatch = models.ForeignKey(Despatch, on_delete=models.PROTECT, null=True, related_name="+")
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    delivery_note = models.CharField(max_length=80, blank=True, default="")
    client_key = models.CharField(max_length=60, unique=True, null=True)
    note = models.TextField(blank=True, default="")
    # What was found and did not stop it: [{"code", "facts"}] (goods that have expired, a batch that is held).
    findings = models.JSONField(default=list)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")


class ReceiptLine(Row):
    """Accepted and rejected quantities of one order line. A deviation says what was wrong."""

    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    quantity = fields.quantity()  # accepted; negative only in a reversal
    rejected_quantity = fields.quantity(default=0)
    deviation = models.CharField(max_length=20, blank=True, default="")  # damaged, wrong_item, expired, too_many, missing
    batch = models.CharField(max_length=60, blank=True, default="")
    expires_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True, default="")


class Photo(Row):
    """A picture of what was wrong. In PostgreSQL, since web nodes hold no state."""

    receipt_line = models.ForeignKey(ReceiptLine, on_delete=models.CASCADE, related_name="photos")
    content = models.BinaryField()
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)


class Misdelivery(Row):
    """Goods that came to the wrong ward: "not mine". Logged as a hand-over error (S33)."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    found_at_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True, default="")


class StockLocation(Row):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    is_emergency = models.BooleanField(default=False)  # beredskabslager

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="stock_location_name")]


class StockLevel(Row):
    """How many of an own item lie at a location, in its base unit: the sum of the movements, kept under this row's lock."""

    location = models.ForeignKey(StockLocation, on_delete=models.CASCADE, related_name="levels")
    own_item = models.ForeignKey(OwnItem, on_delete=models.PROTECT, related_name="+")
    level = fields.quantity(default=0)
    minimum = fields.quantity(default=0)
    maximum = fields.quantity(default=0)
    shelf_code = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location", "own_item"], name="stock_level_once"),
            models.CheckConstraint(name="stock_not_negative", condition=Q(level__gte=0)),
            models.CheckConstraint(name="stock_min_max", condition=Q(maximum=0) | Q(maximum__gte=F("minimum"))),
        ]


class StockMovement(Row):
    """In (+) or out (−) of a level, and why. Never changed: a mistake is a movement back."""

    stock_level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="movements")
    quantity = fields.quantity()
    reason = models.CharField(max_length=20)  # receipt, issue, count, transfer, reversal
    batch = models.CharField(max_length=60, blank=True, default="")
    expires_on = models.DateField(null=True)
    receipt_line = models.ForeignKey(ReceiptLine, on_delete=models.PROTECT, null=True, related_name="+")
    counted = fields.quantity(null=True)
    note = models.CharField(max_length=200, blank=True, default="")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = [append_only("stock_movement_append_only")]


COUNT_STATES = ("waiting", "taken", "refused")


class StockCount(Row):
    """What somebody counted. A difference worth more than the body's limit waits for a second person (R6)."""

    stock_level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="counts")
    level_then = fields.quantity()
    counted = fields.quantity()
    value = fields.money(null=True)  # of the difference, ex VAT; unknown where the item was never ordered
    state = models.CharField(max_length=10, choices=[(s, s) for s in COUNT_STATES])
    note = models.CharField(max_length=200, blank=True, default="")
    counted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    counted_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stock_level"], name="stock_count_one_waits", condition=Q(state="waiting")),
            models.CheckConstraint(
                name="stock_count_two_people",
                condition=~Q(state="taken")
                | Q(decided_by__isnull=True)
                | Q(counted_by__isnull=True)
                | ~Q(decided_by=F("counted_by")),
            ),
        ]


class BatchHold(Row):
    """A batch that nobody may use until someone has looked at it (6.1 step 8)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    own_item = models.ForeignKey(OwnItem, on_delete=models.PROTECT, related_name="+")
    batch = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True, default="")
    held_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField()
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["own_item", "batch"], name="batch_held_once", condition=Q(released_at__isnull=True))
        ]
