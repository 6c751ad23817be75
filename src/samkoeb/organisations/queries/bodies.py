"""Bodies and units, with succession resolved on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.organisations.logic import succession
from samkoeb.organisations.models import Organisation, Succession, Unit


def links() -> list[succession.Link]:
    """All successions: a handful for a whole country."""
    found: list[succession.Link] = transactions.known("links", _links)
    return found


def _links() -> list[succession.Link]:
    return [succession.Link(*row) for row in _successions()]


@asked
def _successions() -> QuerySet[Succession, tuple[int, int, date]]:
    return Succession.objects.values_list("predecessor_id", "successor_id", "on")


def body_on(organisation_id: int, on: date) -> int:
    """The id of the body that stands where this one stood, on the day."""
    return succession.body_on(organisation_id, links(), on)


def family_on(organisation_id: int, on: date) -> frozenset[int]:
    """The body of the day with all whose place it has taken."""
    return succession.family_on(organisation_id, links(), on)


def may_use_ids(organisation_id: int, on: date) -> frozenset[int]:
    """Whose listings on agreements a unit of this body may use on the day: its present body's and those of all it succeeded (T24)."""
    return succession.family_on(organisation_id, links(), on)


def language_of(organisation: Organisation) -> str:
    """What is written to it: Danish in Denmark, else English."""
    return "da" if organisation.country == "DK" else "en"


def organisation(organisation_id: int) -> Organisation:
    found: Organisation = Organisation.objects.read(organisation_id)
    return found


def organisation_by_endpoint(scheme: str | None, value: str) -> Organisation | None:
    """By electronic address; GLN and CVR are looked for in their own columns too ("DK" before a CVR is ignored). To read: the same row for
    all who ask in one transaction."""
    found: Organisation | None = transactions.known(("endpoint", scheme, value), lambda: _by_endpoint(scheme, value))
    return found


def _by_endpoint(scheme: str | None, value: str) -> Organisation | None:
    if not value.strip():  # nothing is nobody's address, and many a body has no GLN
        return None
    return _addressed.first(f"{scheme}:{value}", value, value.removeprefix("DK").removeprefix("dk"))


@asked
def _addressed(endpoint: str, gln: str, cvr: str) -> QuerySet[Organisation]:
    by_any = Q(endpoint=endpoint) | Q(gln=gln) | Q(cvr=cvr) & ~Q(cvr="")
    return Organisation.objects.filter(by_any).order_by("pk")[:1]


def any_exists() -> bool:
    """Whether the installation holds any organisation: an empty one is told the demonstration story."""
    return bool(Organisation.objects.exists())


def organisation_names(ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def are_secretariats(ids: Iterable[int]) -> bool:
    """True where one of them coordinates for others."""
    wanted = set(ids)
    return bool(wanted) and Organisation.objects.filter(pk__in=wanted, kind="secretariat").exists()


def unit(unit_id: int) -> Unit:
    """To read: the same row for all who ask in one transaction."""
    found: Unit = transactions.known(("unit", unit_id), lambda: _unit(unit_id))
    return found


def _unit(unit_id: int) -> Unit:
    found: Unit = Unit.objects.read(unit_id)
    found.organisation = Organisation.objects.read(found.organisation_id)
    return found


def unit_by_gln(gln: str) -> Unit | None:
    """By delivery GLN (one unit has it), else by invoice GLN (the highest unit of those that share it)."""
    return (_delivered_at.first(gln) or _invoiced_at.first(gln)) if gln else None


@asked
def _delivered_at(gln: str) -> QuerySet[Unit]:
    return Unit.objects.select_related("organisation").filter(delivery_gln=gln).order_by("pk")[:1]


@asked
def _invoiced_at(gln: str) -> QuerySet[Unit]:
    return Unit.objects.select_related("organisation").filter(invoice_gln=gln).order_by("path")[:1]


def unit_tree_ids(unit_id: int) -> frozenset[int]:
    """The unit and all below it."""
    return units_below(unit(unit_id).path)


def units_below(path: str) -> frozenset[int]:
    """The unit with this path and all whose path begins with it."""
    found: frozenset[int] = transactions.known(
        ("below", path), lambda: frozenset(Unit.objects.filter(path__startswith=path).values_list("pk", flat=True))
    )
    return found


def unit_names(unit_ids: Iterable[int]) -> dict[int, str]:
    """id → name."""
    return dict(Unit.objects.filter(pk__in=set(unit_ids)).values_list("pk", "name"))


def units_named(organisation_id: int, text: str) -> list[int]:
    """The body's units that this is the delivery GLN, the whole name or the short name of."""
    named = Q(delivery_gln=text) | Q(name__iexact=text) | Q(short_name__iexact=text)
    return list(Unit.objects.filter(named, organisation_id=organisation_id).order_by("pk").values_list("pk", flat=True))


def supplier_choices() -> list[tuple[int, str]]:
    """(id, name) of every supplier, in the order of names."""
    return list(Organisation.objects.filter(kind="supplier").order_by("name").values_list("pk", "name"))


def body_choices(on: date) -> list[tuple[int, str]]:
    """(id, name) of every public body that exists on the day: those who may be listed on an agreement."""
    rows = Organisation.objects.in_force(on).exclude(kind="supplier").order_by("name")
    return list(rows.values_list("pk", "name"))
