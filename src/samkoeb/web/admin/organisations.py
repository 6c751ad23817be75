"""Bodies and suppliers: who they are, how they hang together, what follows whom, and how each wants it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR, PURCHASER, PURCHASING_HEAD, SECRETARIAT
from samkoeb.kernel.problem import Refused
from samkoeb.organisations import actions, queries
from samkoeb.web.parts.numbers import count_of
from samkoeb.web.screen import done, say, screen

READERS = (ADMINISTRATOR, AUDITOR, PURCHASER, PURCHASING_HEAD, SECRETARIAT)
INPUT, SELECT = {"class": "form-input"}, {"class": "form-select"}


class OrganisationForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(INPUT))
    cvr = forms.CharField(label=gettext_lazy("CVR number"), max_length=20, required=False, widget=forms.TextInput(INPUT))
    gln = forms.CharField(label="GLN", max_length=13, required=False, widget=forms.TextInput(INPUT))
    endpoint = forms.CharField(
        label=gettext_lazy("Electronic address"), max_length=80, required=False, widget=forms.TextInput(INPUT)
    )
    street = forms.CharField(label=gettext_lazy("Street"), max_length=200, required=False, widget=forms.TextInput(INPUT))
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=20, required=False, widget=forms.TextInput(INPUT))
    city = forms.CharField(label=gettext_lazy("City"), max_length=100, required=False, widget=forms.TextInput(INPUT))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False, widget=forms.EmailInput(INPUT))
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False, widget=forms.TextInput(INPUT))


class UnitForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(INPUT))
    parent = forms.TypedChoiceField(
        label=gettext_lazy("Part of"), required=False, coerce=int, empty_value=None, widget=forms.Select(SELECT)
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("department", gettext_lazy("Department")), ("institution", gettext_lazy("Institution"))],
        widget=forms.Select(SELECT),
    )
    delivery_gln = forms.CharField(
        label=gettext_lazy("Delivery GLN"), max_length=13, required=False, widget=forms.TextInput(INPUT)
    )
    invoice_gln = forms.CharField(label=gettext_lazy("Invoice GLN"), max_length=13, required=False, widget=forms.TextInput(INPUT))
    delivery_point = forms.CharField(
        label=gettext_lazy("Delivery point"), max_length=200, required=False, widget=forms.TextInput(INPUT)
    )
    account = forms.CharField(label=gettext_lazy("Account"), max_length=40, required=False, widget=forms.TextInput(INPUT))
    cost_place = forms.CharField(label=gettext_lazy("Cost place"), max_length=40, required=False, widget=forms.TextInput(INPUT))


@screen(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "")
    rows = queries.organisations_for(request.actor, kind=kind, text=text)  # type: ignore[attr-defined]
    return render(request, "admin/organisations.html", {"rows": rows, "kind": kind, "text": text})


@screen(*READERS)
def page(request: HttpRequest, organisation_id: int) -> HttpResponse:
    shown = queries.organisation_page(request.actor, organisation_id, request.at)  # type: ignore[attr-defined]
    return render(request, "admin/organisation.html", {"body": shown, "may_people": request.actor.holds(ADMINISTRATOR)})  # type: ignore[attr-defined]


@screen(ADMINISTRATOR)
def change(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    street, postal_code, city = body.address
    before = {name: getattr(body, name, "") for name in OrganisationForm.base_fields} | {
        "street": street,
        "postal_code": postal_code,
        "city": city,
    }
    form = OrganisationForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        changed = {k: v for k, v in form.cleaned_data.items() if v != before[k]}
        try:
            actions.change_organisation(organisation_id, by=actor, at=at, **changed)
        except Refused as refusal:
            _explain(form, refusal)
        else:
            return done(request, _("Saved."), to="..")
    return render(request, "admin/form.html", {"form": form, "heading": body.name, "back": ".."})


@screen(ADMINISTRATOR)
def unit(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    form = UnitForm(request.POST or None)
    form.fields["parent"].choices = [("", "–"), *((u.id, f"{'– ' * u.depth}{u.name}") for u in body.units)]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            actions.create_unit(
                organisation_id=organisation_id,
                parent_id=values.pop("parent"),
                valid_from=calendar.day_of(at),
                by=actor,
                at=at,
                **values,
            )
        except Refused as refusal:
            _explain(form, refusal)
        else:
            return done(request, _("Saved."), to="..")
    return render(
        request, "admin/form.html", {"form": form, "heading": _("New unit in %(body)s") % {"body": body.name}, "back": ".."}
    )


@screen(ADMINISTRATOR)
def settings(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Every switch and tolerance of the body, with what holds now."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    if request.method == "POST":
        wanted = {k: _typed(request.POST.get(k, ""), v) for k, v in body.settings.items()}
        actions.change_settings(organisation_id, settings_wanted=wanted, by=actor, at=at)
        return done(request, _("Saved."), to="..")
    return render(request, "admin/settings.html", {"body": body, "rows": [(k, _shown(v)) for k, v in body.settings.items()]})


def _typed(text: str, before: object) -> object:
    """What was written, in the type of what holds: settings are numbers, switches and texts."""
    if isinstance(before, bool):
        return text == "on"
    if isinstance(before, list | tuple):
        return [count_of(part.strip(), -1) for part in text.split(",")]
    if isinstance(before, int) and count_of(text.strip(), -1) >= 0:
        return count_of(text.strip())
    return text.strip().replace(",", ".") if not isinstance(before, str) else text.strip()


def _shown(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _explain(form: forms.Form, refusal: Refused) -> None:
    """The refusal's sentences, at the field where the problem names one."""
    for problem in refusal.problems:
        field = str(problem.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, say(problem))
