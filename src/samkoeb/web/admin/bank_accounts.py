"""Suppliers' bank accounts: a change is proposed by one, confirmed by another after a call back, and rests before it is paid to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.kernel.actor import ACCOUNTS_CLERK, ADMINISTRATOR, CONTROLLER, PAYMENT_APPROVER
from samkoeb.organisations import actions, queries
from samkoeb.web.parts.numbers import row_id
from samkoeb.web.screen import done, screen, step_of


@screen(ACCOUNTS_CLERK, PAYMENT_APPROVER, ADMINISTRATOR, CONTROLLER)
def listing(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        account_id, step = row_id(request.POST["account"]), step_of(request, ("confirm", "reject"))
        if step == "confirm":
            actions.confirm_bank_account(account_id, call_back_note=request.POST.get("note", ""), by=actor, at=at)
            return done(request, _("Confirmed. Payments wait until the quarantine is over."))
        actions.reject_bank_account(account_id, note=request.POST.get("note", ""), by=actor, at=at)
        return done(request, _("Rejected. The account before it still holds."))
    return render(request, "admin/bank_accounts.html", {"accounts": queries.bank_accounts(actor, at)})
