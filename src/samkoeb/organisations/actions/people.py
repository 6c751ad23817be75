"""People: who can sign in, how they change quickly on a ward computer, and who stands in for whom."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import permissions, queries
from samkoeb.organisations.actions.roles import end, grant_role
from samkoeb.organisations.logic import identity
from samkoeb.organisations.models import Person, RoleAssignment, Substitution, Unit

_FIELDS = frozenset(("name", "email", "language", "home_unit_id"))


def create_person(
    *,
    name: str,
    email: str,
    password: str | None = None,
    language: str = "da",
    home_unit_id: int | None = None,
    organisation_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Person:
    """Without a password the person signs in through the body's own identity provider only. `organisation_id`: whose, without a home."""
    with transactions.owns():
        body_id = _body_of(home_unit_id) if home_unit_id is not None else organisation_id
        of_supplier = body_id is not None and queries.is_supplier(body_id)
        permissions.require(by, "create_person", permissions.Facts(body_id, home_unit_id, is_supplier=of_supplier))

        refuse(_check(name, email, language))

        made = Person(name=name.strip(), email=email.strip().lower(), language=language, home_unit_id=home_unit_id, organisation_id=body_id)
        made.set_password(password)  # None makes it unusable
        made.save()

        audit.record("organisations.person.created", made, by=by, at=at, body_id=body_id)
    return made


def take_on(
    *,
    organisation_id: int,
    role: str,
    unit_id: int | None = None,
    limit: Decimal | None = None,
    name: str,
    email: str,
    language: str = "da",
    home_unit_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Person:
    """A new person of the body, with the first role. A password is chosen through a link (`let_in`)."""
    with transactions.owns():
        made = create_person(
            name=name, email=email, language=language, home_unit_id=home_unit_id, organisation_id=organisation_id, by=by, at=at
        )
        grant_role(
            person_id=made.pk,
            role=role,
            organisation_id=organisation_id,
            unit_id=unit_id,
            limit=limit,
            valid_from=calendar.day_of(at),
            by=by,
            at=at,
        )
    return made


def change_person(person_id: int, *, by: Actor, at: datetime, **fields: Any) -> Person:
    """Name as one wishes to be called, e-mail, language, home unit."""
    with transactions.owns():
        changed = _locked(person_id)

        facts = queries.person_facts(changed, calendar.day_of(at))
        permissions.require(by, "change_person", facts)
        if fields.get("home_unit_id", changed.home_unit_id) != changed.home_unit_id:
            # Whoever's unit is the home looks after the person: nobody is moved to where the mover may not look after them.
            home = fields["home_unit_id"]
            stays = changed.organisation_id if home is None else _body_of(home)
            permissions.require(by, "let_in", replace(facts, organisation_id=stays, unit_id=home))

        unknown = [Problem("person.field_unknown", "error", {"field": f}) for f in sorted(set(fields) - _FIELDS)]
        email = fields.get("email", changed.email)
        refuse(
            [*unknown, *_check(fields.get("name", changed.name), email, fields.get("language", changed.language), but=person_id)]
        )

        for field, value in fields.items():
            setattr(changed, field, value)
        changed.email = changed.email.strip().lower()
        changed.save(update_fields=[f.removesuffix("_id") for f in sorted(fields)])

        audit.record("organisations.person.changed", changed, by=by, at=at, body_id=_trail_body(facts), fields=sorted(fields))
    return changed


def close_person(person_id: int, *, by: Actor, at: datetime) -> Person:
    """The person leaves: from now on no door is open. Roles and substitutions end today, sessions, password and PIN at once; what was done stays."""
    with transactions.owns():
        closed = _locked(person_id)

        day = calendar.day_of(at)
        facts = queries.person_facts(closed, day)
        permissions.require(by, "close_person", facts)

        problems = [] if closed.is_active else [Problem("person.is_closed")]
        problems += [Problem("person.closes_self")] if by.is_same_person(person_id) else []
        alone = queries.only_administrator_of(person_id, day)
        problems += [Problem("person.last_administrator", "error", {"bodies": ", ".join(alone)})] if alone else []
        refuse(problems)

        closed.is_active, closed.pin = False, ""
        closed.set_unusable_password()  # another than before: sessions are signed with it, so none outlives this, or comes back
        closed.save(update_fields=["is_active", "pin", "password"])
        held = RoleAssignment.objects.filter(person=closed).exclude(valid_to__lte=day).values_list("pk", flat=True)
        for role in RoleAssignment.objects.locked_all(held):
            end(role, day, by=by, at=at)
        for found in Substitution.objects.filter(Q(person=closed) | Q(substitute=closed)).exclude(valid_to__lte=day).order_by("pk"):
            _end_substitution(found, day, by=by, at=at, body_id=_trail_body(facts))

        audit.record("organisations.person.closed", closed, by=by, at=at, body_id=_trail_body(facts))
    return closed


def reopen_person(person_id: int, *, by: Actor, at: datetime) -> Person:
    """The person is back. Roles, password and PIN are given anew: what they were may no longer be right."""
    with transactions.owns():
        opened = _locked(person_id)

        facts = queries.person_facts(opened, calendar.day_of(at))
        permissions.require(by, "close_person", facts)

        refuse([Problem("person.is_open")] if opened.is_active else [])

        opened.is_active = True
        opened.save(update_fields=["is_active"])

        audit.record("organisations.person.reopened", opened, by=by, at=at, body_id=_trail_body(facts))
    return opened


def let_in(person_id: int, *, by: Actor, at: datetime) -> Person:
    """An administrator gives the person a link that opens once, to choose a new password. The link itself is made by who shows or sends it."""
    with transactions.owns():
        person = _locked(person_id)

        facts = queries.person_facts(person, calendar.day_of(at))
        permissions.require(by, "let_in", facts)

        refuse([] if person.is_active else [Problem("person.is_closed")])

        audit.record("organisations.person.link_given", person, by=by, at=at, body_id=_trail_body(facts))
    return person


def set_password(person_id: int, *, password: str, by: Actor, at: datetime) -> Person:
    """One's own new password; every other session of the person ends."""
    with transactions.owns():
        changed = _locked(person_id)

        facts = queries.person_facts(changed, calendar.day_of(at))
        permissions.require(by, "set_password", facts)

        refuse([] if changed.is_active else [Problem("person.is_closed")])

        changed.set_password(password)
        changed.save(update_fields=["password"])

        audit.record("organisations.person.password_set", changed, by=by, at=at, body_id=_trail_body(facts))
    return changed


def set_pin(person_id: int, *, pin: str, by: Actor, at: datetime) -> Person:
    """Four to eight digits, kept hashed; good only inside the unit's own session (6.1 step 1). An empty one removes it."""
    with transactions.owns():
        changed = _locked(person_id)

        facts = queries.person_facts(changed, calendar.day_of(at))
        permissions.require(by, "set_pin", facts)

        if pin and not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
            refuse([Problem("person.pin_malformed")])

        changed.pin = make_password(pin) if pin else ""
        changed.save(update_fields=["pin"])

        audit.record("organisations.person.pin_set", changed, by=by, at=at, body_id=_trail_body(facts))
    return changed


def set_substitute(
    *, person_id: int, substitute_id: int, valid_from: date, valid_to: date | None, by: Actor, at: datetime
) -> Substitution:
    """While it lasts the substitute holds the person's roles and limits, and counts as both for separation of duties."""
    with transactions.owns():
        person = _locked(person_id)

        facts = queries.person_facts(person, calendar.day_of(at))
        permissions.require(by, "set_substitute", facts)

        problems = [Problem("substitute.is_oneself")] if person_id == substitute_id else []
        if valid_to is not None and valid_to <= valid_from:
            problems.append(Problem("period.ends_before_it_begins", "error", {"field": "valid_to"}))
        if not Person.objects.filter(pk=substitute_id, is_active=True).exists():
            problems.append(Problem("substitute.is_closed", "error", {"field": "substitute"}))
        elif not queries.are_colleagues(person_id, substitute_id, calendar.day_of(at)):
            problems.append(Problem("substitute.not_a_colleague", "error", {"field": "substitute"}))
        refuse(problems)

        made = Substitution.objects.create(person=person, substitute_id=substitute_id, valid_from=valid_from, valid_to=valid_to)

        audit.record(
            "organisations.substitute.set", made, by=by, at=at, body_id=_trail_body(facts), person=person_id, substitute=substitute_id
        )
    return made


def name_substitute(person_id: int, *, who: str, valid_from: date, valid_to: date, by: Actor, at: datetime) -> Substitution:
    """As `set_substitute`, by the colleague's whole name or e-mail as written: someone who works where the person works."""
    with transactions.owns():
        found = queries.colleague_of(person_id, who, calendar.day_of(at))
        refuse([] if found is not None else [Problem("substitute.unknown", "error", {"name": who.strip()[:80]})])
        assert found is not None
        return set_substitute(person_id=person_id, substitute_id=found, valid_from=valid_from, valid_to=valid_to, by=by, at=at)


def end_substitute(substitution_id: int, *, on: date, by: Actor, at: datetime) -> Substitution:
    """From `on` nobody stands in. One that had not begun by then never begins."""
    with transactions.owns():
        ended: Substitution = Substitution.objects.locked(substitution_id)

        facts = queries.person_facts(ended.person, calendar.day_of(at))
        permissions.require(by, "set_substitute", facts)

        if ended.valid_to is not None and ended.valid_to <= on:
            refuse([Problem("substitute.has_ended", "error", {"on": ended.valid_to})])

        _end_substitution(ended, on, by=by, at=at, body_id=_trail_body(facts))
    return ended


def _end_substitution(ended: Substitution, on: date, *, by: Actor, at: datetime, body_id: int | None) -> None:
    person, substitute = ended.person_id, ended.substitute_id
    audit.record("organisations.substitute.ended", ended, by=by, at=at, body_id=body_id, person=person, substitute=substitute, on=on)
    if ended.valid_from < on:
        ended.valid_to = on
        ended.save(update_fields=["valid_to"])
    else:
        ended.delete()


def _check(name: str, email: str, language: str, *, but: int | None = None) -> list[Problem]:
    problems = [] if name.strip() else [Problem("person.name_missing", "error", {"field": "name"})]
    if email.count("@") != 1 or email.strip().startswith("@") or email.strip().endswith("@"):
        problems.append(Problem("person.email_malformed", "error", {"field": "email"}))
    elif Person.objects.filter(email__iexact=email.strip()).exclude(pk=but or 0).exists():
        problems.append(Problem("person.email_taken", "error", {"field": "email"}))
    if language not in ("da", "en"):
        problems.append(Problem("person.language_unknown", "error", {"language": language}))
    return problems + identity.check_text(name=name)


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(of=("self",)).select_related("home_unit").get(pk=person_id)


def _trail_body(facts: permissions.Facts) -> int | None:
    """Whose trail it stands in: the home's, else that of one of the bodies that the person works for."""
    return facts.organisation_id if facts.organisation_id is not None else min(facts.body_ids, default=None)


def _body_of(unit_id: int | None) -> int | None:
    return None if unit_id is None else Unit.objects.values_list("organisation_id", flat=True).get(pk=unit_id)
