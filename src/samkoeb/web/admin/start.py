"""What waits for the administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.audit import queries as audit
from samkoeb.exchange import queries as exchange
from samkoeb.kernel.actor import ADMINISTRATOR
from samkoeb.organisations import queries as organisations
from samkoeb.web.screen import screen


@screen(ADMINISTRATOR)
def start(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    return render(
        request,
        "admin/start.html",
        {
            "aside": exchange.waiting_count(actor),
            "unsent": exchange.outbox(actor, states=exchange.UNSENT).count(),
            "failed_events": audit.failed_events().count(),
            "accounts": [a for a in organisations.bank_accounts(actor, request.at) if a.state == "proposed"],  # type: ignore[attr-defined]
            "bodies": organisations.organisations_for(actor),
        },
    )
