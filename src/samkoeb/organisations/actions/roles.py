"""Roles are given and ended, dated; never changed in place, so that one can see who could do what, when."""

from datetime import date, datetime
from decimal import Decimal

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import ROLES, SUPPLIER_USER, Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import permissions, queries
from samkoeb.organisations.logic import duties
from samkoeb.organisations.models import RoleAssignment, Unit


def grant_role(
    *,
    person_id: int,
    role: str,
    organisation_id: int,
    unit_id: int | None = None,
    limit: Decimal | None = None,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> RoleAssignment:
    """(person, role, unit, from, to). Without a unit the role covers the whole body and follows its succession."""
    with transactions.owns():
        unit = Unit.objects.get(pk=unit_id) if unit_id is not None else None

        permissions.require(by, "grant_role", queries.role_facts(organisation_id, unit_id, person_id, role))

        problems = [] if role in ROLES else [Problem("role.unknown", "error", {"role": role})]
        if (role == SUPPLIER_USER) != queries.is_supplier(organisation_id):
            problems.append(Problem("role.of_the_other_side", "error", {"field": "role"}))
        if unit is not None and unit.organisation_id != organisation_id:
            problems.append(Problem("role.unit_of_another_body"))
        if valid_to is not None and valid_to <= valid_from:
            problems.append(Problem("period.ends_before_it_begins"))
        if limit is not None and limit < 0:
            problems.append(Problem("role.limit_negative"))
        refuse([*problems, *duties.roles_are_not_given_to_oneself(by, person_id)])

        made = RoleAssignment.objects.create(
            person_id=person_id,
            role=role,
            organisation_id=organisation_id,
            unit=unit,
            limit=limit,
            valid_from=valid_from,
            valid_to=valid_to,
        )

        audit.record(
            "organisations.role.granted",
            made,
            by=by,
            at=at,
            body_id=organisation_id,
            role=role,
            unit_id=unit_id,
            limit=limit,
            person=person_id,
        )
    return made


def end_role(role_id: int, *, on: date, by: Actor, at: datetime) -> RoleAssignment:
    """From `on` the role is no longer held. One that had not begun by then is never held at all."""
    with transactions.owns():
        ended: RoleAssignment = RoleAssignment.objects.locked(role_id)

        permissions.require(by, "end_role", queries.role_facts(ended.organisation_id, ended.unit_id, ended.person_id, ended.role))

        if ended.valid_to is not None and ended.valid_to <= on:
            refuse([Problem("role.has_ended", "error", {"on": ended.valid_to})])

        end(ended, on, by=by, at=at)
    return ended


def end(ended: RoleAssignment, on: date, *, by: Actor, at: datetime) -> None:
    """Of a role that the caller has locked and may end."""
    body_id, role, kept = ended.organisation_id, ended.role, ended.valid_from < on
    audit.record("organisations.role.ended", ended, by=by, at=at, body_id=body_id, role=role, on=on, person=ended.person_id)
    if kept:
        ended.valid_to = on
        ended.save(update_fields=["valid_to"])
    else:
        ended.delete()
