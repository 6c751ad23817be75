"""UBL 2.1 ApplicationResponse as Invoice Response (Peppol BIS 3 T111)."""

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.model import InvoiceResponse, ResponseStatus, StatusCondition
from samkoeb.documents.ubl import document, roles
from samkoeb.documents.ubl.kinds import DATE, TIME
from samkoeb.documents.ubl.shapes import Shape, inside, joined, one, part, parts

ROOT = "ApplicationResponse"

_CONDITION = Shape(StatusCondition, one("cbc:AttributeID", "attribute"), joined("cbc:Description", "description"))

_STATUS = Shape(
    ResponseStatus,
    one("cbc:StatusReasonCode", "code", listID="list_id"),
    joined("cbc:StatusReason", "reason"),
    parts("cac:Condition", "conditions", _CONDITION),
)

INVOICE_RESPONSE = Shape(
    InvoiceResponse,
    one("cbc:CustomizationID", "customization_id"),
    one("cbc:ProfileID", "profile_id"),
    one("cbc:ID", "number"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:IssueTime", "issued_time", TIME),
    joined("cbc:Note", "note"),
    part("cac:SenderParty", "sender", roles.ENDS_WITH_CONTACT),
    part("cac:ReceiverParty", "receiver", roles.ENDS),
    inside(
        "cac:DocumentResponse",
        inside(
            "cac:Response",
            one("cbc:ResponseCode", "code"),
            one("cbc:EffectiveDate", "effective_on", DATE),
            parts("cac:Status", "statuses", _STATUS),
        ),
        inside(
            "cac:DocumentReference",
            one("cbc:ID", "invoice_number"),
            one("cbc:IssueDate", "invoice_issued_on", DATE),
            one("cbc:DocumentTypeCode", "invoice_type_code"),
        ),
        part("cac:IssuerParty", "issuer", roles.NAMED),
        part("cac:RecipientParty", "recipient", roles.NAMED),
    ),
)


def read(source: bytes | etree._Element, limits: xml.Limits = xml.DEFAULT) -> InvoiceResponse:
    """The answer to an invoice in `source`."""
    return document.read(source, ROOT, INVOICE_RESPONSE, limits)


def write(response: InvoiceResponse) -> bytes:
    return document.write(response, ROOT, INVOICE_RESPONSE)
