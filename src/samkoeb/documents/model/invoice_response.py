"""What became of an invoice (UBL 2.1 ApplicationResponse, Peppol BIS 3 T111 Invoice Response)."""

from dataclasses import dataclass
from datetime import date, time

from samkoeb.documents.model.party import Party
from samkoeb.documents.model.profile import PEPPOL_INVOICE_RESPONSE, PROFILE_INVOICE_RESPONSE

# UNCL 4343 subset of T111.
RECEIVED, IN_PROCESS, UNDER_QUERY, CONDITIONALLY_ACCEPTED = "AB", "IP", "UQ", "CA"
REJECTED, ACCEPTED, PAID = "RE", "AP", "PD"

REASON_LIST, ACTION_LIST = "OPStatusReason", "OPStatusAction"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCondition:
    """A value the invoice has or should have: attribute id (a BT number) and description."""

    attribute: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseStatus:
    """A reason (list OPStatusReason: "PRI", "QTY", …) or a requested action (OPStatusAction: "CNF", …) with words."""

    code: str = ""
    list_id: str = ""
    reason: str = ""
    conditions: tuple[StatusCondition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceResponse:
    """`sender` is the buyer who answers, `receiver` the supplier who sent invoice `invoice_number`."""

    number: str
    issued_on: date
    sender: Party
    receiver: Party
    code: str
    invoice_number: str
    invoice_type_code: str = "380"
    invoice_issued_on: date | None = None
    issued_time: time | None = None
    note: str = ""
    effective_on: date | None = None
    statuses: tuple[ResponseStatus, ...] = ()
    issuer: Party | None = None
    recipient: Party | None = None
    customization_id: str = PEPPOL_INVOICE_RESPONSE
    profile_id: str = PROFILE_INVOICE_RESPONSE
