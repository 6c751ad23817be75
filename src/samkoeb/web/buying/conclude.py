"""A new agreement: who with, for how long, for how much, for whom, at which prices. Problems stand at their fields."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.agreements import actions
from samkoeb.agreements.permissions import MANAGERS
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import queries as organisations
from samkoeb.web.buying.access import READERS
from samkoeb.web.buying.agreements import DAY
from samkoeb.web.buying.participants import INPUT, SELECT, ParticipantFields
from samkoeb.web.buying.prices import PricesForm
from samkoeb.web.parts.amounts import AmountField
from samkoeb.web.parts.numbers import count_of
from samkoeb.web.screen import done, say, screen

CURRENCIES = ("DKK", "EUR", "USD", "SEK", "NOK", "GBP", "CHF")
MOST_ROWS = 200


def _amount(label: Any, *, required: bool = True) -> AmountField:
    return AmountField(
        label=label, required=required, min_value=0, max_digits=15, decimal_places=2, localize=True, widget=forms.TextInput(INPUT)
    )


def _date(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput(DAY, "%Y-%m-%d"))


class AgreementForm(PricesForm):
    number = forms.CharField(label=gettext_lazy("Agreement number"), max_length=60, widget=forms.TextInput(INPUT))
    title = forms.CharField(label=gettext_lazy("What it covers"), max_length=200, widget=forms.TextInput(INPUT))
    owner = forms.TypedChoiceField(label=gettext_lazy("Owner"), coerce=int, widget=forms.Select(SELECT))
    supplier = forms.TypedChoiceField(label=gettext_lazy("Supplier"), coerce=int, widget=forms.Select(SELECT))
    valid_from = _date(gettext_lazy("First day"))
    last = _date(gettext_lazy("Last day"))
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=[(c, c) for c in CURRENCIES], widget=forms.Select(SELECT)
    )
    estimated_value = _amount(gettext_lazy("Estimated value, excl. VAT"))
    maximum_value = _amount(gettext_lazy("Maximum value, excl. VAT"))
    duration_reason = forms.CharField(
        label=gettext_lazy("Reason, if it lasts more than 48 months with options"),
        required=False,
        widget=forms.Textarea({"class": "form-input", "rows": 2}),
    )
    delivery_terms = forms.CharField(
        label=gettext_lazy("Delivery terms"), required=False, widget=forms.Textarea({"class": "form-input", "rows": 2})
    )
    payment_days = forms.IntegerField(
        label=gettext_lazy("Days to pay"), min_value=0, max_value=365, initial=30, widget=forms.NumberInput(INPUT)
    )
    lead_time_days = forms.IntegerField(
        label=gettext_lazy("Delivery within, working days"), min_value=0, max_value=365, initial=2, widget=forms.NumberInput(INPUT)
    )
    minimum_order = _amount(gettext_lazy("Smallest order, excl. VAT"), required=False)
    contact_email = forms.EmailField(
        label=gettext_lazy("The supplier's e-mail for this agreement"), required=False, widget=forms.EmailInput(INPUT)
    )
    tender_reference = forms.CharField(
        label=gettext_lazy("Tender reference"), max_length=60, required=False, widget=forms.TextInput(INPUT)
    )


# Rows that nothing was written in are left alone; one that was begun must have what it needs.
class OptionRow(forms.Form):
    extends_to = _date(gettext_lazy("Extends to (last day)"))
    last_notice_on = _date(gettext_lazy("Last day to give notice"))


class LotRow(forms.Form):
    number = forms.CharField(label=gettext_lazy("Lot number"), max_length=20, widget=forms.TextInput(INPUT))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, widget=forms.TextInput(INPUT))
    maximum_value = _amount(gettext_lazy("Maximum value, excl. VAT"), required=False)


ROWS = {"participants": ParticipantFields, "options": OptionRow, "lots": LotRow}

# Which field a refusal of the agreement belongs to.
FIELD_OF = {
    "agreement.maximum_missing": "maximum_value",
    "agreement.estimate_above_maximum": "estimated_value",
    "agreement.too_long_without_reason": "duration_reason",
    "agreement.not_a_supplier": "supplier",
    "agreement.number_missing": "number",
    "agreement.number_taken": "number",
    "agreement.lot_unknown": "lines",
    "agreement.price_twice": "lines",
    "agreement.price_wrong": "lines",
    "period.ends_before_it_begins": "last",
}


@screen(*READERS)
def new(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    on = calendar.day_of(at)
    form = AgreementForm(request.POST or None, request.FILES or None, initial={"currency": "DKK", "valid_from": on})
    bodies = organisations.body_choices(on)
    mine = actor.organisations(*MANAGERS)
    form.fields["owner"].choices = [(pk, name) for pk, name in bodies if pk in mine]  # type: ignore[attr-defined]
    form.fields["supplier"].choices = [("", "–"), *organisations.supplier_choices()]  # type: ignore[attr-defined]
    rows = {name: _formset(request, name, bodies) for name in ROWS}
    adding = next((name for name in ROWS if f"more-{name}" in request.POST), None)
    if request.method == "POST" and adding is None and form.is_valid() and all(f.is_valid() for f in rows.values()):
        made = _conclude(request, form, rows)
        if made is not None:
            return done(request, _("The agreement was concluded."), to=reverse("buying:agreement", args=[made.pk]))
    if adding is not None:  # who asks for one more row has not said that the others are finished
        for one in (form, *(row for formset in rows.values() for row in formset.forms)):
            one.errors.clear()
    return render(request, "buying/conclude.html", {"form": form, "rows": rows})


def _formset(request: HttpRequest, name: str, bodies: Sequence[tuple[int, str]]) -> Any:
    """The rows as they were sent, and one more where that was asked for."""
    data: Any = None
    if request.method == "POST":
        data = request.POST.copy()
        total = data.get(f"{name}-TOTAL_FORMS", "0")
        count = min(count_of(total, 0), MOST_ROWS) + (f"more-{name}" in request.POST)
        data[f"{name}-TOTAL_FORMS"] = str(count)
        data[f"{name}-INITIAL_FORMS"] = "0"
    mine = request.actor.organisations(*MANAGERS)  # type: ignore[attr-defined]
    first = [{"organisation": pk} for pk, _name in bodies if pk in mine][:1] if name == "participants" else []
    formset: Any = formset_factory(ROWS[name], extra=0)(data, prefix=name, initial=None if data else first)
    for one in formset.forms:
        if "organisation" in one.fields:
            one.fields["organisation"].choices = [("", "–"), *bodies]
    return formset


def _conclude(request: Any, form: AgreementForm, rows: dict[str, Any]) -> Any:
    prices, given = form.prices(), dict(form.cleaned_data)
    _refuse_doubles(rows["participants"])
    if form.errors or any(f.total_error_count() for f in rows.values()):
        return None
    for name in ("lines", "file"):
        given.pop(name, None)
    given["minimum_order"] = given["minimum_order"] or 0
    try:
        return actions.conclude(
            owner_id=given.pop("owner"),
            supplier_id=given.pop("supplier"),
            valid_to=given.pop("last") + timedelta(days=1),
            participants=[
                {"organisation_id": r["organisation"], **{name: r[name] for name in ("unit_id", "binding_level", "committed_value")}}
                for r in _filled(rows["participants"], "organisation")
            ],
            options=[
                {"extends_to": r["extends_to"] + timedelta(days=1), "last_notice_on": r["last_notice_on"]}
                for r in _filled(rows["options"], "extends_to")
            ],
            lots=_filled(rows["lots"], "number"),
            tendered_prices=prices,
            by=request.actor,
            at=request.at,
            **given,
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        for problem in refusal.problems:
            field = FIELD_OF.get(problem.code)
            form.add_error(field if field in form.fields else None, say(problem))
        return None


def _filled(formset: Any, needed: str) -> list[dict[str, Any]]:
    return [one.cleaned_data for one in formset.forms if one.cleaned_data.get(needed)]


def _refuse_doubles(participants: Any) -> None:
    seen: set[tuple[int, int | None]] = set()
    for one in participants.forms:
        body, unit = one.cleaned_data.get("organisation"), one.cleaned_data.get("unit_id")
        if (body, unit) in seen:
            one.add_error("organisation", _("This body stands on the list already."))
        seen |= {(body, unit)} if body else set()
