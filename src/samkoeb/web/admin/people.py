"""People and the roles that they hold: from when, until when, over what, up to how much; how they get in, and how they leave."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR, ROLES, SUPPLIER_USER
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import actions, queries
from samkoeb.organisations.queries.administration import OrganisationPage, PersonRow
from samkoeb.process import letting_in
from samkoeb.web.admin.fields import INPUT, choice, choose, day, email, explain, one_of, text
from samkoeb.web.admin.units import open_units
from samkoeb.web.parts.amounts import AmountField
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.parts.paging import paged
from samkoeb.web.parts.roles import role_name
from samkoeb.web.screen import done, screen
from samkoeb.web.sign_in import LINK_HOURS, one_time_link

LANGUAGES = [("da", gettext_lazy("Danish")), ("en", gettext_lazy("English"))]


def _limit() -> AmountField:
    return AmountField(
        label=gettext_lazy("Limit, kr. excl. VAT"),
        required=False,
        min_value=0,
        max_digits=15,
        decimal_places=2,
        widget=forms.TextInput(INPUT),
    )


class PersonForm(forms.Form):
    name = text(gettext_lazy("Name"), 120, required=True)
    email = email(gettext_lazy("E-mail"), required=True)
    language = choice(gettext_lazy("Language of e-mails"), LANGUAGES)
    home_unit_id = one_of(gettext_lazy("Home unit"))


class NewPersonForm(PersonForm):
    role = choice(gettext_lazy("Role"))
    unit = one_of(gettext_lazy("Over"))
    limit = _limit()


class RoleForm(forms.Form):
    role = choice(gettext_lazy("Role"))
    unit = one_of(gettext_lazy("Over"))
    limit = _limit()
    valid_from = day(gettext_lazy("From"))
    valid_to = day(gettext_lazy("Until (not included)"), required=False)


class SubstituteForm(forms.Form):
    substitute = one_of(gettext_lazy("Substitute"), required=True)
    valid_from = day(gettext_lazy("From"))
    valid_to = day(gettext_lazy("Until (not included)"))


@screen(ADMINISTRATOR, AUDITOR)
def listing(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    people = queries.people_of(actor, organisation_id, at)
    wanted, closed = request.GET.get("q", "").strip(), request.GET.get("state") == "closed"
    fitting = [p for p in people if p.is_active != closed and _fits(p, wanted)]
    context = {
        "body": body,
        "page": paged(request, fitting),
        "text": wanted,
        "closed": closed,
        "closed_count": sum(not p.is_active for p in people),
        "may_change": actor.holds(ADMINISTRATOR),
    }
    return render(request, "admin/people.html", context)


def _fits(person: PersonRow, wanted: str) -> bool:
    return wanted.casefold() in f"{person.name} {person.email} {person.home_unit}".casefold()


@screen(ADMINISTRATOR)
def new(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    queries.people_of(actor, organisation_id, at)  # asks whether they are the actor's to see
    form = NewPersonForm(request.POST or None)
    _choose_units(form, body, at)
    choose(form, "role", _roles(body))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            person = actions.take_on(organisation_id=organisation_id, unit_id=values.pop("unit"), by=actor, at=at, **values)
        except NotAllowed:
            raise
        except Refused as refusal:
            explain(form, refusal)
        else:
            said = _("%(name)s is created. Send a sign-in link, so that a password can be chosen.")
            return done(request, said % {"name": person.name}, to=f"../{person.pk}/")
    return render(
        request,
        "admin/form.html",
        {"form": form, "heading": _("New person in %(body)s") % {"body": body.name}, "back": "..", "save": _("Create")},
    )


@screen(ADMINISTRATOR)
def page(request: HttpRequest, organisation_id: int, person_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    people = queries.people_of(actor, organisation_id, at)
    person, today = _one(people, person_id), calendar.day_of(at)
    which = request.POST.get("form")
    if which in _STEPS:
        return _STEPS[which](request, body, person)
    role = RoleForm(request.POST if which == "role" else None, initial={"valid_from": today})
    _choose_units(role, body, at)
    choose(role, "role", _roles(body))
    stand_in = SubstituteForm(request.POST if which == "substitute" else None, initial={"valid_from": today})
    choose(stand_in, "substitute", [("", "–"), *((p.id, p.name) for p in people if p.id != person_id and p.is_active)])
    try:
        if which == "role" and role.is_valid():
            given = dict(role.cleaned_data)
            actions.grant_role(
                person_id=person_id, organisation_id=organisation_id, unit_id=given.pop("unit"), by=actor, at=at, **given
            )
            return done(request, _("Saved."))
        if which == "substitute" and stand_in.is_valid():
            given = stand_in.cleaned_data
            actions.set_substitute(
                person_id=person_id,
                substitute_id=given["substitute"],
                valid_from=given["valid_from"],
                valid_to=given["valid_to"],
                by=actor,
                at=at,
            )
            return done(request, _("Saved."))
    except NotAllowed:
        raise
    except Refused as refusal:
        explain(role if which == "role" else stand_in, refusal)
    may = queries.may_with(actor, person_id, at)
    return render(request, "admin/person.html", {"body": body, "person": person, "role": role, "stand_in": stand_in, "may": may})


@screen(ADMINISTRATOR)
def change(request: HttpRequest, organisation_id: int, person_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    person = _one(queries.people_of(actor, organisation_id, at), person_id)
    form = PersonForm(request.POST or None, initial={name: getattr(person, name) for name in PersonForm.base_fields})
    homes = open_units(body, calendar.day_of(at))
    if person.home_unit_id is not None and person.home_unit_id not in dict(homes):
        homes.append((person.home_unit_id, person.home_unit))
    choose(form, "home_unit_id", homes)
    if request.method == "POST" and form.is_valid():
        changed = {name: value for name, value in form.cleaned_data.items() if value != getattr(person, name)}
        try:
            if changed:
                actions.change_person(person_id, by=actor, at=at, **changed)
        except NotAllowed:
            raise
        except Refused as refusal:
            explain(form, refusal)
        else:
            return done(request, _("Saved."), to="..")
    return render(request, "admin/form.html", {"form": form, "heading": person.name, "back": ".."})


@screen(ADMINISTRATOR)
def close(request: HttpRequest, organisation_id: int, person_id: int) -> HttpResponse:
    """What ends with it is shown first."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    person = _one(queries.people_of(actor, organisation_id, at), person_id)
    if not queries.may_with(actor, person_id, at).close:
        raise NotAllowed
    if request.method == "POST":
        actions.close_person(person_id, by=actor, at=at)
        return done(request, _("The access of %(name)s is closed.") % {"name": person.name}, to="..")
    return render(request, "admin/person_close.html", {"body": body, "person": person})


def _end_role(request: HttpRequest, body: OrganisationPage, person: PersonRow) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    actions.end_role(row_id(request.POST["role"]), on=calendar.day_of(at), by=actor, at=at)
    return done(request, _("The role has ended."))


def _end_substitute(request: HttpRequest, body: OrganisationPage, person: PersonRow) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    actions.end_substitute(row_id(request.POST["substitute"]), on=calendar.day_of(at), by=actor, at=at)
    return done(request, _("Nobody stands in from today."))


def _reopen(request: HttpRequest, body: OrganisationPage, person: PersonRow) -> HttpResponse:
    actions.reopen_person(person.id, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    said = _("%(name)s can be let in again. Send a sign-in link, and give the roles that are needed.")
    return done(request, said % {"name": person.name})


def _send_link(request: HttpRequest, body: OrganisationPage, person: PersonRow) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    letting_in.send_link(person.id, link=_link(person), hours=LINK_HOURS, by=actor, at=at)
    return done(request, _("An e-mail with a sign-in link is on its way to %(email)s.") % {"email": person.email})


def _show_link(request: HttpRequest, body: OrganisationPage, person: PersonRow) -> HttpResponse:
    """On this page alone, which no browser keeps."""
    actions.let_in(person.id, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    return render(request, "admin/person_link.html", {"body": body, "person": person, "link": _link(person), "hours": LINK_HOURS})


def _link(person: PersonRow) -> str:
    return one_time_link(queries.person_by_id(person.id))


_STEPS = {
    "end": _end_role,
    "end_substitute": _end_substitute,
    "reopen": _reopen,
    "send_link": _send_link,
    "show_link": _show_link,
}


def _one(people: Sequence[PersonRow], person_id: int) -> PersonRow:
    found = next((p for p in people if p.id == person_id), None)
    if found is None:
        raise NotAllowed
    return found


def _roles(body: OrganisationPage) -> list[tuple[str, str]]:
    wanted = [SUPPLIER_USER] if body.kind == "supplier" else [r for r in ROLES if r != SUPPLIER_USER]
    return [(r, role_name(r)) for r in wanted]


def _choose_units(form: forms.Form, body: OrganisationPage, at: Any) -> None:
    units = open_units(body, calendar.day_of(at))
    choose(form, "unit", [("", _("The whole body")), *units[1:]])
    if "home_unit_id" in form.fields:
        choose(form, "home_unit_id", units)
