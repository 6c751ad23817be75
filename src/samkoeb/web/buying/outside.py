"""Purchases outside the agreements: the buyer writes, the day after, which right there was to buy so."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import actions, queries
from samkoeb.ordering.logic.outside import LEGAL_BASES
from samkoeb.web.buying.access import BUYERS, LOOKERS, READERS
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import done, say, screen
from samkoeb.web.templatetags.buying import legal_basis

MOST = 5_000


class BasisForm(forms.Form):
    basis = forms.ChoiceField(label=gettext_lazy("Legal basis"), widget=forms.RadioSelect({"class": "form-radio radio-large"}))
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea({"class": "form-input", "rows": 3}), max_length=2000
    )


@screen(*LOOKERS)
def listing(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    all_of_them = request.GET.get("show") == "all"
    rows = queries.outside_agreements(actor, waiting_only=not all_of_them, limit=MOST)
    if request.GET.get("format") == "csv":
        names = (
            "number", "ordered_at", "unit_name", "supplier_name", "what", "net_total", "currency", "outside_reason", "legal_basis",
            "legal_basis_note",
        )  # fmt: skip
        return as_csv("outside-agreements", names, ([getattr(row, name) for name in names] for row in rows))
    context = {"page": paged(request, rows), "all": all_of_them, "may_record": actor.holds(*BUYERS), "manages": actor.holds(*READERS)}
    return render(request, "buying/outside.html", context)


@screen(*READERS)
def record(request: HttpRequest, order_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    row = next((r for r in queries.outside_agreements(actor, waiting_only=False, limit=MOST) if r.order_id == order_id), None)
    if row is None:
        raise NotAllowed()
    form = BasisForm(request.POST or None, initial={"basis": row.legal_basis, "note": row.legal_basis_note})
    form.fields["basis"].choices = [(code, legal_basis(code)) for code in LEGAL_BASES]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_legal_basis(order_id, by=actor, at=at, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            for problem in refusal.problems:
                in_note = problem.code in ("field.missing", "text.cpr")
                form.add_error("note" if in_note else None, _("Write why.") if problem.code == "field.missing" else say(problem))
        else:
            return done(request, _("The legal basis was recorded."), to=reverse("buying:outside"))
    return render(request, "buying/outside_record.html", {"row": row, "form": form})
