"""The ward's orders, and one order with its time line from wish to payment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samkoeb.exchange import queries as exchange
from samkoeb.invoicing import queries as invoicing
from samkoeb.kernel import actor as roles
from samkoeb.kernel import calendar
from samkoeb.ledger import queries as ledger
from samkoeb.ordering import actions, queries
from samkoeb.ordering.actions.send import document_key
from samkoeb.ordering.logic.timeline import merged, stations
from samkoeb.organisations import queries as organisations
from samkoeb.receiving import queries as receiving
from samkoeb.web.menu import WARD
from samkoeb.web.parts.findings import of_checked
from samkoeb.web.parts.numbers import count_of, row_id
from samkoeb.web.parts.paging import as_csv
from samkoeb.web.parts.roles import ORDER_READERS
from samkoeb.web.parts.states import STATES as STATE_NAMES
from samkoeb.web.screen import done, screen
from samkoeb.web.templatetags.samkoeb import day, qty

MOST_IN_A_FILE = 5000
STATES = ("ordered", "confirmed", "rejected", "cancelled", "closed")


@screen(*WARD)
def listing(request: HttpRequest) -> HttpResponse:
    actor, unit_id = request.actor, request.unit_id  # type: ignore[attr-defined]
    if unit_id is None:
        return redirect("account:unit")
    wanted = request.GET.get("state", "")
    page = max(1, count_of(request.GET.get("page", "")))
    rows = queries.orders_for(
        actor, unit_id=unit_id, states=(wanted,) if wanted in STATES else (), limit=51, offset=(page - 1) * 50
    )
    if request.GET.get("format") == "csv":
        return _csv(
            queries.orders_for(actor, unit_id=unit_id, states=(wanted,) if wanted in STATES else (), limit=MOST_IN_A_FILE)
        )
    waiting = [r for r in queries.my_requisitions(actor, unit_id=unit_id) if r.state in ("submitted", "rejected")]
    contents = queries.contents_of(row.order_id for row in rows)
    context = {
        "rows": rows[:50],
        "contents": contents,
        "more": len(rows) > 50,
        "number": page,
        "waiting": waiting,
        "states": STATES,
        "wanted": wanted,
    }
    return render(request, "shop/orders.html", context)


def _csv(rows: list[queries.OrderRow]) -> HttpResponse:
    contents = queries.contents_of(row.order_id for row in rows)
    heading = [_("Order"), _("Item"), _("Date"), _("Supplier"), _("Promised"), _("Amount, excl. VAT"), _("Currency"), _("State")]
    lines = (
        [o.number, contents[o.order_id].first if o.order_id in contents else "", day(o.ordered_at), o.supplier_name, day(o.promised_on),
         qty(o.net_total), o.currency, _(STATE_NAMES[o.state][1])]
        for o in rows
    )  # fmt: skip
    return as_csv(_("orders"), heading, lines)


@screen(*ORDER_READERS)
def page(request: HttpRequest, order_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        if "again" in request.POST:
            actions.copy_to_basket(row_id(request.POST["again"]), by=actor, at=at)
            return done(request, _("In the basket."), to="/shop/basket/")
        if "close" in request.POST:
            actions.close(order_id, reason=request.POST.get("reason", ""), by=actor, at=at)
            return done(request, _("Nothing more is expected."))
        actions.cancel(order_id, reason=request.POST.get("reason", ""), by=actor, at=at)
        return done(request, _("The order is cancelled, and the supplier is told."))
    shown = queries.order_page(actor, order_id)
    stopped = exchange.stopped_under(document_key(shown.order.number))
    moments = merged(shown.moments, receiving.moments_of(order_id), invoicing.moments_of(order_id), ledger.moments_of(order_id))
    context = {
        "page": shown, "order": shown.order, "moments": moments, "stations": stations(moments, is_service=shown.is_service),
        "names": organisations.person_names(m.person_id for m in moments), "receipts": receiving.receipts_of_order(actor, order_id),
        "found": of_checked(stopped.checked, calendar.day_of(at)) if stopped else None,
        "is_ward": actor.holds(*WARD), "buys": actor.holds(roles.PURCHASER, roles.PURCHASING_HEAD),
    }  # fmt: skip
    return render(request, "shop/order.html", context)
