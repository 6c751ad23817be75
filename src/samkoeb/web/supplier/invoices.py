"""A valid invoice or credit note from the order, for who has no system; and where each invoice stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samkoeb.invoicing import actions, queries
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import SUPPLIER_USER
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.ordering import queries as ordering
from samkoeb.process import inbound
from samkoeb.web.parts.numbers import number
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.screen import done, say, screen


@screen(SUPPLIER_USER)
def listing(request: HttpRequest) -> HttpResponse:
    rows = queries.own_invoices(request.actor, on=calendar.day_of(request.at))  # type: ignore[attr-defined]
    if request.GET.get("format") == "csv":
        heading = ("kind", "number", "issued_on", "due_on", "state", "payable", "currency", "order_reference")
        return as_csv("invoices", heading, ([getattr(row, name) for name in heading] for row in rows))
    return render(request, "supplier/invoices.html", {"page": paged(request, rows)})


@screen(SUPPLIER_USER)
def from_order(request: HttpRequest, order_id: int) -> HttpResponse:
    """Quantities stand filled in with what was delivered and is not invoiced; prices are the order's."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    shown = ordering.supplier_order_page(actor, order_id)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            freight = number(request.POST["freight"]) if request.POST.get("freight", "").strip() else None
            made = actions.make_invoice(
                order_id, lines=_lines(request, shown), number=request.POST.get("number", ""), note=request.POST.get("note", ""),
                charges=[{"reason": "Fragt", "amount": freight, "is_freight": True}] if freight else [], by=actor, at=at,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as refusal:
            refusals = [say(p) for p in refusal.problems]
        else:
            return _sent(request, made.pk, _("The invoice has been sent."))
    rows = [(line, _open(line)) for line in shown.lines]
    return render(
        request,
        "supplier/invoice.html",
        {"page": shown, "facts": shown.facts, "rows": rows, "refusals": refusals, "typed": request.POST},
    )


def _sent(request: Any, inbound_id: int, sentence: str) -> HttpResponse:
    """It is safe in the inbox; read at once, it stands in the list that comes next (where a worker was quicker, it has read it)."""
    inbound.handle(inbound_id, request.at)
    return done(request, sentence, to="/supplier/invoices/")


def _open(line: Any) -> Any:
    """What was received and is not invoiced; where nothing was received yet, what was ordered and is not invoiced."""
    received = max(line.received_quantity - line.invoiced_quantity, 0)
    return received or max(line.quantity - line.cancelled_quantity - line.invoiced_quantity, 0)


def _lines(request: Any, shown: ordering.SupplierOrderPage) -> list[dict[str, Any]]:
    typed = {line.number: request.POST.get(f"quantity-{line.number}", "").strip() for line in shown.lines}
    return [{"number": n, "quantity": number(text)} for n, text in typed.items() if text and number(text)]


def _given_back(request: Any, line: Any) -> dict[str, Any] | None:
    """How many, and how much of each: the whole price unless another is typed."""
    text, price = (request.POST.get(f"{name}-{line.position}", "").strip() for name in ("quantity", "price"))
    if not text or not number(text):
        return None
    given = {"position": line.position, "quantity": number(text)}
    return given if not price or number(price) == line.invoice.price else {**given, "price": number(price)}


@screen(SUPPLIER_USER)
def credit(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """A credit note for all or part of an invoice."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    shown = queries.match_page(actor, invoice_id, at=at)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            lines = [line for shown_line in shown.lines if (line := _given_back(request, shown_line)) is not None]
            made = actions.make_credit_note(
                invoice_id, lines=lines, number=request.POST.get("number", ""), note=request.POST.get("note", ""), by=actor, at=at
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            refusals = [say(p) for p in refusal.problems]
        else:
            return _sent(request, made.pk, _("The credit note has been sent."))
    return render(
        request, "supplier/credit.html", {"page": shown, "invoice": shown.invoice, "refusals": refusals, "typed": request.POST}
    )
