"""Institutions and departments: a tree whose paths are kept here."""

from datetime import date, datetime
from typing import Any

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import permissions
from samkoeb.organisations.logic import identity
from samkoeb.organisations.models import Organisation, Unit

_FIELDS = {
    "name",
    "short_name",
    "delivery_gln",
    "invoice_gln",
    "street",
    "city",
    "postal_code",
    "delivery_point",
    "delivery_rules",
}
_FIELDS |= {"account", "cost_place", "valid_to"}


def create_unit(
    *,
    organisation_id: int,
    name: str,
    parent_id: int | None = None,
    kind: str = "department",
    valid_from: date,
    by: Actor,
    at: datetime,
    **fields: Any,
) -> Unit:
    """A unit below `parent_id`, or at the top of its body. An account or address left out is the parent's."""
    with transactions.owns():
        organisation = Organisation.objects.get(pk=organisation_id)
        parent: Unit | None = Unit.objects.locked(parent_id) if parent_id is not None else None

        permissions.require(by, "create_unit", permissions.Facts(organisation_id, parent_id))

        refuse(
            [
                *_check({"name": name, **fields}),
                *_check_parent(organisation_id, parent),
                *_check_gln_is_free(fields.get("delivery_gln", "")),
            ]
        )

        inherited = {} if parent is None else {f: getattr(parent, f) for f in _INHERITED if not fields.get(f)}
        made = Unit.objects.create(
            organisation=organisation,
            parent=parent,
            kind=kind,
            name=name.strip(),
            valid_from=valid_from,
            **{**fields, **inherited},
        )
        made.path = f"{parent.path if parent is not None else '/'}{made.pk}/"
        made.save(update_fields=["path"])
        transactions.forget()

        audit.record("organisations.unit.created", made, by=by, at=at, body_id=organisation_id, parent_id=parent_id)
    return made


def change_unit(unit_id: int, *, by: Actor, at: datetime, **fields: Any) -> Unit:
    """Names, GLNs, delivery point and rules, account. The place in the tree stays: a moved ward is a new unit, dated."""
    with transactions.owns():
        changed: Unit = Unit.objects.locked(unit_id)

        permissions.require(by, "change_unit", permissions.Facts(changed.organisation_id, changed.pk))

        gln = fields.get("delivery_gln", changed.delivery_gln)
        taken = _check_gln_is_free(gln) if gln != changed.delivery_gln else []
        refuse([*_check({"name": changed.name, **fields}), *taken])

        for field, value in fields.items():
            setattr(changed, field, value)
        changed.save(update_fields=sorted(fields))
        transactions.forget()

        audit.record("organisations.unit.changed", changed, by=by, at=at, body_id=changed.organisation_id, fields=sorted(fields))
    return changed


def close_unit(unit_id: int, *, on: date, by: Actor, at: datetime) -> Unit:
    """The unit and what lies below it end on that day; what they ordered stays theirs."""
    with transactions.owns():
        closed: Unit = Unit.objects.locked(unit_id)

        permissions.require(by, "change_unit", permissions.Facts(closed.organisation_id, closed.pk))

        below = Unit.objects.locked_all(Unit.objects.filter(path__startswith=closed.path).values_list("pk", flat=True))
        open_then = [unit for unit in below if unit.valid_to is None or unit.valid_to > on]
        problems = [] if closed in open_then else [Problem("unit.is_closed", "error", {"field": "on", "on": closed.valid_to})]
        if any(on <= unit.valid_from for unit in open_then):
            problems.append(Problem("unit.ends_before_it_begins", "error", {"field": "on", "on": on}))
        refuse(problems)

        for unit in open_then:
            unit.valid_to = on
            unit.save(update_fields=["valid_to"])
        transactions.forget()

        audit.record("organisations.unit.closed", closed, by=by, at=at, body_id=closed.organisation_id, on=on, units=len(open_then))
        closed.refresh_from_db()
    return closed


_INHERITED = ("invoice_gln", "street", "city", "postal_code", "account", "cost_place")


def _check(fields: dict[str, Any]) -> list[Problem]:
    problems = [] if fields["name"].strip() else [Problem("unit.name_missing")]
    problems += [Problem("unit.field_unknown", "error", {"field": f}) for f in sorted(set(fields) - _FIELDS)]
    problems += identity.check_gln(fields.get("delivery_gln", ""), "delivery_gln")
    problems += identity.check_gln(fields.get("invoice_gln", ""), "invoice_gln")
    note = str(fields.get("delivery_rules", {}).get("note", ""))
    return problems + identity.check_text(delivery_rules=note)


def _check_parent(organisation_id: int, parent: Unit | None) -> list[Problem]:
    of_another = parent is not None and parent.organisation_id != organisation_id
    return [Problem("unit.parent_of_another_body")] if of_another else []


def _check_gln_is_free(gln: str) -> list[Problem]:
    taken = bool(gln) and Unit.objects.filter(delivery_gln=gln).exists()
    return [Problem("unit.gln_taken", "error", {"field": "delivery_gln", "gln": gln})] if taken else []
