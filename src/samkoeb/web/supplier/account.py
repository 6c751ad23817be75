"""Where the supplier is paid: a change is proposed here, and confirmed by two people at the buyer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import actions, queries
from samkoeb.web.screen import done, say, screen

KINDS = (("dk", gettext_lazy("Registration and account number")), ("iban", "IBAN"), ("fik", "FIK"), ("giro", "Giro"))


@screen(SUPPLIER_USER)
def page(request: HttpRequest) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    own = min(actor.organisations(SUPPLIER_USER))
    refusals: list[str] = []
    if request.method == "POST":
        numbers = {k: request.POST.get(k, "").strip() for k in ("iban", "bic", "registration_number", "account_number")}
        kind = request.POST.get("kind", "iban")
        try:
            actions.propose_bank_account(supplier_id=own, kind=kind, by=actor, at=at, **{k: v for k, v in numbers.items() if v})
        except NotAllowed:
            raise
        except Refused as refusal:
            refusals = [say(p) for p in refusal.problems]
        else:
            return done(request, _("Noted. The buyer calls you back before it is used."))
    context = {
        "accounts": queries.bank_accounts(actor, at, supplier_id=own), "kinds": KINDS, "refusals": refusals, "typed": request.POST,
    }  # fmt: skip
    return render(request, "supplier/account.html", context)
