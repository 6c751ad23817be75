"""`samkoeb search "TEXT" --unit ID`: what a unit finds when it searches, in the order and with the marks of the shop.

Exit status 0: something was found. 1: nothing was. 2: no such unit.
"""

import json
import sys
from argparse import Namespace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from samkoeb.catalogue.queries.search_viewer import viewer_of
from samkoeb.catalogue.queries.shop_items import ShopItem
from samkoeb.catalogue.search.shop import Found, find
from samkoeb.cli.acting import actor
from samkoeb.kernel import calendar
from samkoeb.kernel.quantity import Pack, number_da, price_places, say, unit_name
from samkoeb.organisations import queries as organisations

_WRONG_USE = 2
_SHOWN = 20
_NO = 1


def run(arguments: Namespace) -> int:
    by = actor(arguments.acting_as)
    unit = _unit(arguments.unit)
    if unit is None:
        print(f"samkoeb: no unit has the GLN or id {arguments.unit}.", file=sys.stderr)
        return _WRONG_USE
    if not by.is_operator and not any(role.covers(unit.organisation_id, unit.pk) for role in by.roles):
        print(f"samkoeb: {by.name} holds no role at {unit.name}.", file=sys.stderr)
        return _NO
    on = calendar.day_of(datetime.now(UTC))
    found = find(arguments.text, viewer_of(unit.pk, on), on=on, size=_SHOWN, fresh=True)
    if arguments.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=2, default=str))
    else:
        _print(found)
    return 0 if found.items else _NO


def _unit(said: str) -> Any:
    """By delivery or invoice GLN, else by id."""
    if not (said.isascii() and said.isdigit()) or len(said) > 18:
        return None
    found = organisations.unit_by_gln(said)
    if found is not None:
        return found
    try:
        return organisations.unit(int(said))
    except ObjectDoesNotExist:
        return None


def _print(found: Found) -> None:
    result = found.result
    for item in found.items:
        print(_line(item))
    if result.total > len(found.items):
        print(f"… og {number_da(Decimal(result.total - len(found.items)))} til")
    if not found.items:
        print("Intet fundet.")
    if result.suggestions:
        print("Mente du: " + ", ".join(suggestion.text for suggestion in result.suggestions) + "?")


def _line(item: ShopItem) -> str:
    price = "ingen pris i dag"
    if item.per_unit is not None and item.per_base is not None:
        price = f"{number_da(item.per_unit, price_places(item.per_unit))} {item.currency} pr. {unit_name(item.unit)} ekskl. moms"
        if item.pack_content != 1:
            each = item.per_base.quantize(Decimal("0.0001"))
            price += f" ({number_da(each, price_places(each))} pr. {unit_name(item.pack_unit)})"
    mark = " [obligatorisk]" if item.is_mandatory else ""
    pack = say(Decimal(1), Pack(item.unit, item.pack_content, item.pack_unit))
    return f"{item.item_id}  {item.name_da}{mark} · {pack} · {price} · {item.supplier_name} {item.number} · aftale {item.agreement_number}"


def _as_json(found: Found) -> dict[str, Any]:
    return {
        "total": found.result.total,
        "how": found.result.how,
        "suggestions": [suggestion.text for suggestion in found.result.suggestions],
        "items": [_item_json(item) for item in found.items],
        "facets": {
            key: [{"value": count.value, "count": count.count} for count in counts] for key, counts in found.result.facets.items()
        },
    }


def _item_json(item: ShopItem) -> dict[str, Any]:
    return {
        "id": item.item_id,
        "name": item.name_da,
        "name_en": item.name_en,
        "number": item.number,
        "gtin": item.gtin,
        "unspsc": item.unspsc,
        "supplier": item.supplier_name,
        "agreement": item.agreement_number,
        "mandatory": item.is_mandatory,
        "unit": item.unit,
        "pack_content": item.pack_content.normalize(),
        "pack_unit": item.pack_unit,
        "price": None if item.per_unit is None else f"{item.per_unit:f}",
        "price_per_base_unit": None if item.per_base is None else f"{item.per_base:f}",
        "currency": item.currency,
        "labels": list(item.labels),
        "attributes": dict(item.attributes),
    }
