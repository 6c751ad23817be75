"""People: who can sign in, how they change quickly on a ward computer, and who stands in for whom."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import permissions, queries
from samkoeb.organisations.logic import identity
from samkoeb.organisations.models import Person, Substitution, Unit

_FIELDS = frozenset(("name", "email", "language", "home_unit_id", "is_active"))


def create_person(
    *,
    name: str,
    email: str,
    password: str | None = None,
    language: str = "da",
    home_unit_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Person:
    """Without a password the person signs in through the body's own identity provider only."""
    with transactions.owns():
        body_id = _body_of(home_unit_id)
        permissions.require(by, "create_person", permissions.Facts(body_id, home_unit_id))

        refuse(_check(name, email, language))

        made = Person(name=name.strip(), email=email.strip().lower(), language=language, home_unit_id=home_unit_id)
        made.set_password(password)  # None makes it unusable
        made.save()

        audit.record("organisations.person.created", made, by=by, at=at, body_id=body_id)
    return made


def change_person(person_id: int, *, by: Actor, at: datetime, **fields: Any) -> Person:
    """Name as one wishes to be called, e-mail, language, home unit; `is_active=False` shuts the door and keeps the history."""
    with transactions.owns():
        changed = Person.objects.select_for_update(of=("self",)).get(pk=person_id)

        body_id = _body_of(changed.home_unit_id)
        permissions.require(by, "change_person", permissions.Facts(body_id, changed.home_unit_id, person_id))

        unknown = [Problem("person.field_unknown", "error", {"field": f}) for f in sorted(set(fields) - _FIELDS)]
        email = fields.get("email", changed.email)
        refuse(
            [*unknown, *_check(fields.get("name", changed.name), email, fields.get("language", changed.language), but=person_id)]
        )

        for field, value in fields.items():
            setattr(changed, field, value)
        changed.email = changed.email.strip().lower()
        changed.save(update_fields=[f.removesuffix("_id") for f in sorted(fields)])

        audit.record("organisations.person.changed", changed, by=by, at=at, body_id=body_id, fields=sorted(fields))
    return changed


def set_pin(person_id: int, *, pin: str, by: Actor, at: datetime) -> Person:
    """Four to eight digits, kept hashed; good only inside the unit's own session (6.1 step 1). An empty one removes it."""
    with transactions.owns():
        changed = Person.objects.select_for_update(of=("self",)).get(pk=person_id)

        body_id = _body_of(changed.home_unit_id)
        permissions.require(by, "set_pin", permissions.Facts(body_id, changed.home_unit_id, person_id))

        if pin and not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
            refuse([Problem("person.pin_malformed")])

        changed.pin = make_password(pin) if pin else ""
        changed.save(update_fields=["pin"])

        audit.record("organisations.person.pin_set", changed, by=by, at=at, body_id=body_id)
    return changed


def set_substitute(
    *, person_id: int, substitute_id: int, valid_from: date, valid_to: date | None, by: Actor, at: datetime
) -> Substitution:
    """While it lasts the substitute holds the person's roles and limits, and counts as both for separation of duties."""
    with transactions.owns():
        person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)

        body_id = _body_of(person.home_unit_id)
        permissions.require(by, "set_substitute", permissions.Facts(body_id, person.home_unit_id, person_id))

        problems = [Problem("substitute.is_oneself")] if person_id == substitute_id else []
        if valid_to is not None and valid_to <= valid_from:
            problems.append(Problem("period.ends_before_it_begins"))
        refuse(problems)

        made = Substitution.objects.create(person=person, substitute_id=substitute_id, valid_from=valid_from, valid_to=valid_to)

        audit.record(
            "organisations.substitute.set", made, by=by, at=at, body_id=body_id, person=person_id, substitute=substitute_id
        )
    return made


def name_substitute(person_id: int, *, who: str, valid_from: date, valid_to: date, by: Actor, at: datetime) -> Substitution:
    """As `set_substitute`, by the colleague's whole name or e-mail as written: someone who works where the person works."""
    with transactions.owns():
        found = queries.colleague_of(person_id, who, calendar.day_of(at))
        refuse([] if found is not None else [Problem("substitute.unknown", "error", {"name": who.strip()[:80]})])
        assert found is not None
        return set_substitute(person_id=person_id, substitute_id=found, valid_from=valid_from, valid_to=valid_to, by=by, at=at)


def end_substitute(substitution_id: int, *, by: Actor, at: datetime) -> None:
    """Back again: from today nobody stands in. One that has not begun is as if it never was."""
    with transactions.owns():
        found: Substitution = Substitution.objects.select_for_update(of=("self",)).get(pk=substitution_id)

        body_id = _body_of(found.person.home_unit_id)
        permissions.require(by, "set_substitute", permissions.Facts(body_id, found.person.home_unit_id, found.person_id))

        today = calendar.day_of(at)
        audit.record(
            "organisations.substitute.ended", found, by=by, at=at, body_id=body_id, person=found.person_id, substitute=found.substitute_id
        )
        if found.valid_from >= today:
            found.delete()
        else:
            found.valid_to = min(found.valid_to or today, today)
            found.save(update_fields=["valid_to"])


def _check(name: str, email: str, language: str, *, but: int | None = None) -> list[Problem]:
    problems = [] if name.strip() else [Problem("person.name_missing")]
    if email.count("@") != 1 or email.strip().startswith("@") or email.strip().endswith("@"):
        problems.append(Problem("person.email_malformed"))
    elif Person.objects.filter(email__iexact=email.strip()).exclude(pk=but or 0).exists():
        problems.append(Problem("person.email_taken"))
    if language not in ("da", "en"):
        problems.append(Problem("person.language_unknown", "error", {"language": language}))
    return problems + identity.check_text(name=name)


def _body_of(unit_id: int | None) -> int | None:
    return None if unit_id is None else Unit.objects.values_list("organisation_id", flat=True).get(pk=unit_id)
