"""Items, prices in force, classification, own items; versions and their lines as proposed by suppliers (S81, S88–S93)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from samkoeb.agreements.models import Agreement, Lot
from samkoeb.base import fields
from samkoeb.base.models import Row, period_is_half_open
from samkoeb.organisations.models import Organisation, Person

VERSION_STATES = ("reading", "proposed", "approved", "rejected", "superseded", "refused")
CHANGES = ("new", "changed", "gone", "unchanged")
DECISIONS = ("open", "approved", "left_out")


class UnspscNode(Row):
    """One node of the UNSPSC tree, loaded from a file; titles in Danish where the file has them."""

    code = models.CharField(max_length=8, primary_key=True)
    parent_code = models.CharField(max_length=8, blank=True, default="", db_index=True)
    level = models.PositiveSmallIntegerField()  # 1 segment, 2 family, 3 class, 4 commodity
    title_da = models.CharField(max_length=250, blank=True, default="")
    title_en = models.CharField(max_length=250, blank=True, default="")
    version = models.CharField(max_length=40, blank=True, default="")


class OwnItem(Row):
    """The body's own item (its generic product): lists, stock and statistics hang here and survive a change of supplier."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    name_da = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250, blank=True, default="")
    unspsc = models.CharField(max_length=8, blank=True, default="")
    base_unit = fields.unit_code()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="own_item_number")]


class ColumnMapping(Row):
    """How a supplier's spreadsheets are read: saved once, proposed again (see logic/mapping.py for the JSON)."""

    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    headings_sha256 = models.CharField(max_length=64)
    mapping = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supplier", "headings_sha256"], name="mapping_once")]


class CatalogueVersion(Row):
    """What a supplier proposes that an agreement's catalogue should be."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="catalogue_versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default="reading", choices=[(s, s) for s in VERSION_STATES])
    inbound_id = models.BigIntegerField(null=True)  # the raw file in exchange
    document_number = models.CharField(max_length=200, blank=True, default="")
    file_name = models.CharField(max_length=255, blank=True, default="")
    format = models.CharField(max_length=40, blank=True, default="")
    mapping = models.JSONField(null=True)
    currency = fields.currency()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    read_lines = models.PositiveIntegerField(default=0)  # progress while reading, and how many there were
    faults = models.JSONField(default=list)  # file faults: [{"code", "facts"}]
    counts = models.JSONField(default=dict)  # {"new": …, "changed": …, "gone": …, "unchanged": …, "faulty": …, "warned": …, "not_tendered": …}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="catalogue_version_number")]


class VersionLine(Row):
    """One line of a version: what the file said (normalised), what it changes, what was found wrong, what the buyer decided."""

    version = models.ForeignKey(CatalogueVersion, on_delete=models.CASCADE, related_name="lines")
    line_number = models.PositiveIntegerField()
    supplier_item_number = models.CharField(max_length=80, blank=True, default="")
    data = models.JSONField()
    price = fields.unit_price(null=True)
    faults = models.JSONField(default=list)
    is_left_out = models.BooleanField(default=False)  # a line fault: never imported
    change = models.CharField(max_length=10, blank=True, default="", choices=[(c, c) for c in CHANGES])
    changed_fields = models.JSONField(default=list)
    price_before = fields.unit_price(null=True)
    tendered_price = fields.unit_price(null=True)
    not_tendered = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, default="open", choices=[(d, d) for d in DECISIONS])
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["version", "change"], name="version_line_change")]


class Item(Row):
    """A supplier's item under an agreement. In sale while `withdrawn_at` is empty."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, related_name="+")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(CatalogueVersion, on_delete=models.PROTECT, null=True, related_name="+")
    supplier_item_number = models.CharField(max_length=80)
    manufacturer = models.CharField(max_length=120, blank=True, default="")
    manufacturer_item_number = models.CharField(max_length=80, blank=True, default="")
    gtin = models.CharField(max_length=14, blank=True, default="", db_index=True)
    name_da = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True, default="")
    description_da = models.TextField(blank=True, default="")
    description_en = models.TextField(blank=True, default="")
    unspsc = models.CharField(max_length=8, blank=True, default="", db_index=True)
    is_service = models.BooleanField(default=False)
    unit = fields.unit_code()  # the orderable unit
    pack_content = fields.quantity(default=1)
    pack_unit = fields.unit_code()
    minimum_quantity = fields.quantity(null=True, blank=True)
    order_multiple = fields.quantity(null=True, blank=True)
    lead_time_days = models.PositiveIntegerField(null=True, blank=True)
    attributes = models.JSONField(default=dict)  # {"Størrelse": "M"}
    labels = models.JSONField(default=list)  # [{"name": "Svanemærket", "number": "…", "expires_on": "…"}]
    image_url = models.CharField(max_length=500, blank=True, default="")
    vat_category = models.CharField(max_length=3, default="S")
    vat_percent = fields.percent(default=25)
    warnings = models.JSONField(default=list)  # codes of what was wrong but imported
    substitute_for = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "supplier_item_number"], name="item_number")]


class Fulfilment(Row):
    """An item that can stand for a body's own item."""

    own_item = models.ForeignKey(OwnItem, on_delete=models.CASCADE, related_name="fulfilments")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="fulfilments")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["own_item", "item"], name="fulfilment_once")]


class Price(Row):
    """The price of an item from a quantity, in a period: one at a time (an order line resolves to one price valid on its day)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="prices")
    version = models.ForeignKey(CatalogueVersion, on_delete=models.PROTECT, null=True, related_name="+")
    minimum_quantity = fields.quantity(default=1)
    amount = fields.unit_price()  # per `base_quantity` of the orderable unit, ex VAT
    base_quantity = fields.quantity(default=1)
    currency = fields.currency()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            period_is_half_open("price_period"),
            models.CheckConstraint(name="price_positive", condition=Q(amount__gte=0) & Q(base_quantity__gt=0)),
            ExclusionConstraint(
                name="price_one_at_a_time",
                expressions=[
                    ("item", RangeOperators.EQUAL),
                    ("minimum_quantity", RangeOperators.EQUAL),
                    (fields.DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class SearchChange(Row):
    """An item whose search row may differ: written in the fact's transaction, read by each node's index by transaction id."""

    item_id = models.BigIntegerField()
    xid = models.BigIntegerField(db_default=RawSQL("(pg_current_xact_id()::text::bigint)", ()), db_index=True)


class SearchMiss(Row):
    """What was searched for and not found: for the buyer (6.1 step 2)."""

    unit_id = models.BigIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    at = models.DateTimeField()
    results = models.PositiveIntegerField(default=0)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
