"""How the buyer's screens say things: last days, percent with their sign, legal bases, the weight of a fault."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from samkoeb import sentences
from samkoeb.kernel import quantity as quantities
from samkoeb.ordering.logic.outside import LEGAL_BASES
from samkoeb.web.parts.states import LEGAL_BASIS_NAMES
from samkoeb.web.templatetags.samkoeb import day

register = template.Library()

WEIGHTS = {
    "error": ("error", gettext_noop("The file cannot be used")),
    "line": ("warning", gettext_noop("Line left out")),
    "warning": ("info", gettext_noop("Remark")),
}

FIELDS = {
    "name_da": gettext_noop("Name, Danish"),
    "name_en": gettext_noop("Name, English"),
    "description_da": gettext_noop("Description, Danish"),
    "description_en": gettext_noop("Description, English"),
    "manufacturer": gettext_noop("Manufacturer"),
    "manufacturer_item_number": gettext_noop("Manufacturer's item number"),
    "gtin": "GTIN",
    "unspsc": "UNSPSC",
    "unit": gettext_noop("Order unit"),
    "pack_content": gettext_noop("Contents of the pack"),
    "pack_unit": gettext_noop("Unit of the contents"),
    "minimum_quantity": gettext_noop("Smallest order"),
    "order_multiple": gettext_noop("Ordered in steps of"),
    "lead_time_days": gettext_noop("Delivery time, days"),
    "is_service": gettext_noop("Service"),
    "attributes": gettext_noop("Properties"),
    "labels": gettext_noop("Eco-labels"),
    "image_url": gettext_noop("Picture"),
    "vat": gettext_noop("VAT"),
    "vat_category": gettext_noop("VAT"),
    "vat_percent": gettext_noop("VAT rate, %"),
    "price": gettext_noop("Price"),
    "prices": gettext_noop("Prices"),
    "quantity_breaks": gettext_noop("Quantity breaks"),
}


@register.filter
def last_day(first_day_after: date | None) -> str:
    """The last day of a half-open period."""
    return day(first_day_after - timedelta(days=1)) if first_day_after else "–"


@register.filter
def signed(value: Any) -> str:
    """2.9 → "+2,9 %"; nothing where there is nothing to compare."""
    if value is None:
        return ""
    number = quantities.number_en if (get_language() or "da").startswith("en") else quantities.number_da
    text = number(abs(Decimal(value)))
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{text} %"


@register.filter
def width(percent: Any) -> str:
    """A percentage as a CSS width: within the bar, with a point."""
    return f"{min(max(Decimal(percent or 0), Decimal(0)), Decimal(100)):.2f}%"


@register.filter
def fullness(percent: Any) -> str:
    """The colour class of a bar: warned from 80 %, full from 100 %."""
    value = Decimal(percent or 0)
    return "is-full" if value >= 100 else "is-warned" if value >= 80 else ""


@register.filter
def legal_basis(code: str) -> str:
    """The basis in words, with where it stands in the law."""
    law = LEGAL_BASES.get(code, "")
    said = _(LEGAL_BASIS_NAMES[code]) if code in LEGAL_BASIS_NAMES else code
    return f"{said} ({law})" if law else said


@register.filter
def weight(severity: str) -> str:
    return _(WEIGHTS[severity][1]) if severity in WEIGHTS else severity


@register.filter
def weight_colour(severity: str) -> str:
    return WEIGHTS[severity][0] if severity in WEIGHTS else ""


@register.filter
def field_name(code: str) -> str:
    """A field of a catalogue line as people call it."""
    return _(FIELDS[code]) if code in FIELDS else code.replace("_", " ")


@register.filter
def in_the_other_language(finding: Any) -> str:
    """A stored finding in the language that the screen is not in: the supplier may read only that one."""
    other = "da" if (get_language() or "da").startswith("en") else "en"
    code, facts = (finding["code"], finding["facts"]) if isinstance(finding, dict) else (finding.code, finding.facts)
    return sentences.sentence(code, facts, other)


@register.filter
def in_words(finding: Any) -> str:
    """A finding as an object with code and facts, in the reader's language."""
    return sentences.sentence(finding.code, finding.facts, get_language() or "da")
