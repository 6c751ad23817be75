"""Payment runs: proposed by one, released by another, sent to the bank once."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ACCOUNTS_CLERK, AUDITOR, CONTROLLER, PAYMENT_APPROVER
from samkoeb.ledger import actions, queries
from samkoeb.organisations import queries as organisations
from samkoeb.web.screen import done, screen

READERS = (ACCOUNTS_CLERK, PAYMENT_APPROVER, CONTROLLER, AUDITOR)
DAY = forms.DateInput({"class": "form-input", "type": "date"}, "%Y-%m-%d")


class ProposalForm(forms.Form):
    body = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int, widget=forms.Select({"class": "form-select"}))
    due_until = forms.DateField(label=gettext_lazy("Due until and with"), widget=DAY)
    execute_on = forms.DateField(label=gettext_lazy("Paid on"), widget=DAY)
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, initial="DKK", widget=forms.TextInput({"class": "form-input"})
    )


@screen(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "waiting": queries.waiting_for_release(actor),
        "runs": queries.runs(actor),
        "may_propose": actor.holds(ACCOUNTS_CLERK),
    }
    return render(request, "finance/payments.html", context)


@screen(ACCOUNTS_CLERK)
def new(request: HttpRequest) -> HttpResponse:
    """First what a run would hold, and what it would leave out and why; then the run."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    today = calendar.day_of(at)
    names = organisations.organisation_names({organisations.body_on(b, today) for b in queries.bodies_of(actor)})
    given = request.POST if request.method == "POST" else (request.GET if "due_until" in request.GET else None)
    form = ProposalForm(given, initial={"due_until": today, "execute_on": calendar.next_working_day(today)})
    form.fields["body"].choices = sorted(names.items(), key=lambda pair: pair[1])  # type: ignore[attr-defined]
    preview = None
    if form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        if request.method == "POST":
            run = actions.propose_payment(
                organisation_id=values["body"], due_until=values["due_until"], execute_on=values["execute_on"], currency=values["currency"].upper(),
                by=actor, at=at,
            )  # fmt: skip
            return redirect("finance:payment", run.pk)
        preview = queries.preview(
            actor, values["body"], due_until=values["due_until"], currency=values["currency"].upper(), at=at
        )
    return render(request, "finance/payment_new.html", {"form": form, "preview": preview})


@screen(*READERS)
def page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        if "release" in request.POST:
            actions.release_payment(proposal_id, by=actor, at=at)
            return done(request, _("Released. The file is on its way to the bank."))
        if "settle" in request.POST:
            actions.settle(proposal_id, by=actor, at=at)
            return done(request, _("Noted as paid."))
        actions.cancel_payment(proposal_id, reason=request.POST.get("reason", ""), by=actor, at=at)
        return done(request, _("Cancelled. Its invoices can be paid by another run."))
    return render(request, "finance/payment.html", {"page": queries.run_page(actor, proposal_id)})
