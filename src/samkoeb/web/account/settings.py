"""One's own language, e-mail habits, PIN, password and substitute."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.organisations import actions, queries
from samkoeb.web.screen import done, screen

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
    return render(request, "account/settings.html", {"notification": notification, "pin": pin, "person": person})
