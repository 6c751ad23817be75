"""Order, receipt and invoice side by side, each line with why it fits or doesn't, and what can be done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samkoeb.invoicing import actions, queries
from samkoeb.invoicing.logic.coding import VAT_CODES
from samkoeb.invoicing.logic.lifecycle import RESPONSE_REASONS
from samkoeb.ledger import queries as ledger
from samkoeb.organisations import queries as organisations
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.parts.states import RESPONSE_REASON_NAMES
from samkoeb.web.screen import done, screen, step_of


@screen()
def page(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Open to whom the invoice is visible: clerk, controller, auditor, who attests, and its supplier."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        return STEPS[step_of(request, STEPS)](request, invoice_id)
    shown = queries.match_page(actor, invoice_id, at=at)
    accounts = [] if shown.is_supplier else ledger.cost_accounts(actor, shown.invoice.organisation_id)
    context = {
        "page": shown, "invoice": shown.invoice, "may": {c.step: c for c in shown.choices}, "postings": ledger.postings_of_invoice(actor, invoice_id),
        "reasons": [(code, RESPONSE_REASON_NAMES.get(code, code)) for code in RESPONSE_REASONS],
        "vat_codes": VAT_CODES,
        "accounts": accounts,
        "codes": {a.code for a in accounts},
        "units": [] if shown.is_supplier else organisations.unit_tree([shown.invoice.organisation_id]),
    }  # fmt: skip
    return render(request, "finance/match.html", context)


def _approve(request: Any, invoice_id: int) -> HttpResponse:
    actions.approve(invoice_id, note=request.POST.get("note", ""), by=request.actor, at=request.at)
    return done(request, _("Approved. It is posted in a moment."))


def _attest(request: Any, invoice_id: int) -> HttpResponse:
    actions.attest(invoice_id, note=request.POST.get("note", ""), by=request.actor, at=request.at)
    return done(request, _("Attested."))


def _dispute(request: Any, invoice_id: int) -> HttpResponse:
    actions.dispute(
        invoice_id, code=request.POST.get("code", ""), text=request.POST.get("text", ""), by=request.actor, at=request.at
    )
    return done(request, _("The supplier has been asked. The due date runs on."))


def _close(request: Any, invoice_id: int) -> HttpResponse:
    actions.close_dispute(invoice_id, text=request.POST.get("text", ""), by=request.actor, at=request.at)
    return done(request, _("The question is closed, and the invoice has been matched again."))


def _reject(request: Any, invoice_id: int) -> HttpResponse:
    actions.reject(
        invoice_id, code=request.POST.get("code", ""), text=request.POST.get("text", ""), by=request.actor, at=request.at
    )
    return done(request, _("Rejected, and the supplier is told why."))


def _code(request: Any, invoice_id: int) -> HttpResponse:
    actions.code_lines(invoice_id, lines=_coded(request), by=request.actor, at=request.at)
    return done(request, _("The coding is saved."))


def _coded(request: Any) -> list[dict[str, Any]]:
    positions = [name.removeprefix("account-") for name in request.POST if name.startswith("account-")]
    return [
        {"position": row_id(p), **{field: request.POST.get(f"{field}-{p}", "") for field in ("account", "cost_place", "vat_code")}}
        for p in positions
    ]


def _code_and_attest(request: Any, invoice_id: int) -> HttpResponse:
    actions.code_and_attest(invoice_id, lines=_coded(request), by=request.actor, at=request.at)
    return done(request, _("Attested."))


def _propose_account(request: Any, invoice_id: int) -> HttpResponse:
    actions.propose_account(invoice_id, by=request.actor, at=request.at)
    return done(request, _("Proposed. Somebody else calls the supplier back and confirms it."))


def _reroute(request: Any, invoice_id: int) -> HttpResponse:
    unit_id = row_id(request.POST["unit"]) if request.POST.get("unit") else None
    actions.reroute(invoice_id, unit_id=unit_id, person=request.POST.get("person", ""), by=request.actor, at=request.at)
    # Who sent it to another ward may have no more to do with it.
    still_seen = queries.visible_to(request.actor).filter(pk=invoice_id).exists()
    return done(request, _("Sent on."), to=None if still_seen else reverse("finance:attest"))


def _match(request: Any, invoice_id: int) -> HttpResponse:
    actions.match(invoice_id, by=request.actor, at=request.at)
    return done(request, _("Matched again as things stand now."))


def _answer(request: Any, invoice_id: int) -> HttpResponse:
    actions.answer_dispute(row_id(request.POST["answer"]), answer=request.POST.get("text", ""), by=request.actor, at=request.at)
    return done(request, _("Your answer has been sent."))


STEPS = {
    "approve": _approve, "attest": _attest, "dispute": _dispute, "close_dispute": _close, "reject": _reject, "code_lines": _code,
    "code_and_attest": _code_and_attest, "propose_account": _propose_account, "reroute": _reroute, "match": _match, "answer": _answer,
}  # fmt: skip
