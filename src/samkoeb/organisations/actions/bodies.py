"""Bodies: founding, changing, following one another."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR, Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import permissions, queries
from samkoeb.organisations.logic import identity, settings
from samkoeb.organisations.models import KINDS, Organisation, RoleAssignment, Succession

_FIELDS = frozenset(
    (
        "name",
        "cvr",
        "country",
        "gln",
        "endpoint",
        "street",
        "city",
        "postal_code",
        "email",
        "phone",
        "currency",
        "channel",
        "valid_to",
    )
)


def create_organisation(*, kind: str, name: str, valid_from: date, by: Actor, at: datetime, **fields: Any) -> Organisation:
    """A body of any kind. `fields`: cvr, country, gln, endpoint, street, city, postal_code, email, phone, currency, channel, valid_to, settings.

    The administrator who founds a body is its first administrator from that day: nobody else could go on. A supplier belongs to nobody.
    """
    with transactions.owns():
        permissions.require(by, "create_supplier" if kind == "supplier" else "create_organisation")

        own_settings = fields.pop("settings", {})
        refuse(
            [
                *_check(kind, name, fields),
                *identity.check_period(valid_from, fields.get("valid_to")),
                *_check_cvr_is_free(kind, fields.get("cvr", "")),
                *settings.check(own_settings),
            ]
        )

        made = Organisation.objects.create(
            kind=kind, name=name.strip(), valid_from=valid_from, settings=settings.plain(own_settings), **fields
        )
        transactions.forget()

        audit.record("organisations.organisation.created", made, by=by, at=at, body_id=made.pk, kind=kind)
        if kind != "supplier" and by.person_id is not None:
            _make_administrator(made, by.person_id, by, at)
    return made


def change_organisation(organisation_id: int, *, by: Actor, at: datetime, **fields: Any) -> Organisation:
    """Name, address and electronic address; what stands on old documents stays as it was written there."""
    with transactions.owns():
        changed: Organisation = Organisation.objects.locked(organisation_id)

        is_supplier = changed.kind == "supplier"
        permissions.require(by, "change_organisation", permissions.Facts(changed.pk, is_supplier=is_supplier))

        country = fields.get("country", changed.country)
        cvr = fields.get("cvr", changed.cvr)
        problems = _check(changed.kind, fields.get("name", changed.name), {**fields, "cvr": cvr, "country": country})
        if cvr != changed.cvr:
            problems += _check_cvr_is_free(changed.kind, cvr)
        refuse([*problems, *identity.check_period(changed.valid_from, fields.get("valid_to", changed.valid_to))])

        for field, value in fields.items():
            setattr(changed, field, value)
        changed.save(update_fields=sorted(fields))
        transactions.forget()

        audit.record("organisations.organisation.changed", changed, by=by, at=at, body_id=changed.pk, fields=sorted(fields))
    return changed


def change_settings(organisation_id: int, *, settings_wanted: Mapping[str, Any], by: Actor, at: datetime) -> Organisation:
    """Replace the body's own values; a key left out goes back to its default."""
    with transactions.owns():
        changed: Organisation = Organisation.objects.locked(organisation_id)

        permissions.require(by, "change_settings", permissions.Facts(changed.pk))

        refuse(settings.check(settings_wanted))

        changed.settings = settings.plain(settings_wanted)
        changed.save(update_fields=["settings"])
        transactions.forget()

        audit.record("organisations.settings.changed", changed, by=by, at=at, body_id=changed.pk, settings=changed.settings)
    return changed


def succeed(
    predecessor_ids: Iterable[int], *, successor_id: int, on: date, source: str = "", by: Actor, at: datetime
) -> list[Succession]:
    """From `on` the successor stands where the predecessors stood. Nothing is moved (P8, T30).

    Whoever administers the one administers the other from that day, so both must be the actor's: nobody takes over a body by saying that
    theirs is followed by it.
    """
    with transactions.owns():
        bodies = {o.pk: o for o in Organisation.objects.locked_all([*predecessor_ids, successor_id])}
        successor = bodies.pop(successor_id)

        for body in (*bodies.values(), successor):
            permissions.require(by, "succeed", permissions.Facts(body.pk))

        transactions.forget()  # under the locks
        known = queries.links()
        refuse(queries.succession_problems(bodies.values(), successor, on=on, known=known))

        made = []
        for predecessor in bodies.values():
            made.append(Succession.objects.create(predecessor=predecessor, successor=successor, on=on, source=source))
            if predecessor.valid_to is None or predecessor.valid_to > on:
                predecessor.valid_to = on
                predecessor.save(update_fields=["valid_to"])
        transactions.forget()

        for link in made:
            audit.record(
                "organisations.organisation.succeeded",
                link,
                by=by,
                at=at,
                body_id=link.predecessor_id,
                predecessor_id=link.predecessor_id,
                successor_id=link.successor_id,
                on=on,
            )
    return made


def _make_administrator(body: Organisation, person_id: int, by: Actor, at: datetime) -> None:
    day = calendar.day_of(at)
    held = RoleAssignment.objects.create(person_id=person_id, role=ADMINISTRATOR, organisation=body, valid_from=day)
    audit.record(
        "organisations.role.granted", held, by=by, at=at, body_id=body.pk, role=ADMINISTRATOR, unit_id=None, limit=None, person=person_id
    )


def _check(kind: str, name: str, fields: Mapping[str, Any]) -> list[Problem]:
    problems = [] if kind in KINDS else [Problem("organisation.kind_unknown", "error", {"kind": kind})]
    if not name.strip():
        problems.append(Problem("organisation.name_missing"))
    problems += [Problem("organisation.field_unknown", "error", {"field": f}) for f in sorted(set(fields) - _FIELDS)]
    problems += identity.check_cvr(fields.get("cvr", ""), fields.get("country", "DK"))
    problems += identity.check_endpoint(fields.get("endpoint", ""))
    return problems + identity.check_gln(fields.get("gln", ""))


def _check_cvr_is_free(kind: str, cvr: str) -> list[Problem]:
    taken = bool(cvr) and Organisation.objects.filter(cvr=cvr, kind=kind).exists()
    return [Problem("organisation.cvr_taken", "error", {"field": "cvr", "cvr": cvr})] if taken else []
