"""Bodies, units and people of a small country, made through actions as the operator would make them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from samkoeb.kernel.actor import Actor, operator
from samkoeb.organisations import actions, queries
from samkoeb.organisations.models import Organisation, Person, Unit

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 1)
MERGER = date(2027, 1, 1)
_numbers = count(1)


def body(name: str = "Region Nordjylland", kind: str = "region", **fields: object) -> Organisation:
    return actions.create_organisation(kind=kind, name=name, valid_from=LONG_AGO, by=operator(), at=AT, **fields)


def supplier(name: str = "Handskehuset A/S", **fields: object) -> Organisation:
    return body(name, "supplier", **fields)


def unit(of: Organisation, name: str = "Afsnit B4", parent: Unit | None = None, **fields: object) -> Unit:
    parent_id = parent.pk if parent is not None else None
    return actions.create_unit(
        organisation_id=of.pk, name=name, parent_id=parent_id, valid_from=LONG_AGO, by=operator(), at=AT, **fields
    )


def person(name: str = "Sygeplejerske, Afsnit B4", home: Unit | None = None) -> Person:
    email = f"person{next(_numbers)}@example.dk"
    return actions.create_person(name=name, email=email, home_unit_id=home.pk if home is not None else None, by=operator(), at=AT)


def actor(
    role: str, over: Organisation, at_unit: Unit | None = None, *, limit: str | None = None, name: str = "", at: datetime = AT
) -> Actor:
    """Someone new who holds the role."""
    someone = person(name or role, at_unit)
    grant(someone, role, over, at_unit, limit=limit)
    return queries.actor_for(someone.pk, at)


def grant(someone: Person, role: str, over: Organisation, at_unit: Unit | None = None, *, limit: str | None = None) -> None:
    actions.grant_role(
        person_id=someone.pk,
        role=role,
        organisation_id=over.pk,
        unit_id=at_unit.pk if at_unit is not None else None,
        limit=Decimal(limit) if limit is not None else None,
        valid_from=LONG_AGO,
        by=operator(),
        at=AT,
    )


@dataclass(frozen=True)
class Capital:
    """Two regions that become one on 1 January 2027 (T30)."""

    hovedstaden: Organisation
    sjaelland: Organisation
    oestdanmark: Organisation


def merging_regions() -> Capital:
    hovedstaden, sjaelland = body("Region Hovedstaden"), body("Region Sjælland")
    oestdanmark = actions.create_organisation(kind="region", name="Region Østdanmark", valid_from=MERGER, by=operator(), at=AT)
    actions.succeed(
        [hovedstaden.pk, sjaelland.pk], successor_id=oestdanmark.pk, on=MERGER, source="sundhedsreformen", by=operator(), at=AT
    )
    return Capital(hovedstaden, sjaelland, oestdanmark)
