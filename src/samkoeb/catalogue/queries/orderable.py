"""Items as an order line needs them: who sells, under which agreement, in what unit, at the price of the day and quantity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from samkoeb.base.asking import asked
from samkoeb.catalogue.models import Fulfilment, Item
from samkoeb.catalogue.queries.prices import prices_on


@dataclass(frozen=True, slots=True)
class OrderableItem:
    """`price` is for `base_quantity` orderable units, excl. VAT. `own_item_ids`: body → its own item that this one stands for."""

    item_id: int
    agreement_id: int
    lot_id: int | None
    supplier_id: int
    number: str
    name_da: str
    name_en: str
    gtin: str
    unspsc: str
    is_service: bool
    unit: str
    pack_content: Decimal
    pack_unit: str
    minimum_quantity: Decimal | None
    order_multiple: Decimal | None
    lead_time_days: int | None
    vat_category: str
    vat_percent: Decimal
    price: Decimal = Decimal(0)
    base_quantity: Decimal = Decimal(1)
    currency: str = ""
    own_item_ids: Mapping[int, int] = field(default_factory=dict)


_AS_THEY_ARE = tuple(
    name
    for name in OrderableItem.__dataclass_fields__
    if name not in ("item_id", "number", "price", "base_quantity", "currency", "own_item_ids")
)


@asked
def _fulfilled(item_ids: Iterable[int]) -> QuerySet[Fulfilment, tuple[int, int, int]]:
    rows = Fulfilment.objects.filter(item_id__among=item_ids).order_by("own_item_id")
    return rows.values_list("item_id", "own_item__organisation_id", "own_item_id")


def items_for_order(quantities: Mapping[int, Decimal], *, on: date) -> dict[int, OrderableItem]:
    """item id → the item with its price on the day for that quantity; absent: withdrawn, or without a price in force. Three questions
    to the database, however many items. Whether the unit may buy it is the agreement's business."""
    prices = prices_on(quantities, on, dict(quantities))
    own: dict[int, dict[int, int]] = {}
    for item_id, organisation_id, own_item_id in _fulfilled(prices):
        own.setdefault(item_id, {}).setdefault(organisation_id, own_item_id)
    found = {}
    for item_id, item in Item.objects.read_all(prices).items():
        if item.withdrawn_at is not None:
            continue
        price = prices[item_id]
        found[item_id] = OrderableItem(
            **{name: getattr(item, name) for name in _AS_THEY_ARE},
            item_id=item_id,
            number=item.supplier_item_number,
            price=price.amount,
            base_quantity=price.base_quantity,
            currency=price.currency,
            own_item_ids=own.get(item_id, {}),
        )
    return found
