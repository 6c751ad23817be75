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
from samkoeb.web.admin.inbox import READERS as OUTBOX_READERS
from samkoeb.web.parts.downloads import XML, download
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.screen import done, screen, step_of

READERS = (ACCOUNTS_CLERK, PAYMENT_APPROVER, CONTROLLER, AUDITOR)
DAY = forms.DateInput({"class": "form-input", "type": "date"}, "%Y-%m-%d")


class ProposalForm(forms.Form):
    body = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int, widget=forms.Select({"class": "form-select"}))
    due_until = forms.DateField(label=gettext_lazy("Due up to and including"), widget=DAY)
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
                organisation_id=values["body"], due_until=values["due_until"], execute_on=values["execute_on"],
                invoice_ids=[row_id(i) for i in request.POST.getlist("invoice")], currency=values["currency"].upper(), by=actor, at=at,
            )  # fmt: skip
            return redirect("finance:payment", run.pk)
        preview = queries.preview(
            actor, values["body"], due_until=values["due_until"], currency=values["currency"].upper(), at=at
        )
    invoices = [p for p in preview.paid if p.to_pay.kind == "invoice"] if preview else []
    return render(request, "finance/payment_new.html", {"form": form, "preview": preview, "invoices": invoices})


@screen(*READERS)
def page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        return STEPS[step_of(request, STEPS)](request, proposal_id)
    shown = queries.run_page(actor, proposal_id)
    context = {
        "page": shown,
        "suppliers": sorted({(p.supplier_id, p.supplier) for p in shown.payments if not p.is_cancelled}),
        "sees_outbox": actor.holds(*OUTBOX_READERS),
    }
    return render(request, "finance/payment.html", context)


@screen(*READERS)
def file(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The bytes that the bank gets, for whoever may see the run."""
    number, content = queries.payment_file(request.actor, proposal_id)  # type: ignore[attr-defined]
    return download(content, f"payment-{number}.xml", XML)


def _release(request: Any, proposal_id: int) -> HttpResponse:
    actions.release_payment(proposal_id, by=request.actor, at=request.at)
    return done(request, _("Released. The file is on its way to the bank."))


def _settle(request: Any, proposal_id: int) -> HttpResponse:
    actions.settle(proposal_id, by=request.actor, at=request.at)
    return done(request, _("Noted as paid."))


def _return(request: Any, proposal_id: int) -> HttpResponse:
    supplier_id, reason = row_id(request.POST["return"]), request.POST.get("reason", "")
    actions.return_payments(proposal_id, supplier_id=supplier_id, reason=reason, by=request.actor, at=request.at)
    return done(request, _("Noted. The supplier's invoices can be paid by another run."))


def _cancel(request: Any, proposal_id: int) -> HttpResponse:
    actions.cancel_payment(proposal_id, reason=request.POST.get("reason", ""), by=request.actor, at=request.at)
    return done(request, _("Cancelled. Its invoices can be paid by another run."))


STEPS = {"release": _release, "settle": _settle, "return": _return, "cancel": _cancel}
