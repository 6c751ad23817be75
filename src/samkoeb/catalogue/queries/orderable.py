"""Items as an order line needs them: who sells, under which agreement, in what unit, at the price of the day and quantity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

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


_FIELDS = tuple(OrderableItem.__dataclass_fields__)
_OF_ITEM = {"item_id": "pk", "number": "supplier_item_number"} | {
    name: name for name in _FIELDS if name not in ("item_id", "number", "price", "base_quantity", "currency", "own_item_ids")
}


def items_for_order(quantities: Mapping[int, Decimal], *, on: date) -> dict[int, OrderableItem]:
    """item id → the item with its price on the day for that quantity; absent: withdrawn, or without a price in force. Three questions
    to the database, however many items. Whether the unit may buy it is the agreement's business."""
    prices = prices_on(quantities, on, dict(quantities))
    own: dict[int, dict[int, int]] = {}
    rows = Fulfilment.objects.filter(item_id__in=prices).order_by("own_item_id")
    for item_id, organisation_id, own_item_id in rows.values_list("item_id", "own_item__organisation_id", "own_item_id"):
        own.setdefault(item_id, {}).setdefault(organisation_id, own_item_id)
    found = {}
    for row in Item.objects.filter(pk__in=prices, withdrawn_at__isnull=True).values(*_OF_ITEM.values()):
        price = prices[row["pk"]]
        facts = {name: row[column] for name, column in _OF_ITEM.items()}
        found[price.item_id] = OrderableItem(
            **facts, price=price.amount, base_quantity=price.base_quantity, currency=price.currency, own_item_ids=own.get(row["pk"], {})
        )
    return found
