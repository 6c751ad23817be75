"""Bodies and suppliers: who they are, how they hang together, what follows whom, and how each wants it."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR, PURCHASER, PURCHASING_HEAD, SECRETARIAT
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import actions, queries
from samkoeb.web.admin.fields import INPUT, choice, day, email, explain, text
from samkoeb.web.parts.numbers import count_of
from samkoeb.web.parts.paging import ordered, paged
from samkoeb.web.parts.states import STATES
from samkoeb.web.screen import done, screen

READERS = (ADMINISTRATOR, AUDITOR, PURCHASER, PURCHASING_HEAD, SECRETARIAT)
KINDS = ("region", "municipality", "state", "secretariat", "trade_association")
CHANNELS = [("dropfolder", gettext_lazy("As a file to its system")), ("email", gettext_lazy("By e-mail, with a link to answer"))]
SORTS = {"name": "name", "kind": "kind", "cvr": "cvr", "from": "valid_from", "units": "unit_count"}


class OrganisationForm(forms.Form):
    name = text(gettext_lazy("Name"), 200, required=True)
    cvr = text(gettext_lazy("CVR number"), 20)
    gln = text("GLN", 13)
    endpoint = text(gettext_lazy("Electronic address"), 80, help=gettext_lazy("0088: and a GLN, or 0184: and a CVR number"))
    channel = forms.ChoiceField(
        label=gettext_lazy("Gets its documents"), choices=CHANNELS, required=False, widget=forms.Select({"class": "form-select"})
    )
    street = text(gettext_lazy("Street"), 200)
    postal_code = text(gettext_lazy("Postal code"), 20)
    city = text(gettext_lazy("City"), 100)
    email = email(gettext_lazy("E-mail"))
    phone = forms.CharField(
        label=gettext_lazy("Telephone"), max_length=40, required=False, widget=forms.TextInput({**INPUT, "type": "tel"})
    )
    valid_to = day(gettext_lazy("In force until (not included)"), required=False)

    def clean_channel(self) -> str:
        return self.cleaned_data["channel"] or CHANNELS[0][0]


class FoundingForm(OrganisationForm):
    valid_from = day(gettext_lazy("In force from"))
    field_order = ("kind", "name", "cvr", "gln", "endpoint", "channel", "street", "postal_code", "city", "email", "phone", "valid_from", "valid_to")


class BodyForm(FoundingForm):
    kind = choice(gettext_lazy("Kind"), [(k, gettext_lazy(STATES[k][1])) for k in KINDS])


@screen(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    kind, wanted = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    sort, order = ordered(request, SORTS, "kind")
    rows = queries.organisations_for(actor, kind=kind, text=wanted, order=order)
    return render(
        request,
        "admin/organisations.html",
        {
            "page": paged(request, rows),
            "kinds": (*KINDS, "supplier"),
            "kind": kind,
            "text": wanted,
            "sort": sort,
            "may_found": actor.holds(ADMINISTRATOR),
            "may_register": actor.holds(ADMINISTRATOR, PURCHASER),
        },
    )


@screen(*READERS)
def page(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    shown = queries.organisation_page(actor, organisation_id, request.at)  # type: ignore[attr-defined]
    return render(
        request,
        "admin/organisation.html",
        {"body": shown, "may_people": actor.holds(ADMINISTRATOR), "today": calendar.day_of(request.at)},  # type: ignore[attr-defined]
    )


@screen(ADMINISTRATOR)
def new(request: HttpRequest) -> HttpResponse:
    """A public body. Who founds it is its first administrator."""
    form = BodyForm(request.POST or None, initial={"valid_from": _today(request)})
    return _found(request, form, heading=_("New organisation"))


@screen(ADMINISTRATOR, PURCHASER)
def new_supplier(request: HttpRequest) -> HttpResponse:
    """Prefilled where a document came from one that is not known."""
    given = {name: request.GET.get(name, "") for name in ("name", "cvr", "gln", "endpoint")}
    form = FoundingForm(request.POST or None, initial={"valid_from": _today(request), **given})
    return _found(request, form, heading=_("New supplier"), kind="supplier")


def _today(request: HttpRequest) -> date:
    return calendar.day_of(request.at)  # type: ignore[attr-defined]


def _found(request: HttpRequest, form: FoundingForm, *, heading: str, **more: Any) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_organisation(by=actor, at=at, **more, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            explain(form, refusal)
        else:
            return done(request, _("%(name)s is created.") % {"name": made.name}, to=f"../{made.pk}/")
    return render(request, "admin/form.html", {"form": form, "heading": heading, "back": "..", "save": _("Create")})


@screen(ADMINISTRATOR, PURCHASER)
def change(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    if not body.may_change:
        raise Http404
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
        except NotAllowed:
            raise
        except Refused as refusal:
            explain(form, refusal)
        else:
            return done(request, _("Saved."), to="..")
    return render(request, "admin/form.html", {"form": form, "heading": body.name, "back": ".."})


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
