"""What the columns of a supplier's spreadsheet can hold, in the words and the order of the mapping screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samkoeb.catalogue.logic.mapping import ColumnMapping

#: field of the mapping → (label, whether no file can do without it). The first dozen decide whether a line can be bought.
FIELDS: dict[str, tuple[Promise | str, bool]] = {
    "supplier_number": (_("Supplier's item number"), True),
    "name": (_("Name"), False),
    "price": (_("Price"), True),
    "unit": (_("Order unit"), False),
    "pack_contents": (_("Pieces in a unit"), False),
    "pack_text": (_("Pack, as text"), False),
    "content_unit": (_("Unit of the contents"), False),
    "price_quantity": (_("Price is per how many"), False),
    "currency": (_("Currency"), False),
    "gtin": ("GTIN", False),
    "unspsc": ("UNSPSC", False),
    "vat": (_("VAT rate"), False),
    "name_da": (_("Name, Danish"), False),
    "name_en": (_("Name, English"), False),
    "description": (_("Description"), False),
    "manufacturer": (_("Manufacturer"), False),
    "manufacturer_number": (_("Manufacturer's item number"), False),
    "brand": (_("Brand"), False),
    "minimum_order": (_("Smallest order"), False),
    "increment": (_("Ordered in steps of"), False),
    "lead_time": (_("Delivery time, days"), False),
    "valid_from": (_("Price holds from"), False),
    "valid_to": (_("Price holds until"), False),
    "label": (_("Eco-labels"), False),
    "image": (_("Picture"), False),
    "action": (_("New, changed or deleted"), False),
}
FIRST = 12  # shown at once; the others on demand

CURRENCIES = ("DKK", "EUR", "USD", "SEK", "NOK", "GBP", "CHF")
UNITS = ("C62", "XBX", "XPK", "XCS", "XCT", "XPC", "XBG", "XBO", "XRO", "XTU", "PR", "SET", "LTR", "KGM", "MTR", "HUR", "DAY", "E48")


@dataclass(frozen=True, slots=True)
class Field:
    """`heading` is the column that it is read from now, or ""."""

    name: str
    label: Promise | str
    is_needed: bool
    heading: str
    is_first: bool


def fields_of(headings: Sequence[str], mapping: ColumnMapping) -> list[Field]:
    """Every field with its column. What is mapped counts among the first, so that nothing that is read is out of sight."""
    found = []
    for position, (name, (label, is_needed)) in enumerate(FIELDS.items()):
        heading = mapping.columns.get(name, "")
        heading = heading if heading in headings else ""
        found.append(Field(name, label, is_needed, heading, position < FIRST or bool(heading)))
    return found
