"""UBL 2.1 ApplicationResponse as Message Level Response (Peppol BIS 3 T71). Written only: nobody answers us by it."""

from samkoeb.documents.model.message_response import Fault, MessageResponse
from samkoeb.documents.ubl import document
from samkoeb.documents.ubl.kinds import DATE, IDENTIFIER, TIME
from samkoeb.documents.ubl.shapes import Shape, inside, one, parts

ROOT = "ApplicationResponse"

_FAULT = Shape(
    Fault,
    inside("cac:LineReference", one("cbc:LineID", "location")),
    inside(
        "cac:Response",
        one("cbc:ResponseCode", "code"),
        one("cbc:Description", "description"),
        inside("cac:Status", one("cbc:StatusReasonCode", "reason_code")),
    ),
)

MESSAGE_RESPONSE = Shape(
    MessageResponse,
    one("cbc:CustomizationID", "customization_id"),
    one("cbc:ProfileID", "profile_id"),
    one("cbc:ID", "number"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:IssueTime", "issued_time", TIME),
    inside("cac:SenderParty", one("cbc:EndpointID", "sender", IDENTIFIER)),
    inside("cac:ReceiverParty", one("cbc:EndpointID", "receiver", IDENTIFIER)),
    inside(
        "cac:DocumentResponse",
        inside("cac:Response", one("cbc:ResponseCode", "code"), one("cbc:Description", "description")),
        inside("cac:DocumentReference", one("cbc:ID", "document_number")),
        parts("cac:LineResponse", "faults", _FAULT),
    ),
)


def write(response: MessageResponse) -> bytes:
    return document.write(response, ROOT, MESSAGE_RESPONSE)
