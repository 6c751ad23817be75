"""Units of a body: new ones, what each is and how it wants its goods, and how one is closed."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import queries as ordering
from samkoeb.organisations import actions, queries
from samkoeb.organisations.queries.administration import OrganisationPage
from samkoeb.organisations.queries.unit_page import UnitPage
from samkoeb.web.admin.fields import INPUT, choice, choose, day, explain, one_of, text
from samkoeb.web.screen import done, screen

KINDS = [("department", gettext_lazy("Department")), ("institution", gettext_lazy("Institution"))]
WEEKDAYS = [
    ("0", gettext_lazy("Monday")),
    ("1", gettext_lazy("Tuesday")),
    ("2", gettext_lazy("Wednesday")),
    ("3", gettext_lazy("Thursday")),
    ("4", gettext_lazy("Friday")),
    ("5", gettext_lazy("Saturday")),
    ("6", gettext_lazy("Sunday")),
]


class UnitForm(forms.Form):
    name = text(gettext_lazy("Name"), 200, required=True)
    short_name = text(gettext_lazy("Short name"), 40)
    delivery_gln = text(gettext_lazy("Delivery GLN"), 13)
    invoice_gln = text(gettext_lazy("Invoice GLN"), 13)
    street = text(gettext_lazy("Street"), 200)
    postal_code = text(gettext_lazy("Postal code"), 20)
    city = text(gettext_lazy("City"), 100)
    delivery_point = text(gettext_lazy("Delivery point"), 200, help=gettext_lazy("Where in the house goods are handed over"))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Goods are taken in on"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-checkbox"}),
    )
    before = forms.TimeField(
        label=gettext_lazy("Before"), required=False, widget=forms.TimeInput({**INPUT, "type": "time"}, "%H:%M")
    )
    note = text(gettext_lazy("Note to the driver"), 200)
    account = text(gettext_lazy("Account"), 40)
    cost_place = text(gettext_lazy("Cost centre"), 40)

    def fields_of_unit(self) -> dict[str, Any]:
        """As the unit keeps them: the three rules of delivery are one."""
        given = dict(self.cleaned_data)
        weekdays, before, note = given.pop("weekdays"), given.pop("before"), given.pop("note")
        rules = {"weekdays": sorted(map(int, weekdays)), "before": before and before.strftime("%H:%M"), "note": note.strip()}
        return {**given, "delivery_rules": {name: value for name, value in rules.items() if value}}


class NewUnitForm(UnitForm):
    parent = one_of(gettext_lazy("Part of"))
    kind = choice(gettext_lazy("Kind"), KINDS)
    valid_from = day(gettext_lazy("In force from"))
    field_order = ("name", "short_name", "kind", "parent", "valid_from")


class ClosingForm(forms.Form):
    on = day(gettext_lazy("The first day without it"))


@screen(ADMINISTRATOR)
def new(request: HttpRequest, organisation_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    body = queries.organisation_page(actor, organisation_id, at)
    form = NewUnitForm(request.POST or None, initial={"valid_from": calendar.day_of(at)})
    choose(form, "parent", open_units(body, calendar.day_of(at)))
    if request.method == "POST" and form.is_valid():
        values = form.fields_of_unit()
        try:
            actions.create_unit(organisation_id=organisation_id, parent_id=values.pop("parent"), by=actor, at=at, **values)
        except NotAllowed:
            raise
        except Refused as refusal:
            explain(form, refusal)
        else:
            return done(request, _("Saved."), to="..")
    return render(
        request, "admin/form.html", {"form": form, "heading": _("New unit in %(body)s") % {"body": body.name}, "back": ".."}
    )


@screen(ADMINISTRATOR)
def page(request: HttpRequest, organisation_id: int, unit_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    unit, today = queries.unit_page(actor, organisation_id, unit_id), calendar.day_of(at)
    form = UnitForm(request.POST or None, initial=_initial(unit))
    if request.method == "POST" and form.is_valid():
        changed = {name: value for name, value in form.fields_of_unit().items() if value != getattr(unit, name)}
        try:
            if changed:
                actions.change_unit(unit_id, by=actor, at=at, **changed)
        except NotAllowed:
            raise
        except Refused as refusal:
            explain(form, refusal)
        else:
            return done(request, _("Saved."), to="../..")
    return render(request, "admin/unit.html", {"form": form, "unit": unit, "is_open": unit.valid_to is None or unit.valid_to > today})


@screen(ADMINISTRATOR)
def close(request: HttpRequest, organisation_id: int, unit_id: int) -> HttpResponse:
    """What is under way in it is shown first: it stays, and somebody must see to it."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    unit = queries.unit_page(actor, organisation_id, unit_id)
    today = calendar.day_of(at)
    form = ClosingForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_unit(unit_id, on=form.cleaned_data["on"], by=actor, at=at)
        except NotAllowed:
            raise
        except Refused as refusal:
            explain(form, refusal)
        else:
            return done(request, _("%(unit)s closes on %(on)s.") % {"unit": unit.name, "on": f"{form.cleaned_data['on']:%d-%m-%Y}"}, to="../../..")
    there = queries.unit_counts(unit_id, today)
    context = {"form": form, "unit": unit, "there": there, "open": ordering.open_counts(unit_ids=there.unit_ids)}
    return render(request, "admin/unit_close.html", context)


def open_units(body: OrganisationPage, today: Any) -> list[tuple[int | str, str]]:
    """For a choice: nothing, and the units that have not closed, in the order of the tree."""
    there = [u for u in body.units if u.valid_to is None or u.valid_to > today]
    return [("", "–"), *((u.id, f"{'– ' * u.depth}{u.name}") for u in there)]


def _initial(unit: UnitPage) -> dict[str, Any]:
    rules = unit.delivery_rules
    same = {name: getattr(unit, name, "") for name in UnitForm.base_fields}
    return same | {"weekdays": [str(n) for n in rules.get("weekdays", ())], "before": rules.get("before", ""), "note": rules.get("note", "")}
