"""One's own language, e-mail habits, PIN, password and substitute."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import actions, queries
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.screen import done, say, screen

INPUT = {"class": "form-input"}


class NotificationForm(forms.Form):
    digest = forms.ChoiceField(
        label=gettext_lazy("E-mail when something waits for me"),
        choices=[("instant", gettext_lazy("At once")), ("daily", gettext_lazy("Once a day")), ("off", gettext_lazy("Never"))],
        widget=forms.Select({"class": "form-select"}),
    )
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"), required=False, widget=forms.TimeInput({**INPUT, "type": "time"}, "%H:%M")
    )
    quiet_to = forms.TimeField(
        label=gettext_lazy("Quiet until"), required=False, widget=forms.TimeInput({**INPUT, "type": "time"}, "%H:%M")
    )


class PinForm(forms.Form):
    pin = forms.RegexField(
        r"^\d{4,8}$",
        label=gettext_lazy("New PIN (4 to 8 digits)"),
        widget=forms.PasswordInput({**INPUT, "inputmode": "numeric", "autocomplete": "new-password"}),
    )


class SubstituteForm(forms.Form):
    who = forms.CharField(
        label=gettext_lazy("Colleague: whole name or e-mail"), max_length=200, widget=forms.TextInput({**INPUT, "autocomplete": "off"})
    )
    first = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput({**INPUT, "type": "date"}, "%Y-%m-%d"))
    last = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput({**INPUT, "type": "date"}, "%Y-%m-%d"))


@screen()
def mine(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    person = queries.person_by_id(actor.person_id)
    which = request.POST.get("form")
    notification = NotificationForm(
        request.POST if which == "notification" else None, initial=person.notification or {"digest": "daily"}
    )
    pin = PinForm(request.POST if which == "pin" else None)
    if which == "notification" and notification.is_valid():
        chosen = {k: (v.strftime("%H:%M") if hasattr(v, "strftime") else v or "") for k, v in notification.cleaned_data.items()}
        actions.set_notification(person.pk, wishes=chosen, by=actor, at=at)
        return done(request, _("Saved."))
    if which == "pin" and pin.is_valid():
        actions.set_pin(person.pk, pin=pin.cleaned_data["pin"], by=actor, at=at)
        return done(request, _("Your PIN was changed."))
    if "end" in request.POST:
        actions.end_substitute(row_id(request.POST["end"]), on=calendar.day_of(at), by=actor, at=at)
        return done(request, _("Nobody stands in for you any more."))
    today = calendar.day_of(at)
    substitute = SubstituteForm(request.POST if which == "substitute" else None, initial={"first": today})
    if which == "substitute" and substitute.is_valid() and _appointed(request, person.pk, substitute):
        return done(request, _("Saved."))
    context = {
        "notification": notification, "pin": pin, "person": person, "substitute": substitute,
        "stand_ins": queries.stand_ins_of(person.pk, today), "decides": bool(actor.roles) and not actor.holds(SUPPLIER_USER),
    }  # fmt: skip
    return render(request, "account/settings.html", context)


def _appointed(request: Any, person_id: int, form: SubstituteForm) -> bool:
    """What is refused stands at the form."""
    given = form.cleaned_data
    try:
        actions.name_substitute(
            person_id, who=given["who"], valid_from=given["first"], valid_to=given["last"] + timedelta(days=1),
            by=request.actor, at=request.at,
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refusal:
        for problem in refusal.problems:
            form.add_error("last" if problem.code.startswith("period.") else "who", say(problem))
        return False
    return True
