"""The administration's pages: bodies, one body with its tree and people, who may do what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from samkoeb.base.models import Rows
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem
from samkoeb.organisations import permissions
from samkoeb.organisations.logic import identity, settings, succession
from samkoeb.organisations.models import Organisation, Person, RoleAssignment, Substitution, Succession, Unit
from samkoeb.organisations.queries.bodies import links
from samkoeb.organisations.queries.person_facts import is_supplier, person_facts


@dataclass(frozen=True, slots=True)
class BodyRow:
    id: int
    kind: str
    name: str
    cvr: str
    valid_from: date
    valid_to: date | None
    units: int
    succeeded_by: str
    succeeded_on: date | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in tree order; depth 0 stands at the top."""

    id: int
    parent_id: int | None
    depth: int
    kind: str
    name: str
    short_name: str
    delivery_gln: str
    invoice_gln: str
    delivery_point: str
    account: str
    cost_place: str
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class RoleRow:
    id: int
    person_id: int
    person: str
    role: str
    unit_id: int | None
    unit: str
    limit: Decimal | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SubstituteRow:
    """Who stands in, [from, to)."""

    id: int
    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: int
    name: str
    email: str
    is_active: bool
    language: str
    home_unit_id: int | None
    home_unit: str
    has_password: bool
    roles: tuple[RoleRow, ...]
    substitutes: tuple[SubstituteRow, ...]


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    predecessor_id: int
    predecessor: str
    successor_id: int
    successor: str
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """`doubts` are warnings (a CVR number whose sum does not fit); `settings` has every key with what holds."""

    id: int
    kind: str
    name: str
    cvr: str
    country: str
    gln: str
    endpoint: str
    address: tuple[str, str, str]
    email: str
    phone: str
    currency: str
    channel: str
    valid_from: date
    valid_to: date | None
    doubts: tuple[Problem, ...]
    settings: dict[str, Any]
    units: tuple[UnitRow, ...]
    roles: tuple[RoleRow, ...]
    successions: tuple[SuccessionRow, ...]
    may_change: bool
    may_change_settings: bool
    may_see_people: bool


def visible_to(actor: Actor) -> Rows:
    """Bodies that the actor may look at: their own with predecessors and successors, and suppliers if they buy."""
    if actor.is_operator:
        return Organisation.objects.all()
    own = Q(pk__in=actor.organisations())
    buys = permissions.allows(actor, "see", permissions.Facts(None, is_supplier=True))
    return Organisation.objects.filter(own | Q(kind="supplier") if buys else own)


def organisations_for(actor: Actor, *, kind: str = "", text: str = "", order: str = "kind") -> list[BodyRow]:
    rows = (
        visible_to(actor)
        .annotate(unit_count=Count("units"))
        .select_related("succession__successor")
        .order_by(order, "name", "pk")
    )
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(cvr=text) | Q(gln=text))
    return [_body_row(row) for row in rows]


def organisation_page(actor: Actor, organisation_id: int, at: datetime) -> OrganisationPage:
    """Raises Organisation.DoesNotExist for a body that the actor may not see: it may as well not exist."""
    body = visible_to(actor).get(pk=organisation_id)
    facts = permissions.Facts(body.pk, is_supplier=body.kind == "supplier")
    day = calendar.day_of(at)
    sees_people = permissions.allows(actor, "see_people", facts)
    return OrganisationPage(
        id=body.pk,
        kind=body.kind,
        name=body.name,
        cvr=body.cvr,
        country=body.country,
        gln=body.gln,
        endpoint=body.endpoint,
        address=(body.street, body.postal_code, body.city),
        email=body.email,
        phone=body.phone,
        currency=body.currency,
        channel=body.channel,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        doubts=tuple(identity.check_cvr(body.cvr, body.country)),
        settings=settings.all_values(body.settings),
        units=unit_tree([body.pk]),
        may_see_people=sees_people,
        roles=_roles([body.pk], day) if sees_people else (),
        successions=successions(body.pk),
        may_change=permissions.allows(actor, "change_organisation", facts),
        may_change_settings=permissions.allows(actor, "change_settings", facts),
    )


def unit_tree(organisation_ids: Iterable[int]) -> tuple[UnitRow, ...]:
    """Depth first, siblings in the order in which they were made."""
    rows = list(Unit.objects.filter(organisation_id__in=list(organisation_ids)))
    rows.sort(key=lambda u: tuple(int(part) for part in u.path.strip("/").split("/")))
    return tuple(
        UnitRow(
            id=u.pk,
            parent_id=u.parent_id,
            depth=u.path.count("/") - 2,
            kind=u.kind,
            name=u.name,
            short_name=u.short_name,
            delivery_gln=u.delivery_gln,
            invoice_gln=u.invoice_gln,
            delivery_point=u.delivery_point,
            account=u.account,
            cost_place=u.cost_place,
            valid_to=u.valid_to,
        )
        for u in rows
    )


def people_of(actor: Actor, organisation_id: int, at: datetime) -> list[PersonRow]:
    """People who hold or held a role over the body (or what it succeeded), or whose home unit is there. A handful of questions in all."""
    permissions.require(actor, "see_people", permissions.Facts(organisation_id, is_supplier=is_supplier(organisation_id)))
    day = calendar.day_of(at)
    family = succession.family_on(organisation_id, links(), day)
    roles: dict[int, list[RoleRow]] = {}
    for role in _roles(family, day):
        roles.setdefault(role.person_id, []).append(role)
    ever = RoleAssignment.objects.filter(organisation_id__in=family).values("person_id")
    those = Q(pk__in=ever) | Q(home_unit__organisation_id__in=family) | Q(organisation_id__in=family)
    people = list(Person.objects.filter(those).select_related("home_unit").order_by("name", "pk"))
    stand_ins: dict[int, list[SubstituteRow]] = {}
    for s in (
        Substitution.objects.filter(person__in=people)
        .exclude(valid_to__lte=day)
        .select_related("substitute")
        .order_by("valid_from")
    ):
        stand_ins.setdefault(s.person_id, []).append(SubstituteRow(s.pk, s.substitute.name, s.valid_from, s.valid_to))
    return [
        PersonRow(
            id=p.pk,
            name=p.name,
            email=p.email,
            is_active=p.is_active,
            language=p.language,
            home_unit_id=p.home_unit_id,
            has_password=p.has_usable_password(),
            home_unit=p.home_unit.name if p.home_unit is not None else "",
            roles=tuple(roles.get(p.pk, ())),
            substitutes=tuple(stand_ins.get(p.pk, ())),
        )
        for p in people
    ]


@dataclass(frozen=True, slots=True)
class MayWith:
    """What the actor may do with a person."""

    look_after: bool
    close: bool


def may_with(actor: Actor, person_id: int, at: datetime) -> MayWith:
    """Only an administrator of the person's home (or of all their bodies) may let in and close; others see, and give roles of their own."""
    facts = person_facts(Person.objects.select_related("home_unit").get(pk=person_id), calendar.day_of(at))
    looks_after = permissions.allows(actor, "let_in", facts)
    return MayWith(looks_after, looks_after and not actor.is_same_person(person_id))


def successions(organisation_id: int | None = None) -> tuple[SuccessionRow, ...]:
    """All dated successions, or those that a body takes part in."""
    rows = Succession.objects.select_related("predecessor", "successor").order_by("on", "pk")
    if organisation_id is not None:
        rows = rows.filter(Q(predecessor_id=organisation_id) | Q(successor_id=organisation_id))
    return tuple(
        SuccessionRow(s.predecessor_id, s.predecessor.name, s.successor_id, s.successor.name, s.on, s.source) for s in rows
    )


def _body_row(body: Any) -> BodyRow:
    link = getattr(body, "succession", None)
    return BodyRow(
        id=body.pk,
        kind=body.kind,
        name=body.name,
        cvr=body.cvr,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        units=body.unit_count,
        succeeded_by=link.successor.name if link is not None else "",
        succeeded_on=link.on if link is not None else None,
    )


def _roles(organisation_ids: Iterable[int], day: date) -> tuple[RoleRow, ...]:
    """Roles held now or later."""
    rows = RoleAssignment.objects.filter(organisation_id__in=list(organisation_ids)).exclude(valid_to__lte=day)
    return tuple(
        RoleRow(
            id=r.pk,
            person_id=r.person_id,
            person=r.person.name,
            role=r.role,
            unit_id=r.unit_id,
            unit=r.unit.name if r.unit is not None else "",
            limit=r.limit,
            valid_from=r.valid_from,
            valid_to=r.valid_to,
        )
        for r in rows.select_related("person", "unit").order_by("person__name", "role", "pk")
    )
