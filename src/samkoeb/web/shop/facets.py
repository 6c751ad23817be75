"""Facets with the names that people read: suppliers, agreements and UNSPSC titles instead of numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue.queries.shop_items import class_titles
from samkoeb.catalogue.search.facets import ATTRIBUTE, FacetCount
from samkoeb.organisations import queries as organisations

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is the query parameter, f_supplier or f_attribute:Størrelse."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def named(facets: Mapping[str, Iterable[FacetCount]], total: int) -> list[Facet]:
    """In the order that narrows best; a facet of which every value is in all that was found narrows nothing, and is left out."""
    fixed = {"agreement": _("Agreement"), "unspsc": _("Category"), "supplier": _("Supplier"), "label": _("Label")}
    keys = [k for k in facets if k.startswith(ATTRIBUTE)] + [
        k for k in ("unspsc", "label", "supplier", "agreement") if k in facets
    ]
    made = []
    for key in keys:
        values = list(facets[key])
        if not any(v.chosen or v.count < total for v in values):
            continue
        labels = _labels(key, [v.value for v in values])
        choices = tuple(Choice(v.value, labels.get(v.value, v.value), v.count, v.chosen) for v in values[:MOST_SHOWN])
        made.append(Facet(f"f_{key}", fixed.get(key) or key.removeprefix(ATTRIBUTE), choices))
    return made


def _labels(key: str, values: list[str]) -> dict[str, str]:
    if key == "supplier":
        return {str(pk): name for pk, name in organisations.organisation_names(int(v) for v in values).items()}
    if key == "agreement":
        return {str(pk): facts.title for pk, facts in agreements.agreement_facts(int(v) for v in values).items()}
    if key == "unspsc":
        return class_titles(values, get_language() or "da")
    return {}
