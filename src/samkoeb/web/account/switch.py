"""People change quickly on a shared ward computer; the unit stays (6.1 step 1)."""

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samkoeb.organisations import queries as organisations
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.screen import done, screen


@screen()
def people(request: HttpRequest) -> HttpResponse:
    """Those who belong to the ward and have a PIN; the right PIN changes the person and keeps the unit."""
    if request.method == "POST":
        person_id = request.POST.get("person", "")
        credentials = {"person_id": row_id(person_id), "pin": request.POST.get("pin", "")}
        # The failed tries are counted by django-axes under this name, as those of a password are.
        person = authenticate(request, username=f"pin-{person_id}", **credentials)
        if person is None:
            messages.error(request, _("The PIN did not fit. You are still signed in as before."))
            return redirect("account:switch")
        unit_id = request.unit_id  # type: ignore[attr-defined]
        login(request, person)
        request.session["unit_id"] = unit_id
        return redirect("home")
    found = organisations.people_at_computer(request.unit_id)  # type: ignore[attr-defined]
    return render(request, "account/switch.html", {"people": found})


@screen()
def unit(request: HttpRequest) -> HttpResponse:
    """The units that the person's roles reach; one is chosen for the session."""
    units = organisations.units_of(request.actor)  # type: ignore[attr-defined]
    if request.method == "POST":
        wanted = next((u for u in units if str(u.id) == request.POST.get("unit")), None)
        if wanted is not None:
            request.session["unit_id"] = wanted.id
            return done(request, _("Your unit is now %(unit)s.") % {"unit": wanted.name}, to="/")
    return render(request, "account/unit.html", {"units": units})
