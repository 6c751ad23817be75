"""What the supplier is told of an invoice: the Invoice Response of Peppol BIS 3 T111 (S72; issue 2, section 3.8)."""

from datetime import datetime

from samkoeb.documents import model as documents
from samkoeb.documents.model.invoice_response import ACTION_LIST, REASON_LIST
from samkoeb.invoicing.logic.lifecycle import RESPONSE_REASONS
from samkoeb.kernel import calendar
from samkoeb.kernel.problem import Problem

RECEIVED, IN_PROCESS, QUERY, REJECTED, ACCEPTED, PAID = "AB", "IP", "UQ", "RE", "AP", "PD"

# What is asked of the supplier together with a reason (OPStatusAction).
NEW_INVOICE = "NIN"
_ACTION_OF = {QUERY: "PIN", REJECTED: NEW_INVOICE}
# The price and the goods are put right by a credit note for the part that is wrong.
_ACTION_OF_REASON = {"PRI": "CNP", "QTY": "CNP", "QUA": "CNP"}


def response(
    *,
    number: str,
    code: str,
    invoice_number: str,
    invoice_type_code: str,
    sender: documents.Party,
    receiver: documents.Party,
    at: datetime,
    reason: str = "",
    text: str = "",
    action: str = "",
) -> documents.InvoiceResponse:
    """The document. A query or a rejection says why (T111: a reason in OPStatusReason), and what is asked for."""
    statuses: tuple[documents.ResponseStatus, ...] = ()
    if reason:
        usual = _ACTION_OF_REASON.get(reason, _ACTION_OF.get(code, "NOA")) if code == QUERY else _ACTION_OF.get(code, "NOA")
        statuses = (
            documents.ResponseStatus(code=reason, list_id=REASON_LIST, reason=text),
            documents.ResponseStatus(code=action or usual, list_id=ACTION_LIST),
        )
    here = at.astimezone(calendar.COPENHAGEN)
    return documents.InvoiceResponse(
        number=number,
        issued_on=here.date(),
        issued_time=here.time().replace(microsecond=0, tzinfo=None),
        sender=_role_party(sender),
        receiver=_role_party(receiver),
        code=code,
        effective_on=here.date(),
        invoice_number=invoice_number,
        invoice_type_code=invoice_type_code,
        statuses=statuses,
    )


def _role_party(party: documents.Party) -> documents.Party:
    """T111 takes the electronic address, the legal number and the registered name; nothing of where people live."""
    return documents.Party(endpoint=party.endpoint, legal_id=party.legal_id, legal_name=party.legal_name or party.name)


def check_reason(code: str) -> list[Problem]:
    return [] if code in RESPONSE_REASONS else [Problem("invoice.reason_unknown", "error", {"code": code})]
