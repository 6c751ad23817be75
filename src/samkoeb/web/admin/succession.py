"""One body stands where others stood, from a day: what follows is shown before it is said, for it can't be taken back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.agreements import queries as agreements
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR
from samkoeb.kernel.problem import NotAllowed, Refused, refuse
from samkoeb.ordering import queries as ordering
from samkoeb.organisations import actions, queries
from samkoeb.web.admin.fields import choose, day, explain, one_of, text
from samkoeb.web.screen import done, screen, step_of


class SuccessionForm(forms.Form):
    predecessors = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Organisations that end"), coerce=int, widget=forms.CheckboxSelectMultiple({"class": "form-checkbox"})
    )
    successor = one_of(gettext_lazy("The organisation that follows"), required=True)
    on = day(gettext_lazy("The first day of the new one"))
    source = text(gettext_lazy("Legal basis or decision"), 200)


@screen(ADMINISTRATOR)
def new(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    today = calendar.day_of(at)
    known = queries.succession_choices(actor, today)
    ended = {s.predecessor_id for s in queries.successions()}
    form = SuccessionForm(request.POST or None, initial={"predecessors": [request.GET.get("of", "")]})
    choose(form, "predecessors", [(pk, name) for pk, name in known if pk not in ended])
    choose(form, "successor", [("", "–"), *known])
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        step = step_of(request, ("preview", "record", "again"))
        if form.is_valid() and step != "again":
            given = form.cleaned_data
            try:
                refuse(queries.succession_preview(actor, given["predecessors"], successor_id=given["successor"], on=given["on"]))
                if step == "record":
                    actions.succeed(
                        given["predecessors"], successor_id=given["successor"], on=given["on"], source=given["source"], by=actor, at=at
                    )
                    return done(request, _("The succession is recorded."), to=f"../organisations/{given['successor']}/")
            except NotAllowed:
                raise
            except Refused as refusal:
                explain(form, refusal)
            else:
                names = dict(known)
                shown = [_follows(pk, names[pk], given["on"]) for pk in given["predecessors"]]
                context |= {"preview": shown, "successor": names[given["successor"]], "on": given["on"], "is_past": given["on"] <= today}
    return render(request, "admin/succession.html", context)


def _follows(organisation_id: int, name: str, on: Any) -> dict[str, Any]:
    return {
        "name": name,
        "body": queries.body_counts(organisation_id, on),
        "agreements": agreements.agreement_counts(organisation_id, on),
        "open": ordering.open_counts(organisation_ids=[organisation_id]),
    }
