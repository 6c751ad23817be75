"""Who may draw on what, and how hard they are bound: by listing, or by standing where a listed body stood (F4.3, T24)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from samkoeb.agreements.logic import binding
from samkoeb.agreements.logic.lifecycle import IN_FORCE_STATES
from samkoeb.agreements.models import Agreement, Participant
from samkoeb.base.asking import asked
from samkoeb.kernel.problem import Problem
from samkoeb.organisations import queries as organisations


def may_draw(agreement_id: int, organisation_id: int, unit_id: int | None, on: date) -> Problem | None:
    """None when a unit of the body may order under the agreement on the day; else why not."""
    return may_draw_on(Agreement.objects.get(pk=agreement_id), organisation_id, unit_id, on)


def may_draw_on(agreement: Agreement, organisation_id: int, unit_id: int | None, on: date) -> Problem | None:
    """As `may_draw`, where the agreement has been read (or locked)."""
    if agreement.state not in IN_FORCE_STATES or not agreement.valid_from <= on < agreement.valid_to:
        facts = {"number": agreement.number, "valid_from": agreement.valid_from, "last": agreement.valid_to - timedelta(days=1)}
        return Problem("agreement.not_in_force", "error", facts)
    body_ids, unit_ids = organisations.may_use_ids(organisation_id, on), _unit_line(unit_id)
    listings = _by_agreement(_listed_on(agreement.pk)).get(agreement.pk, [])
    if binding.level(listings, body_ids=body_ids, unit_ids=unit_ids, on=on) is None:
        name = organisations.organisation_names([organisation_id]).get(organisation_id, "")
        return Problem("agreement.not_listed", "error", {"number": agreement.number, "body": name})
    return None


def in_force_for(organisation_id: int, unit_id: int | None, on: date) -> list[tuple[int, str]]:
    """(agreement id, strictest binding level) of every agreement that the unit may draw on; the mandatory ones first."""
    body_ids, unit_ids = organisations.may_use_ids(organisation_id, on), _unit_line(unit_id)
    levels = {
        agreement_id: binding.level(listings, body_ids=body_ids, unit_ids=unit_ids, on=on)
        for agreement_id, listings in _by_agreement(_open_to(body_ids, on)).items()
    }
    found = [(agreement_id, level) for agreement_id, level in levels.items() if level is not None]
    return sorted(found, key=lambda row: (binding.LEVELS.index(row[1]), row[0]))


@asked
def _listed_on(agreement_id: int) -> QuerySet[Participant]:
    return Participant.objects.filter(agreement_id=agreement_id)


@asked
def _open_to(organisation_ids: Iterable[int], on: date) -> QuerySet[Participant]:
    """All listings on the agreements in force that list one of the bodies."""
    open_ones = Agreement.objects.in_force(on).filter(state__in=IN_FORCE_STATES, participants__organisation_id__among=organisation_ids)
    return Participant.objects.filter(agreement_id__in=open_ones.values("pk"))


def _by_agreement(participants: Iterable[Participant]) -> dict[int, list[binding.Listing]]:
    found: dict[int, list[binding.Listing]] = {}
    for p in participants:
        listing = binding.Listing(p.organisation_id, p.unit_id, p.binding_level, p.valid_from, p.valid_to)
        found.setdefault(p.agreement_id, []).append(listing)
    return found


def _unit_line(unit_id: int | None) -> frozenset[int] | None:
    """The unit with all that it lies in."""
    if unit_id is None:
        return None
    path = organisations.unit(unit_id).path
    return frozenset(int(part) for part in path.strip("/").split("/"))


def contract_suppliers(organisation_id: int, *, since: date, until: date) -> frozenset[int]:
    """The suppliers under whose agreements the body could buy at some time from `since` to `until`."""
    body_ids = organisations.may_use_ids(organisation_id, until)
    rows = Agreement.objects.filter(state__in=IN_FORCE_STATES, valid_from__lte=until, valid_to__gt=since)
    return frozenset(rows.filter(participants__organisation_id__in=body_ids).values_list("supplier_id", flat=True))
