"""Agreements: all of them, one of them with what is drawn and who is bound, and what can be done to it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb import documents
from samkoeb.agreements import actions, queries
from samkoeb.catalogue import queries as catalogues
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import settings
from samkoeb.web.buying.access import LOOKERS, READERS
from samkoeb.web.buying.participants import ParticipantFields
from samkoeb.web.parts.downloads import XML, download
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import done, say, screen

DAY = {"class": "form-input", "type": "date"}
SORTS = {
    "number": lambda r: r.number,
    "title": lambda r: r.title.casefold(),
    "supplier": lambda r: r.supplier.casefold(),
    "valid_to": lambda r: r.valid_to,
    "maximum": lambda r: r.maximum,
    "drawn": lambda r: r.drawn,
    "percent": lambda r: r.percent,
}


@screen(*LOOKERS)
def listing(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    text, all_of_them = request.GET.get("q", "").strip(), request.GET.get("show") == "all"
    rows = queries.agreements_for(actor, on, text=text, in_force_only=not all_of_them)
    sort = request.GET.get("sort", "")
    if sort.lstrip("-") in SORTS:
        rows = sorted(rows, key=SORTS[sort.lstrip("-")], reverse=sort.startswith("-"))
    if request.GET.get("format") == "csv":
        names = ("number", "title", "supplier", "owner", "state", "valid_from", "last_day", "currency", "maximum", "drawn")
        return as_csv("agreements", names, ([_cell(row, name) for name in names] for row in rows))
    context = {
        "page": paged(request, rows), "text": text, "all": all_of_them, "sort": sort, "manages": actor.holds(*READERS),
    }  # fmt: skip
    return render(request, "buying/agreements.html", context)


def _cell(row: Any, name: str) -> Any:
    return row.valid_to - timedelta(days=1) if name == "last_day" else getattr(row, name)


@screen(*LOOKERS)
def page(request: HttpRequest, agreement_id: int) -> HttpResponse:
    actor, on = request.actor, calendar.day_of(request.at)  # type: ignore[attr-defined]
    shown = queries.agreement_page(actor, agreement_id, on)
    thresholds = settings.all_values(organisations.organisation(shown.owner_id).settings)["ceiling_warnings"]
    return render(
        request,
        "buying/agreement.html",
        {
            "agreement": shown,
            "marks": thresholds,
            "versions": catalogues.versions_visible_to(actor).filter(agreement_id=agreement_id)[:10],
            "next_option": next((o for o in shown.options if o.may_exercise), None),
            "today": on,
        },
    )


@screen(*LOOKERS)
def catalogue(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """What is in force today, as a UBL catalogue for the body's other systems."""
    on = calendar.day_of(request.at)  # type: ignore[attr-defined]
    shown = queries.agreement_page(request.actor, agreement_id, on)  # type: ignore[attr-defined]
    return download(documents.write(catalogues.as_document(agreement_id, on=on)), f"{shown.number}-{on:%Y%m%d}.xml", XML)


class ParticipantForm(ParticipantFields):
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(DAY, "%Y-%m-%d"))


@screen(*READERS)
def participant(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """A body that joins later; it must have been named in the tender."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    on = calendar.day_of(at)
    shown = _changeable(request, agreement_id)
    if request.method == "POST" and "end" in request.POST:
        actions.end_participation(_of(shown.participants, request.POST["end"]).id, on=on, by=actor, at=at)
        return done(request, _("It may not draw on the agreement any more."), to=_address(agreement_id))
    form = ParticipantForm(request.POST or None, initial={"valid_from": on})
    form.fields["organisation"].choices = organisations.body_choices(on)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.add_participant(
                agreement_id, organisation_id=given.pop("organisation"), valid_to=None, by=actor, at=at, **given
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(None, say(problem))
        else:
            return done(request, _("The body was added."), to=_address(agreement_id))
    heading = _("Who may draw on %(number)s") % {"number": shown.number}
    return render(request, "buying/form.html", {"form": form, "heading": heading, "back": _address(agreement_id)})


@screen(*READERS)
def option(request: HttpRequest, agreement_id: int, option_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    shown = _changeable(request, agreement_id)
    wanted = _of(shown.options, str(option_id))
    if request.method == "POST":
        actions.exercise_option(wanted.id, by=actor, at=at)
        return done(request, _("The agreement was extended."), to=_address(agreement_id))
    is_late = calendar.day_of(at) > wanted.last_notice_on
    return render(request, "buying/option.html", {"agreement": shown, "option": wanted, "is_late": is_late})


class TerminateForm(forms.Form):
    last = forms.DateField(label=gettext_lazy("Last day of the agreement"), widget=forms.DateInput(DAY, "%Y-%m-%d"))


@screen(*READERS)
def terminate(request: HttpRequest, agreement_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    shown = _changeable(request, agreement_id)
    form = TerminateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.terminate(agreement_id, on=form.cleaned_data["last"] + timedelta(days=1), by=actor, at=at)
        except NotAllowed:
            raise
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error("last", say(problem))
        else:
            return done(request, _("The agreement was terminated."), to=_address(agreement_id))
    heading = _("Terminate %(number)s") % {"number": shown.number}
    context = {"form": form, "heading": heading, "back": _address(agreement_id), "dangerous": True, "label": _("Terminate")}
    return render(request, "buying/form.html", context)


def _changeable(request: Any, agreement_id: int) -> Any:
    """The agreement's page, for who may change it. Raises NotAllowed."""
    shown = queries.agreement_page(request.actor, agreement_id, calendar.day_of(request.at))
    if not shown.may_change:
        raise NotAllowed()
    return shown


def _of(rows: Any, wanted: str) -> Any:
    """The row of this agreement with this id; another agreement's is not allowed."""
    found = next((row for row in rows if str(row.id) == wanted), None)
    if found is None:
        raise NotAllowed()
    return found


def _address(agreement_id: int) -> str:
    return reverse("buying:agreement", args=[agreement_id])
