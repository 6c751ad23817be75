"""Why a document could not be taken, for the sender's system (UBL 2.1 ApplicationResponse, Peppol BIS 3 T71 Message Level Response)."""

from dataclasses import dataclass
from datetime import date, time

from samkoeb.documents.model.party import Identifier
from samkoeb.documents.model.profile import PEPPOL_MESSAGE_RESPONSE, PROFILE_MESSAGE_RESPONSE

REJECTED = "RE"
RULE_BROKEN = "BV"  # a business rule, fatal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One broken rule: the place (an XPath) and what is wrong there."""

    location: str
    description: str
    code: str = REJECTED
    reason_code: str = RULE_BROKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageResponse:
    """`sender` answers the one who sent document `document_number`."""

    number: str
    issued_on: date
    sender: Identifier
    receiver: Identifier
    document_number: str
    description: str
    faults: tuple[Fault, ...]
    issued_time: time | None = None
    code: str = REJECTED
    customization_id: str = PEPPOL_MESSAGE_RESPONSE
    profile_id: str = PROFILE_MESSAGE_RESPONSE
