"""The body's own items: what lists, stock and statistics hang on, whoever the supplier is."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.catalogue import actions, queries
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import queries as organisations
from samkoeb.web.buying.access import BUYERS, READERS
from samkoeb.web.buying.participants import INPUT, SELECT
from samkoeb.web.catalogue_files.columns import UNITS
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.parts.paging import as_csv, ordered, paged
from samkoeb.web.screen import done, say, screen
from samkoeb.web.templatetags.samkoeb import unit_name

SORTS = {"number": "number", "name": "name_da", "items": "items"}


class OwnItemForm(forms.Form):
    organisation = forms.TypedChoiceField(label=gettext_lazy("Body"), coerce=int, widget=forms.Select(SELECT))
    number = forms.CharField(label=gettext_lazy("Number"), max_length=40, widget=forms.TextInput(INPUT))
    name_da = forms.CharField(label=gettext_lazy("Name, Danish"), max_length=250, widget=forms.TextInput(INPUT))
    name_en = forms.CharField(
        label=gettext_lazy("Name, English"), max_length=250, required=False, widget=forms.TextInput(INPUT)
    )
    base_unit = forms.ChoiceField(label=gettext_lazy("Counted in"), widget=forms.Select(SELECT))
    unspsc = forms.CharField(label="UNSPSC", max_length=8, required=False, widget=forms.TextInput(INPUT))


@screen(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()
    sort, by = ordered(request, SORTS, "number")
    rows = queries.own_item_rows(actor, text=text).order_by(by, "pk")
    if request.GET.get("format") == "csv":
        names = ("number", "name_da", "name_en", "unspsc", "base_unit", "items")
        return as_csv("own-items", names, ([getattr(row, name) for name in names] for row in rows.iterator()))
    return render(
        request,
        "buying/own_items.html",
        {
            "page": paged(request, rows),
            "text": text,
            "sort": sort,
            "without": queries.items_without_own_item(actor.organisations(*BUYERS)).count(),
            "may_keep": actor.holds(*BUYERS),
        },
    )


@screen(*BUYERS)
def without(request: HttpRequest) -> HttpResponse:
    """Items in sale that hang on no own item yet, each with the own items that it probably stands for."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    bodies = actor.organisations(*BUYERS)
    if request.method == "POST":
        item_id, _sep, own_item_id = request.POST["attach"].partition(":")
        if own_item_id.startswith("new"):
            actions.own_item_from(row_id(item_id), row_id(own_item_id[3:]), by=actor, at=at)
        else:
            actions.attach_to_own_item(row_id(item_id), row_id(own_item_id), by=actor, at=at)
        return done(request, _("The item was attached."))
    page = paged(request, queries.items_without_own_item(bodies).select_related("supplier").order_by("name_da", "pk"), 20)
    proposed = {item.pk: queries.propose_own_items(item.pk, bodies, most=3) for item in page.rows}
    wanted = {p.own_item_id for found in proposed.values() for p in found}
    named = {own.pk: own for own in queries.own_items_of(actor).filter(pk__in=wanted)}
    rows = [(item, [named[p.own_item_id] for p in proposed[item.pk] if p.own_item_id in named]) for item in page.rows]
    return render(request, "buying/own_items_without.html", {"page": page, "rows": rows, "bodies": _bodies(actor)})


@screen(*BUYERS)
def new(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    form = OwnItemForm(request.POST or None, initial={"base_unit": "C62"})
    form.fields["organisation"].choices = _bodies(actor)  # type: ignore[attr-defined]
    form.fields["base_unit"].choices = [(c, unit_name(c)) for c in UNITS]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            made = actions.create_own_item(given.pop("organisation"), by=actor, at=at, **given)
        except NotAllowed:
            raise
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error("number" if problem.code == "catalogue.own_item_number_taken" else None, say(problem))
        else:
            return done(request, _("Saved."), to=reverse("buying:own_item", args=[made.pk]))
    context = {"form": form, "heading": _("New own item"), "back": reverse("buying:own_items")}
    return render(request, "buying/form.html", context)


@screen(*READERS)
def page(request: HttpRequest, own_item_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    own, items = queries.own_item(actor, own_item_id)
    if request.method == "POST":
        actions.detach_from_own_item(row_id(request.POST["detach"]), own.pk, by=actor, at=at)
        return done(request, _("The item no longer stands for it."))
    may = actor.may(BUYERS, own.organisation_id)
    return render(request, "buying/own_item.html", {"own": own, "items": items, "may_keep": may})


def _bodies(actor: Any) -> list[tuple[int, str]]:
    return sorted(organisations.organisation_names(actor.organisations(*BUYERS)).items(), key=lambda pair: pair[1])
