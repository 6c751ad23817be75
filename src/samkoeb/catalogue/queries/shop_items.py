"""Items as the ward sees them: asked of PostgreSQL for exactly those that are shown, and only what the viewer may buy today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.catalogue.models import Item, UnspscNode
from samkoeb.catalogue.queries.prices import prices_on
from samkoeb.catalogue.queries.search_rows import labels_on


@dataclass(frozen=True, slots=True)
class ShopItem:
    """`price` is for `base_quantity` orderable units; `per_unit` for one; `per_base` for one content unit; all excl. VAT.

    All three are None when no price is in force today: the item is shown, and cannot be ordered.
    """

    item_id: int
    name_da: str
    name_en: str
    description_da: str
    description_en: str
    number: str
    gtin: str
    manufacturer: str
    manufacturer_item_number: str
    supplier_id: int
    supplier_name: str
    agreement_id: int
    agreement_number: str
    is_mandatory: bool
    unspsc: str
    is_service: bool
    unit: str
    pack_content: Decimal
    pack_unit: str
    minimum_quantity: Decimal | None
    order_multiple: Decimal | None
    lead_time_days: int
    attributes: Mapping[str, Any]
    labels: tuple[str, ...]
    image_url: str
    vat_percent: Decimal
    substitute_for_id: int | None
    price: Decimal | None
    base_quantity: Decimal
    currency: str

    @property
    def can_be_ordered(self) -> bool:
        return self.price is not None

    @property
    def per_unit(self) -> Decimal | None:
        return None if self.price is None else self.price / self.base_quantity

    @property
    def per_base(self) -> Decimal | None:
        return None if self.price is None else self.price / self.base_quantity / self.pack_content

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_da

    def description(self, language: str) -> str:
        return self.description_en if language.startswith("en") and self.description_en else self.description_da


_SAME = (
    "name_da", "name_en", "description_da", "description_en", "gtin", "manufacturer", "manufacturer_item_number", "supplier_id",
    "agreement_id", "unspsc", "is_service", "unit", "pack_content", "pack_unit", "minimum_quantity", "order_multiple", "attributes",
    "image_url", "vat_percent", "substitute_for_id",
)  # fmt: skip


def shop_items(item_ids: Iterable[int], viewer: Viewer, on: date) -> dict[int, ShopItem]:
    """Those of the items that the viewer may see today; three questions to the database, however many."""
    rows = Item.objects.filter(pk__in=list(item_ids), withdrawn_at__isnull=True, agreement_id__in=viewer.agreements)
    items = list(rows.select_related("supplier"))
    prices = prices_on([item.pk for item in items], on)
    terms = agreements.agreement_facts(item.agreement_id for item in items)
    found = {}
    for item in items:
        price, agreement = prices.get(item.pk), terms[item.agreement_id]
        found[item.pk] = ShopItem(
            **{name: getattr(item, name) for name in _SAME},
            item_id=item.pk,
            number=item.supplier_item_number,
            supplier_name=item.supplier.name,
            agreement_number=agreement.number,
            is_mandatory=item.agreement_id in viewer.mandatory,
            lead_time_days=agreement.lead_time_days if item.lead_time_days is None else item.lead_time_days,
            labels=labels_on(item.labels, on),
            price=price.amount if price else None,
            base_quantity=price.base_quantity if price else Decimal(1),
            currency=price.currency if price else agreement.currency,
        )
    return found


def class_titles(codes: Iterable[str], language: str) -> dict[str, str]:
    """The titles of UNSPSC codes of 2 to 8 digits, in the language where the tree has it; a code that it lacks is absent."""
    by_node = {code.ljust(8, "0"): code for code in codes}
    rows = UnspscNode.objects.filter(code__in=by_node).values_list("code", "title_da", "title_en")
    return {by_node[code]: (en or da) if language.startswith("en") else (da or en) for code, da, en in rows}
