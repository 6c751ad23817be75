"""One receipt: what was taken over, what was wrong, and taking it back when it was a mistake."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.kernel import actor as roles
from samkoeb.receiving import actions, queries
from samkoeb.web.receiving.deliveries import RECEIVERS
from samkoeb.web.screen import done, screen

READERS = (
    roles.GOODS_RECEIVER, roles.REQUESTER, roles.STOCK_KEEPER, roles.CALL_OFF_OFFICER, roles.APPROVER, roles.PURCHASER, roles.ACCOUNTS_CLERK,
    roles.CONTROLLER, roles.AUDITOR, roles.PURCHASING_HEAD, roles.SUPPLIER_USER,
)  # fmt: skip


@screen(*READERS)
def page(request: HttpRequest, receipt_id: int) -> HttpResponse:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    if request.method == "POST":
        made = actions.reverse(receipt_id, by=actor, at=at)
        return done(
            request, _("Taken back. What lies on the shelf and in the books follows."), to=f"/receiving/receipts/{made.pk}/"
        )
    context = {"receipt": queries.receipt(actor, receipt_id), "receives": actor.holds(*RECEIVERS)}
    return render(request, "receiving/receipt.html", context)


@screen(*READERS)
def photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    content, media_type = queries.photo(request.actor, photo_id)  # type: ignore[attr-defined]
    response = HttpResponse(content, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"
    return response
