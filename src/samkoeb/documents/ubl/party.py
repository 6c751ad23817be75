"""Parties, addresses, contacts, and the small aggregates that every document shares, in UBL."""

from samkoeb.documents.model import Address, Contact, Delivery, DocumentReference, Party, Span, TaxRegistration
from samkoeb.documents.ubl.kinds import DATE, FILE, IDENTIFIER, TIME
from samkoeb.documents.ubl.shapes import Row, Shape, each, inside, joined, one, part, parts, read_only

ADDRESS_WITH_ID = Shape(
    Address,
    one("cbc:ID", "id", IDENTIFIER),
    one("cbc:StreetName", "street"),
    one("cbc:AdditionalStreetName", "additional_street"),
    one("cbc:CityName", "city"),
    one("cbc:PostalZone", "postal_code"),
    one("cbc:CountrySubentity", "region"),
    inside("cac:AddressLine", one("cbc:Line", "line")),
    inside("cac:Country", one("cbc:IdentificationCode", "country")),
)

ADDRESS = ADDRESS_WITH_ID.writing("street additional_street city postal_code region line country")

CONTACT = Shape(
    Contact,
    read_only(one("cbc:ID", "id")),
    one("cbc:Name", "name"),
    one("cbc:Telephone", "phone"),
    one("cbc:ElectronicMail", "email"),
)

_TAX_REGISTRATION = Shape(TaxRegistration, one("cbc:CompanyID", "id"), inside("cac:TaxScheme", one("cbc:ID", "scheme")))

PARTY = Shape(
    Party,
    one("cbc:EndpointID", "endpoint", IDENTIFIER),
    each("cac:PartyIdentification", "cbc:ID", "ids", IDENTIFIER),
    inside("cac:PartyName", one("cbc:Name", "name")),
    part("cac:PostalAddress", "address", ADDRESS),
    parts("cac:PartyTaxScheme", "taxes", _TAX_REGISTRATION),
    inside(
        "cac:PartyLegalEntity",
        one("cbc:RegistrationName", "legal_name"),
        one("cbc:CompanyID", "legal_id", IDENTIFIER),
        one("cbc:CompanyLegalForm", "legal_form"),
        part("cac:RegistrationAddress", "legal_address", ADDRESS),
    ),
    part("cac:Contact", "contact", CONTACT),
)

SPAN = Shape(
    Span,
    one("cbc:StartDate", "first_on", DATE),
    one("cbc:StartTime", "first_time", TIME),
    one("cbc:EndDate", "last_on", DATE),
    one("cbc:EndTime", "last_time", TIME),
    one("cbc:DescriptionCode", "code"),
)

DOCUMENT_REFERENCE = Shape(
    DocumentReference,
    one("cbc:ID", "id", schemeID="scheme"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:DocumentTypeCode", "type_code"),
    one("cbc:DocumentType", "type"),
    joined("cbc:DocumentDescription", "description"),
    inside(
        "cac:Attachment",
        one("cbc:EmbeddedDocumentBinaryObject", "content", FILE, mimeCode="mime_type", filename="filename"),
        inside("cac:ExternalReference", one("cbc:URI", "uri")),
    ),
)


def party_in(name: str, field: str, shape: Shape[Party] = PARTY) -> Row:
    """A role that wraps its party: BuyerCustomerParty/Party."""
    return inside(name, part("cac:Party", field, shape))


def reference(name: str, field: str) -> Row:
    """A document named by its number alone: Contract/ID."""
    return inside(name, one("cbc:ID", field))


_LOCATION = inside(
    "cac:DeliveryLocation",
    one("cbc:ID", "location_id", IDENTIFIER),
    one("cbc:Name", "location_name"),
    part("cac:Address", "address", ADDRESS),
)

# Delivery as order and invoice state it; of the despatch, what is asked for.
DELIVERY = Shape(
    Delivery,
    one("cbc:ActualDeliveryDate", "actual_on", DATE),
    _LOCATION,
    part("cac:RequestedDeliveryPeriod", "requested", SPAN),
    part("cac:EstimatedDeliveryPeriod", "estimated", SPAN),
    part("cac:DeliveryParty", "party", PARTY),
    inside("cac:Despatch", one("cbc:RequestedDespatchDate", "despatch_on", DATE), one("cbc:RequestedDespatchTime", "despatch_time", TIME)),
    inside(
        "cac:Shipment",
        one("cbc:ID", "shipment_id"),
        one("cbc:ShippingPriorityLevelCode", "priority"),
        inside("cac:TransportHandlingUnit", joined("cbc:ShippingMarks", "shipping_marks")),
    ),
)

# Delivery as a despatch advice states it: what has happened and what is expected.
DESPATCH = Shape(
    Delivery,
    one("cbc:ActualDeliveryDate", "actual_on", DATE),
    one("cbc:TrackingID", "tracking_id"),
    _LOCATION,
    part("cac:RequestedDeliveryPeriod", "requested", SPAN),
    part("cac:EstimatedDeliveryPeriod", "estimated", SPAN),
    part("cac:DeliveryParty", "party", PARTY),
    inside(
        "cac:Despatch",
        one("cbc:ActualDespatchDate", "despatch_on", DATE),
        one("cbc:ActualDespatchTime", "despatch_time", TIME),
        part("cac:DespatchAddress", "despatch_address", ADDRESS_WITH_ID),
    ),
)
