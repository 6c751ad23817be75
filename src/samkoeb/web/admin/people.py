"""People and the roles that they hold: from when, until when, over what, up to how much."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR, ROLES
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import actions, queries
from samkoeb.organisations.queries.administration import OrganisationPage
from samkoeb.web.admin.organisations import INPUT, SELECT, _explain
from samkoeb.web.parts.amounts import AmountField
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.parts.roles import role_name
from samkoeb.web.screen import done, screen

DAY = forms.DateInput({"class": "form-input", "type": "date"}, "%Y-%m-%d")


class PersonForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput(INPUT))
    email = forms.EmailField(label=gettext_lazy("E-mail"), widget=forms.EmailInput(INPUT))
    password = forms.CharField(
        label=gettext_lazy("First password"), min_length=10, widget=forms.PasswordInput({**INPUT, "autocomplete": "new-password"})
    )
    home_unit = forms.TypedChoiceField(
        label=gettext_lazy("Home unit"), required=False, coerce=int, empty_value=None, widget=forms.Select(SELECT)
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.Select(SELECT))
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Over"), required=False, coerce=int, empty_value=None, widget=forms.Select(SELECT)
    )
    limit = AmountField(
        label=gettext_lazy("Limit, kr. excl. VAT"),
        required=False,
        min_value=0,
        max_digits=15,
        decimal_places=2,
        widget=forms.TextInput(INPUT),
    )
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=DAY)
    valid_to = forms.DateField(label=gettext_lazy("Until (not included)"), required=False, widget=DAY)


class SubstituteForm(forms.Form):
    substitute = forms.TypedChoiceField(label=gettext_lazy("Substitute"), coerce=int, widget=forms.Select(SELECT))
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=DAY)
    valid_to = forms.DateField(label=gettext_lazy("Until (not included)"), widget=DAY)


@screen(ADMINISTRATOR, AUDITOR)
def listing(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    return render(request, "admin/people.html", {"body": body, "people": queries.people_of(actor, organisation_id, at)})


@screen(ADMINISTRATOR)
def new(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    form = PersonForm(request.POST or None)
    form.fields["home_unit"].choices = _units(body)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            person = actions.create_person(home_unit_id=values.pop("home_unit"), by=actor, at=at, **values)
        except Refused as refusal:
            _explain(form, refusal)
        else:
            return done(request, _("%(name)s can sign in. Give a role next.") % {"name": person.name}, to=f"../{person.pk}/")
    return render(
        request, "admin/form.html", {"form": form, "heading": _("New person in %(body)s") % {"body": body.name}, "back": ".."}
    )


@screen(ADMINISTRATOR)
def page(request: HttpRequest, organisation_id: int, person_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    people = queries.people_of(actor, organisation_id, at)
    person = next((p for p in people if p.id == person_id), None)
    if person is None:
        raise NotAllowed
    which, today = request.POST.get("form"), calendar.day_of(at)
    role = RoleForm(request.POST if which == "role" else None, initial={"valid_from": today})
    role.fields["role"].choices = [(r, role_name(r)) for r in ROLES]  # type: ignore[attr-defined]
    role.fields["unit"].choices = [("", _("The whole body")), *_units(body)[1:]]  # type: ignore[attr-defined]
    stand_in = SubstituteForm(request.POST if which == "substitute" else None, initial={"valid_from": today})
    stand_in.fields["substitute"].choices = [(p.id, p.name) for p in people if p.id != person_id]  # type: ignore[attr-defined]
    if which == "end":
        actions.end_role(row_id(request.POST["role"]), on=today, by=actor, at=at)
        return done(request, _("The role has ended."))
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
        _explain(role if which == "role" else stand_in, refusal)
    return render(request, "admin/person.html", {"body": body, "person": person, "role": role, "stand_in": stand_in})


def _units(body: OrganisationPage) -> list[tuple[int | str, str]]:
    return [("", "–"), *((u.id, f"{'– ' * u.depth}{u.name}") for u in body.units)]
