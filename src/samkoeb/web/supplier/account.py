"""Where the supplier is paid: a change is proposed here, and confirmed by two people at the buyer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.organisations import actions, queries
from samkoeb.web.screen import done, screen


@screen(SUPPLIER_USER)
def page(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    own = min(actor.organisations(SUPPLIER_USER))
    if request.method == "POST":
        numbers = {k: request.POST.get(k, "").strip() for k in ("iban", "bic", "registration_number", "account_number")}
        kind = request.POST.get("kind", "iban")
        actions.propose_bank_account(supplier_id=own, kind=kind, by=actor, at=at, **{k: v for k, v in numbers.items() if v})
        return done(request, _("Noted. The buyer calls you back before it is used."))
    return render(request, "supplier/account.html", {"accounts": queries.bank_accounts(actor, at, supplier_id=own)})
