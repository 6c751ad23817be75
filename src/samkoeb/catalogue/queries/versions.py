"""Catalogue versions and their lines: what the buyer decides on, and what the supplier must mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from samkoeb.agreements import queries as agreements
from samkoeb.catalogue import permissions
from samkoeb.catalogue.logic import diff
from samkoeb.catalogue.models import CatalogueVersion, VersionLine
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor

PAGE: Final = 100

#: Items that are gone stand in no line of the file; they are shown after those that do.
_LEFT_LAST: Final = Case(When(line_number=0, then=1), default=0)

#: The views on a version's lines that screens offer: name → filter.
VIEWS: Final[dict[str, Q]] = {
    "all": Q(),
    "new": Q(change="new"),
    "changed": Q(change="changed"),
    "gone": Q(change="gone"),
    "unchanged": Q(change="unchanged"),
    "faulty": Q(is_left_out=True),
    "warned": Q(is_left_out=False) & ~Q(faults=[]),
    "not_tendered": Q(not_tendered=True),
    "dearer": Q(price__gt=F("tendered_price")),
    "price_up": Q(price__gt=F("price_before")),
    "price_down": Q(price__lt=F("price_before")),
    "open": Q(decision="open"),
    "to_name": Q(decision="open", is_left_out=False) & (Q(not_tendered=True) | Q(price__gt=F("tendered_price"))),
}


def versions_visible_to(actor: Actor) -> QuerySet[CatalogueVersion]:
    """The versions of agreements that the actor's bodies own or coordinate, and the supplier's own."""
    rows = CatalogueVersion.objects.select_related("agreement", "agreement__supplier").order_by("-proposed_at", "-pk")
    if actor.is_operator:
        return rows
    return rows.filter(
        Q(agreement__owner_id__in=actor.organisations(*permissions.READERS))
        | Q(agreement__supplier_id__in=actor.organisations(roles.SUPPLIER_USER))
        | Q(agreement_id__in=agreements.coordinated_by(actor).values("pk"))
    )


def waiting_versions(actor: Actor) -> QuerySet[CatalogueVersion]:
    """Proposed versions that the actor may approve."""
    rows = versions_visible_to(actor).filter(state="proposed")
    if actor.is_operator:
        return rows
    return rows.filter(agreement__owner_id__in=actor.organisations(*permissions.MANAGERS))


def version(actor: Actor, version_id: int) -> CatalogueVersion:
    """One version; 404 for who may not know of it."""
    return get_object_or_404(versions_visible_to(actor), pk=version_id)


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One line for the screen: prices per base unit and per orderable unit, and by how many percent they moved."""

    line: VersionLine
    row: diff.Line

def line_rows(version: CatalogueVersion, view: str = "all", *, page: int = 1) -> tuple[list[DiffRow], int]:
    """A page of the version's lines in a view of VIEWS, and how many there are in all. Lines that left come last."""
    rows = lines_in(version, view)
    start = (max(page, 1) - 1) * PAGE
    return [DiffRow(line, as_diff_line(line)) for line in rows[start : start + PAGE]], rows.count()


def diff_rows(version: CatalogueVersion, view: str = "all") -> Iterator[DiffRow]:
    """Every line of the view, one at a time."""
    for line in lines_in(version, view).iterator(chunk_size=2000):
        yield DiffRow(line, as_diff_line(line))


def lines_in(version: CatalogueVersion, view: str = "all") -> QuerySet[VersionLine]:
    return VersionLine.objects.filter(VIEWS[view], version=version).order_by(_LEFT_LAST, "line_number", "pk")


def lines_to_name(version: CatalogueVersion) -> QuerySet[VersionLine]:
    """The open lines that approval of the whole leaves out unless they are named."""
    return lines_in(version, "open").filter(VIEWS["not_tendered"] | VIEWS["dearer"])


def as_diff_line(line: VersionLine) -> diff.Line:
    return diff.Line.of(
        line.data, number=line.supplier_item_number, change=line.change, changed=tuple(line.changed_fields),
        price=line.price, before=line.price_before, tendered=line.tendered_price, not_tendered=line.not_tendered,
    )


def view_counts(version: CatalogueVersion) -> dict[str, int]:
    """How many lines stand in each view, in one question."""
    rows = VersionLine.objects.filter(version=version)
    counts: dict[str, int] = rows.aggregate(**{f"in_{name}": Count("pk", filter=wanted) for name, wanted in VIEWS.items()})
    return {name: counts[f"in_{name}"] for name in VIEWS}


@dataclass(frozen=True, slots=True)
class FoundFault:
    """A fault of a version or of one of its lines, as stored: sentences come from `sentences.sentence(code, facts)`."""

    code: str
    severity: str
    facts: dict[str, Any]
    item_number: str = ""


def faults(version: CatalogueVersion, *, limit: int | None = None) -> list[FoundFault]:
    """File faults first, then those of lines in the order of the file."""
    found = [FoundFault(one["code"], one["severity"], one["facts"]) for one in version.faults]
    lines = VersionLine.objects.filter(version=version).exclude(faults=[]).order_by("line_number", "pk")
    for number, every in lines.values_list("supplier_item_number", "faults").iterator(chunk_size=2000):
        for one in every:
            if limit is not None and len(found) >= limit:
                return found
            found.append(FoundFault(one["code"], one["severity"], one["facts"], number))
    return found


def fault_counts(version: CatalogueVersion) -> dict[str, int]:
    """How often each fault code stands in the version's lines, the commonest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f->>'code', count(*) FROM catalogue_versionline l, jsonb_array_elements(l.faults) f WHERE l.version_id = %s"
            " GROUP BY 1 ORDER BY 2 DESC, 1", [version.pk],
        )
        return dict(cursor.fetchall())


def percent_text(percent: Decimal | None) -> str:
    """ "+2.9 %" with the sign always shown; "" where there is nothing to compare."""
    return "" if percent is None else f"{percent:+} %"
