"""The lines of a catalogue version, by what one wants to know of them: a page of those of one view, for buyer and supplier alike."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from samkoeb.catalogue import queries
from samkoeb.web.parts.paging import Page

SIZE = 100

# The views on the lines, in the order of a buyer's questions; those without lines are not shown.
VIEWS = {
    "to_name": gettext_noop("To be decided one by one"),
    "new": gettext_noop("New items"),
    "changed": gettext_noop("Changed items"),
    "gone": gettext_noop("Items that leave"),
    "not_tendered": gettext_noop("Not tendered"),
    "dearer": gettext_noop("Dearer than tendered"),
    "price_up": gettext_noop("Price up"),
    "price_down": gettext_noop("Price down"),
    "faulty": gettext_noop("With faults"),
    "warned": gettext_noop("With remarks"),
    "open": gettext_noop("Not decided"),
    "unchanged": gettext_noop("Unchanged items"),
    "all": gettext_noop("All lines"),
}


def views(shown: Iterable[str], counts: dict[str, int], chosen: str) -> list[tuple[str, str, int]]:
    """(name, label, how many lines) of the views that have lines, and of the chosen one."""
    return [(name, VIEWS[name], counts[name]) for name in shown if counts[name] or name == chosen]


def page(request: HttpRequest, version: Any, view: str) -> Page:
    """The page that the reader asked for; a number out of range shows the nearest one."""
    said = request.GET.get("page", "")
    wanted = max(1, int(said)) if said.isdecimal() and len(said) < 7 else 1
    rows, count = queries.line_rows(version, view, page=wanted)
    total = max(1, -(-count // SIZE))
    if wanted > total:
        rows, count = queries.line_rows(version, view, page=total)
    return Page(rows, min(wanted, total), total, count)
