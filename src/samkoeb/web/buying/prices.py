"""Tendered prices of an agreement: those in force, and new ones pasted in or handed in as a file."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.agreements import actions, queries
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.web.buying import price_lines
from samkoeb.web.buying.access import LOOKERS
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import done, say, screen


class PricesForm(forms.Form):
    lines = forms.CharField(
        label=gettext_lazy("Prices, one a line"),
        required=False,
        help_text=gettext_lazy("Item number; price excl. VAT; unit; per how many; text; lot. The first two are enough."),
        widget=forms.Textarea({"class": "form-input", "rows": 8}),
    )
    file = forms.FileField(label=gettext_lazy("Or a file (XLSX or CSV)"), required=False, widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.txt"}))

    def prices(self) -> list[dict[str, Any]]:
        """The rows that were given; what can't be read stands as errors at the field it came from."""
        upload = self.cleaned_data.get("file")
        field = "file" if upload else "lines"
        rows, problems = price_lines.read_file(upload.read()) if upload else price_lines.read(self.cleaned_data.get("lines", ""))
        for problem in problems:
            self.add_error(field, say(problem))
        return rows


class NewPricesForm(PricesForm):
    valid_from = forms.DateField(
        label=gettext_lazy("Hold from"), widget=forms.DateInput({"class": "form-input", "type": "date"}, "%Y-%m-%d")
    )


@screen(*LOOKERS)
def page(request: HttpRequest, agreement_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    on = calendar.day_of(at)
    shown = queries.agreement_page(actor, agreement_id, on)
    rows = queries.tendered_prices(agreement_id, on)
    if request.GET.get("format") == "csv":
        names, lots = ("supplier_item_number", "price", "unit", "base_quantity", "description", "lot"), {x.id: x.number for x in shown.lots}
        told = ((r.supplier_item_number, r.price, r.unit, r.base_quantity, r.description, lots.get(r.lot_id or 0, "")) for r in rows)
        return as_csv(f"{shown.number}-prices", names, told)
    form = NewPricesForm(request.POST or None, request.FILES or None, initial={"valid_from": on})
    if request.method == "POST":
        if not shown.may_change:
            raise NotAllowed()
        if form.is_valid() and _set(form, agreement_id, request):
            return done(request, _("The prices were saved."), to=reverse("buying:prices", args=[agreement_id]))
    context = {"agreement": shown, "page": paged(request, rows), "form": form, "open": request.method == "POST"}
    return render(request, "buying/prices.html", context)


def _set(form: NewPricesForm, agreement_id: int, request: Any) -> bool:
    rows = form.prices()
    if not rows and not form.errors:
        form.add_error("lines", _("This field is required."))
    if form.errors:
        return False
    given = [{**row, "valid_from": form.cleaned_data["valid_from"]} for row in rows]
    try:
        actions.set_tendered_prices(agreement_id, prices=given, by=request.actor, at=request.at)
    except NotAllowed:
        raise
    except Refused as refusal:
        for problem in refusal.problems:
            form.add_error("lines", say(problem))
        return False
    return True
