"""What is in force under an agreement, as the canonical catalogue document (Peppol BIS 3 T19): for the body's other systems, and for a walk."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from samkoeb.agreements.models import Agreement
from samkoeb.catalogue.models import Item, Price
from samkoeb.catalogue.queries.orderable import OrderableItem, items_for_order
from samkoeb.documents import model as documents
from samkoeb.organisations.models import Organisation

GTIN_SCHEME, GLN_SCHEME, CVR_SCHEME = "0160", "0088", "0184"


def orderable_on(agreement_id: int, *, on: date, limit: int) -> list[OrderableItem]:
    """The first items of an agreement that can be ordered on the day at a price above nothing, in the order of the catalogue."""
    ids = Price.objects.in_force(on).filter(item__agreement_id=agreement_id, item__withdrawn_at=None, amount__gt=0).order_by("item_id")
    wanted = list(dict.fromkeys(ids.values_list("item_id", flat=True)[: limit * 4]))[:limit]
    minimum = dict(Item.objects.filter(pk__in=wanted).values_list("pk", "minimum_quantity"))
    found = items_for_order({pk: minimum[pk] or Decimal(1) for pk in wanted}, on=on)
    return [found[pk] for pk in wanted if pk in found]


def as_document(agreement_id: int, *, on: date) -> documents.Catalogue:
    """All items with a price in force on the day. The supplier provides, the owner of the agreement receives."""
    agreement = Agreement.objects.select_related("supplier", "owner").get(pk=agreement_id)
    prices: dict[int, list[Price]] = {}
    for price in Price.objects.in_force(on).filter(item__agreement=agreement, item__withdrawn_at=None).order_by("item_id", "minimum_quantity"):
        prices.setdefault(price.item_id, []).append(price)
    items = Item.objects.filter(pk__in=prices).order_by("pk")
    header = documents.CatalogueHeader(
        number=f"{agreement.number}-{on:%Y%m%d}",
        issued_on=on,
        name=agreement.title,
        validity=documents.Span(agreement.valid_from, agreement.valid_to - timedelta(days=1)),
        provider=_party(agreement.supplier),
        receiver=_party(agreement.owner),
        seller=_party(agreement.supplier),
        contract=agreement.number,
    )
    return documents.Catalogue(header=header, lines=tuple(_line(number, item, prices[item.pk]) for number, item in enumerate(items, 1)))


def _line(number: int, item: Item, prices: Iterable[Price]) -> documents.CatalogueLine:
    return documents.CatalogueLine(
        id=str(number),
        action="Update",
        orderable=True,
        orderable_unit=item.unit,
        content=documents.Quantity(item.pack_content, item.pack_unit),
        minimum_order=documents.Quantity(item.minimum_quantity, item.unit) if item.minimum_quantity else None,
        increment=item.order_multiple,
        item=documents.Item(
            name=item.name_da or item.name_en,
            descriptions=(item.description_da or item.name_da or item.name_en,),
            sellers_id=item.supplier_item_number,
            manufacturers_id=item.manufacturer_item_number,
            manufacturer=item.manufacturer,
            standard_id=documents.Identifier(item.gtin, GTIN_SCHEME) if item.gtin else None,
            classifications=documents.unspsc(item.unspsc),
            tax=documents.TaxCategory(code=item.vat_category, percent=item.vat_percent),
            properties=tuple(documents.ItemProperty(name=name, value=str(value)) for name, value in item.attributes.items()),
        ),
        prices=tuple(
            documents.PriceBreak(
                minimum=documents.Quantity(p.minimum_quantity, item.unit),
                price=documents.Price(
                    amount=p.amount,
                    currency=p.currency,
                    base_quantity=documents.Quantity(p.base_quantity, item.unit),
                    validity=documents.Span(p.valid_from, p.valid_to - timedelta(days=1) if p.valid_to else None),
                ),
            )
            for p in prices
        ),
    )


def _party(body: Organisation) -> documents.Party:
    scheme, _colon, value = body.endpoint.partition(":")
    return documents.Party(
        endpoint=documents.Identifier(value, scheme) if value else documents.Identifier(body.gln, GLN_SCHEME),
        ids=(documents.Identifier(body.gln, GLN_SCHEME),) if body.gln else (),
        name=body.name,
        legal_name=body.name,
        legal_id=documents.Identifier(f"DK{body.cvr}", CVR_SCHEME) if body.cvr and body.country == "DK" else None,
        address=documents.Address(street=body.street, city=body.city, postal_code=body.postal_code, country=body.country),
    )


def item_by_number(agreement_id: int, supplier_item_number: str) -> int:
    """The item's id. Raises Item.DoesNotExist."""
    return int(Item.objects.values_list("pk", flat=True).get(agreement_id=agreement_id, supplier_item_number=supplier_item_number))
