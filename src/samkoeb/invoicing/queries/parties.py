"""Who sent an invoice, whom it is to, and which person its reference names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samkoeb.base.asking import asked
from samkoeb.documents import model as documents
from samkoeb.kernel import actor as roles
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.models import Organisation, Person, RoleAssignment, Unit


@dataclass(frozen=True, slots=True)
class Buyer:
    """unit is None where only the body could be told. gln: what the invoice wrote; known: whether somebody has it."""

    organisation: Organisation | None
    unit: Unit | None
    gln: str
    known: bool


def supplier_of(document: documents.Invoice) -> Organisation | None:
    """The seller among the suppliers: by electronic address, then by ids, legal number and VAT number."""
    for scheme, value in _identifiers(document.seller):
        found = organisations.organisation_by_endpoint(scheme, value)
        if found is not None and found.kind == "supplier":
            return found
    return None


def buyer_of(document: documents.Invoice) -> Buyer:
    """By GLN (its unit and the unit's body), else by the legal number. A GLN that is stated and that nobody has is not guessed past."""
    gln = document.buyer.gln
    unit = organisations.unit_by_gln(gln)
    if unit is not None:
        return Buyer(unit.organisation, unit, gln, known=True)
    stated = [("0088", gln)] if gln else _identifiers(document.buyer)
    for scheme, value in stated:
        body = organisations.organisation_by_endpoint(scheme, value)
        if body is not None and body.kind != "supplier":
            return Buyer(body, _delivered_to(document, body), gln, known=True)
    return Buyer(None, None, gln, known=False)


def _delivered_to(document: documents.Invoice, body: Organisation) -> Unit | None:
    """The unit at the delivery address, where it is one of the body's."""
    place = document.delivery.location_id if document.delivery else None
    if place is None or place.scheme not in ("0088", "GLN"):
        return None
    unit = organisations.unit_by_gln(place.value)
    return unit if unit is not None and unit.organisation_id == body.pk else None


def person_named(reference: str, *, organisation_id: int, on: date) -> int | None:
    """Whom a buyer's reference means: the one of the body with that e-mail address or name."""
    named = reference.strip()
    if not named:
        return None
    found = _called(named, organisations.family_on(organisation_id, on), on)
    return found[0] if len(found) == 1 else None


@asked
def _called(name: str, organisation_ids: Iterable[int], on: date) -> QuerySet[Person, int]:
    held = RoleAssignment.objects.in_force(on).filter(organisation_id__among=organisation_ids)
    people = Person.objects.filter(Q(email__iexact=name) | Q(name__iexact=name), is_active=True, pk__in=held.values("person_id"))
    return people.order_by("pk").values_list("pk", flat=True)[:2]


def person_deciding(*, organisation_id: int, unit_id: int | None, on: date) -> int | None:
    """Who decides for the unit, where no reference names anybody."""
    for role in (roles.CALL_OFF_OFFICER, roles.APPROVER):
        deciding = organisations.people_with_role(role, organisation_id, unit_id, on) if unit_id else []
        if deciding:
            return deciding[0]
    return None


def _identifiers(party: documents.Party) -> Iterator[tuple[str, str]]:
    stated = [party.endpoint, *party.ids, party.legal_id]
    for one in stated:
        if one is not None and one.value:
            yield one.scheme, one.value
    for tax in party.taxes:
        yield "", tax.id
