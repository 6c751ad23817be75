"""Keys for machines that hand documents in and fetch them (/api/v1/): which there are, who uses them, new ones, and closing."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.exchange import actions, queries
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import queries as organisations
from samkoeb.web.admin.fields import choose, explain, one_of, text
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.parts.paging import paged
from samkoeb.web.screen import done, screen


class KeyForm(forms.Form):
    organisation = one_of(gettext_lazy("Acts for"), required=True)
    name = text(gettext_lazy("The system that uses it"), 80, required=True)


@screen(ADMINISTRATOR)
def listing(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if "close" in request.POST:
        key = actions.revoke_api_key(row_id(request.POST["close"]), by=actor, at=at)
        return done(request, _("The key %(name)s is closed; it opens nothing any more.") % {"name": key.name})
    return render(request, "admin/keys.html", {"page": paged(request, queries.api_keys(actor))})


@screen(ADMINISTRATOR)
def new(request: HttpRequest) -> HttpResponse:
    """The key is shown on the answer alone: only its fingerprint is kept."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    form = KeyForm(request.POST or None)
    own = organisations.succession_choices(actor, calendar.day_of(at))
    choose(
        form, "organisation", [("", "–"), (_("Own organisations"), own), (_("Suppliers"), organisations.supplier_choices())]
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            key, plain = actions.make_api_key(given["organisation"], name=given["name"], by=actor, at=at)
        except NotAllowed:
            raise
        except Refused as refusal:
            explain(form, refusal)
        else:
            name = organisations.organisation(given["organisation"]).name
            return render(request, "admin/key_made.html", {"key": key, "plain": plain, "organisation": name})
    return render(request, "admin/form.html", {"form": form, "heading": _("New key"), "back": "..", "save": _("Make the key")})
