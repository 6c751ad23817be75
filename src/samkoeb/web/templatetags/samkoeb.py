"""How things are written on every screen: icons, money, quantities, days, states, problems, pages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samkoeb import sentences
from samkoeb.kernel import quantity as quantities
from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR, SUPPLIER_USER
from samkoeb.kernel.money import round_half_up
from samkoeb.kernel.problem import Problem
from samkoeb.web.parts.deeds import THINGS, WAYS
from samkoeb.web.parts.roles import ORDER_READERS, role_name
from samkoeb.web.parts.states import (
    DEVIATIONS,
    DOCUMENTS,
    ENTRY_KINDS,
    EVENTS,
    MOMENTS,
    MOVEMENTS,
    OUTSIDE_REASONS,
    QUEUE_REASONS,
    RESPONSE_REASON_NAMES,
    SETTINGS,
    STATES,
    VAT_CODE_NAMES,
    VAT_PURPOSES,
)

register = template.Library()


def _english() -> bool:
    return (get_language() or "da").startswith("en")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the design system; decoration unless it has a label."""
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon-svg" focusable="false" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html('<svg class="icon-svg" focusable="false" aria-hidden="true"><use href="{}"></use></svg>', href)


def _number(value: Decimal, places: int | None = None) -> str:
    return (quantities.number_en if _english() else quantities.number_da)(value, places)


@register.filter
def money(value: Any, currency: str = "DKK") -> str:
    """1234.5 → "1.234,50 kr."; other currencies are named by their code."""
    if value is None or value == "":
        return "–"
    text = _number(round_half_up(Decimal(value), 2), 2)
    return f"{text} kr." if currency == "DKK" else f"{text} {currency}"


@register.filter
def price(value: Any, currency: str = "DKK") -> str:
    """A unit price: two decimals, or as many more as it has (at most six)."""
    if value is None or value == "":
        return "–"
    exact = round_half_up(Decimal(value), 6)
    text = _number(exact, quantities.price_places(exact))
    return f"{text} kr." if currency == "DKK" else f"{text} {currency}"


@register.filter
def each(value: Any, currency: str = "DKK") -> str:
    """What one piece of a pack comes to, to compare by: 229.25 for twelve → "19,1042 kr." """
    return price(None if value is None or value == "" else round_half_up(Decimal(value), 4), currency)


@register.filter
def qty(value: Any) -> str:
    """A quantity with as many decimals as it has: 8.000000 → "8"."""
    return "–" if value is None or value == "" else _number(Decimal(value))


@register.simple_tag
def packed(quantity: Any, unit: str, content: Any = 1, content_unit: str = "C62") -> str:
    """ "10 æsker à 100 stk = 1.000 stk" """
    pack = quantities.Pack(unit, Decimal(content or 1), content_unit)
    return quantities.say(Decimal(quantity), pack, get_language() or "da")


@register.simple_tag
def unit_name(code: str, quantity: Any = 1) -> str:
    return quantities.unit_name(code, Decimal(quantity), get_language() or "da")


@register.filter
def day(value: date | datetime | None) -> str:
    """31-12-2026"""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%d-%m-%Y}"


@register.filter
def instant(value: datetime | None) -> str:
    """31-12-2026 kl. 14.05, in Copenhagen."""
    if value is None:
        return "–"
    at = timezone.localtime(value)
    return f"{at:%d-%m-%Y} {at:%H:%M}" if _english() else f"{at:%d-%m-%Y} kl. {at:%H.%M}"


@register.filter
def percent(value: Any) -> str:
    """12.5 → "12,5 %" """
    return "–" if value is None else f"{_number(round_half_up(Decimal(value), 1).normalize())} %"


@register.simple_tag
def state(code: str) -> SafeString:
    """A state as a badge: colour and word."""
    colour, word = STATES.get(code, ("", code))
    return format_html('<span class="badge {}">{}</span>', f"badge-{colour}" if colour else "", _(word) if word else code)


@register.filter
def state_name(code: str) -> str:
    """A state in a word."""
    word = STATES.get(code, ("", ""))[1]
    return _(word) if word else code


@register.filter
def sentence(problem: Any) -> str:
    """A Problem, or a stored finding {"code", "facts"}, in words."""
    language = get_language() or "da"
    if isinstance(problem, Problem) and problem.code.startswith("settings."):
        return sentences.sentence(problem.code, {**problem.facts, "key": setting_name(problem.facts["key"])}, language)
    if isinstance(problem, Problem):
        return sentences.say(problem, language)
    return sentences.sentence(problem["code"], problem.get("facts", {}), language)


@register.filter
def in_language(thing: Any, field: str) -> str:
    """thing|in_language:"name" → name_en on English screens where there is one, else name_da; works on rows and dictionaries."""

    def get(name: str) -> str:
        return (thing.get(name) if isinstance(thing, dict) else getattr(thing, name, "")) or ""

    da, en = get(f"{field}_da"), get(f"{field}_en")
    return (en or da) if _english() else (da or en)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag(takes_context=True)
def with_query(context: Any, **changes: Any) -> str:
    """This page's address with some query parameters changed (None removes one): for sorting, facets and pages."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else context["request"].path


@register.inclusion_tag("parts/column.html", takes_context=True)
def column(context: Any, name: str, label: str, numeric: str = "") -> dict[str, Any]:
    """A table heading that sorts: `?sort=name`, then `?sort=-name`."""
    current = context["request"].GET.get("sort", context.get("sort", ""))
    descending = current == f"-{name}"
    active = current.lstrip("-") == name
    target = f"-{name}" if active and not descending else name
    address = with_query(context, sort=target, page=None)
    return {
        "label": label,
        "address": address,
        "direction": ("descending" if descending else "ascending") if active else "",
        "icon": ("sort-table-descending" if descending else "sort-table-ascending") if active else "sort-table-none",
        "numeric": bool(numeric),
    }


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context: Any, page: Any) -> dict[str, Any]:
    """Links to the other pages of a `parts.paging.Page`."""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("parts/field.html")
def field(bound: Any, help: str = "", quiet: bool = False) -> dict[str, Any]:
    """A form field in the design system's mark-up, with its label, help and error; `quiet` where all are optional and none says so."""
    return {"field": bound, "help": help or bound.help_text, "hide_optional": quiet}


@register.inclusion_tag("parts/history.html", takes_context=True)
def history(context: Any, thing: str, thing_id: int) -> dict[str, Any]:
    """The way to what the trail says of a thing ("ordering.order"), for those who may read the trail."""
    return {"may": context["actor"].holds(AUDITOR, ADMINISTRATOR), "thing": thing, "thing_id": thing_id}


@register.simple_tag(takes_context=True)
def order_link(context: Any, order_id: int, number: str) -> SafeString | str:
    """An order's number, leading to the reader's own page of it; only the number for whom there is none."""
    actor = context["actor"]
    page = "shop:order" if actor.holds(*ORDER_READERS) else "supplier:order" if actor.holds(SUPPLIER_USER) else ""
    return format_html('<a href="{}">{}</a>', reverse(page, args=[order_id]), number) if page else number


@register.filter
def role(code: str) -> str:
    """A role as people call it."""
    return role_name(code)


@register.filter
def document(code: str) -> str:
    """A document type as people call it; a dash where it is not known."""
    return _(DOCUMENTS[code]) if code in DOCUMENTS else (code or "–")


@register.filter
def way(code: str) -> str:
    """By which way a document came or went."""
    return _(WAYS[code]) if code in WAYS else code


@register.filter
def thing(key: str) -> str:
    """"invoicing.invoice:11", what a document became, in words; a dash where it became nothing."""
    kind, _colon, number = key.partition(":")
    return f"{_(THINGS[kind])} {number}" if kind in THINGS else (key or "–")


@register.filter
def setting_name(key: str) -> str:
    """A setting's key as people read it."""
    return _(SETTINGS[key]) if key in SETTINGS else key.replace("_", " ")


@register.filter
def moment(what: str) -> str:
    """A moment of the time line in words."""
    return _(MOMENTS[what]) if what in MOMENTS else what.replace("_", " ")


@register.filter
def outside(code: str) -> str:
    """Why something left outside the agreements."""
    return _(OUTSIDE_REASONS[code]) if code in OUTSIDE_REASONS else code


@register.filter
def retention(rule: Any) -> str:
    """A rule of retention in words."""
    return sentences.sentence(f"retention.{rule.code}", {}, get_language() or "da")


@register.filter
def deviation(code: str) -> str:
    """What was wrong with what came."""
    return _(DEVIATIONS[code]) if code in DEVIATIONS else code


@register.filter
def queue_reason(code: str) -> str:
    """Why an invoice waits."""
    return _(QUEUE_REASONS[code]) if code in QUEUE_REASONS else code


@register.filter
def response_reason(code: str) -> str:
    """What the supplier is told was wrong."""
    return _(RESPONSE_REASON_NAMES[code]) if code in RESPONSE_REASON_NAMES else code


@register.filter
def entry_kind(code: str) -> str:
    """What a voucher is of."""
    return _(ENTRY_KINDS[code]) if code in ENTRY_KINDS else code


@register.filter
def vat_purpose(code: str) -> str:
    """What a VAT account is for."""
    return _(VAT_PURPOSES[code]) if code in VAT_PURPOSES else code


@register.filter
def movement(code: str) -> str:
    """Why something moved on a shelf."""
    return _(MOVEMENTS[code]) if code in MOVEMENTS else code


@register.filter
def finding(fault: Any) -> str:
    """A fault with code and facts as attributes, in words."""
    return sentences.sentence(fault.code, fault.facts, get_language() or "da")


@register.filter
def event_name(name: str) -> str:
    """What should have followed."""
    return _(EVENTS[name]) if name in EVENTS else name


@register.filter
def vat_code(code: str) -> str:
    """A VAT code of a coded line, in words."""
    return _(VAT_CODE_NAMES[code]) if code in VAT_CODE_NAMES else code
