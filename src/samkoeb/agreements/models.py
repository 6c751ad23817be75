"""Agreements: who is bound, tendered prices, ceilings and draw-down (F4, S11, S15, S19, C-23/20)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from samkoeb.base import fields
from samkoeb.base.models import Row, period_is_half_open
from samkoeb.organisations.models import Organisation, Unit

MANDATORY, COMPLY_OR_EXPLAIN, VOLUNTARY = "mandatory", "comply_or_explain", "voluntary"
BINDING_LEVELS = (MANDATORY, COMPLY_OR_EXPLAIN, VOLUNTARY)


class Agreement(Row):
    """What a tender ends in. `drawn` is the sum of its draw-down rows, kept under this row's lock: the ceiling is decided here."""

    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="draft")  # logic/lifecycle.py
    currency = fields.currency()
    estimated_value = fields.money()
    maximum_value = fields.money()
    drawn = fields.money(default=0)
    # What dearer invoices brought above the maximum. Goods that were taken over must be paid, so it is shown and told, never refused.
    overdrawn = fields.money(default=0)
    warned_percent = models.PositiveSmallIntegerField(default=0)  # the highest threshold that was told of (F4.2)
    valid_from = models.DateField()
    valid_to = models.DateField()
    duration_reason = models.TextField(blank=True, default="")  # over 48 months needs one (§ 95)
    # The four dimensions of S15, as the body writes them.
    quality_terms = models.TextField(blank=True, default="")
    service_terms = models.TextField(blank=True, default="")
    delivery_terms = models.TextField(blank=True, default="")
    payment_days = models.PositiveIntegerField(default=30)
    lead_time_days = models.PositiveIntegerField(default=2)
    minimum_order = fields.money(default=0)
    # {"price_percent": "2", "price_amount": "50", "freight_amount": "…", "over_delivery_percent": "5"}; empty: the body's own
    tolerances = models.JSONField(default=dict)
    contact_email = models.EmailField(blank=True, default="")
    tender_reference = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            period_is_half_open("agreement_period"),
            models.CheckConstraint(
                name="agreement_maximum", condition=Q(maximum_value__gt=0) & Q(estimated_value__lte=F("maximum_value"))
            ),
            models.CheckConstraint(
                name="agreement_drawn_within_maximum", condition=Q(drawn__lte=F("maximum_value") + F("overdrawn"))
            ),
            models.CheckConstraint(name="agreement_overdrawn", condition=Q(overdrawn__gte=0)),
        ]


class Lot(Row):
    """A delkontrakt. Its own maximum, where one is set, is decided under the agreement's lock too."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="lots")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    estimated_value = fields.money(null=True, blank=True)
    maximum_value = fields.money(null=True, blank=True)
    drawn = fields.money(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="lot_number")]


class Participant(Row):
    """A body (or one of its units) that may draw on the agreement, and how hard it is bound (F4.3, F4.6)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    binding_level = models.CharField(max_length=20, choices=[(b, b) for b in BINDING_LEVELS])
    committed_value = fields.money(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            period_is_half_open("participant_period"),
            models.UniqueConstraint(fields=["agreement", "organisation", "unit"], name="participant_once", nulls_distinct=False),
        ]


class Option(Row):
    """A right to go on: until when, and the last day on which it can be said (S19)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="options")
    extends_to = models.DateField()
    last_notice_on = models.DateField()
    exercised_at = models.DateTimeField(null=True)


class TenderedPrice(Row):
    """The price that won: by the supplier's item number, per unit and base quantity."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="tendered_prices")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supplier_item_number = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True, default="")
    price = fields.unit_price()
    base_quantity = fields.quantity(default=1)
    unit = fields.unit_code()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            period_is_half_open("tendered_price_period"),
            models.CheckConstraint(name="tendered_price_positive", condition=Q(price__gte=0) & Q(base_quantity__gt=0)),
            ExclusionConstraint(
                name="tendered_price_one_at_a_time",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    ("supplier_item_number", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (fields.DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class DrawDown(Row):
    """What one order line takes of the maximum: ordered until it is invoiced, then the invoiced part instead (7.1)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="draw_downs")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    order_line_id = models.BigIntegerField(unique=True)  # downstream: by id only
    ordered = fields.money()
    invoiced = fields.money(default=0)
    replaced = fields.money(default=0)  # the ordered value of what has been invoiced
    drawn_on = models.DateField()
    settled = models.BooleanField(default=False)  # nothing more comes: only what was invoiced counts

    class Meta:
        constraints = [models.CheckConstraint(name="draw_down_ordered", condition=Q(ordered__gte=0))]
