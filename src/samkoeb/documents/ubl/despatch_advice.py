"""UBL 2.1 DespatchAdvice (Peppol BIS 3 T16)."""

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.model import DespatchAdvice, DespatchLine, HandlingUnit, Package, Shipment
from samkoeb.documents.ubl import document, roles
from samkoeb.documents.ubl.item import DIMENSION
from samkoeb.documents.ubl.kinds import DATE, IDENTIFIER, QUANTITY, TIME, TRUTH
from samkoeb.documents.ubl.party import CONTACT, DOCUMENT_REFERENCE, party_in, reference
from samkoeb.documents.ubl.shapes import Shape, each, fixed, inside, joined, many, one, part, parts

ROOT = "DespatchAdvice"
NOT_USED = "NA"  # a line's shipment has no number of its own (PEPPOL-T16-B24001)

_PACKAGE = Shape(Package, one("cbc:ID", "id", IDENTIFIER), one("cbc:PackagingTypeCode", "type_code"))

_UNIT = Shape(
    HandlingUnit,
    one("cbc:ID", "id", IDENTIFIER),
    one("cbc:TransportHandlingUnitTypeCode", "type_code"),
    one("cbc:HazardousRiskIndicator", "hazardous", TRUTH),
    many("cbc:ShippingMarks", "marks"),
    parts("cac:MeasurementDimension", "dimensions", DIMENSION),
    parts("cac:Package", "packages", _PACKAGE),
)

LINE = Shape(
    DespatchLine,
    one("cbc:ID", "id"),
    joined("cbc:Note", "note"),
    one("cbc:DeliveredQuantity", "delivered", QUANTITY),
    one("cbc:OutstandingQuantity", "outstanding", QUANTITY),
    many("cbc:OutstandingReason", "outstanding_reasons"),
    inside(
        "cac:OrderLineReference",
        one("cbc:LineID", "order_line_id"),
        one("cbc:SalesOrderLineID", "sales_order_line_id"),
        reference("cac:OrderReference", "order_number"),
    ),
    parts("cac:DocumentReference", "documents", DOCUMENT_REFERENCE),
    part("cac:Item", "item", roles.DESPATCH_ITEM),
    inside("cac:Shipment", fixed("cbc:ID", NOT_USED), parts("cac:TransportHandlingUnit", "units", _UNIT)),
)

_SHIPMENT = Shape(
    Shipment,
    one("cbc:ID", "id"),
    many("cbc:Information", "information"),
    one("cbc:GrossWeightMeasure", "gross_weight", QUANTITY),
    one("cbc:GrossVolumeMeasure", "gross_volume", QUANTITY),
    one("cbc:TotalTransportHandlingUnitQuantity", "handling_units", QUANTITY),
    inside(
        "cac:Consignment",
        one("cbc:ID", "consignment_id"),
        joined("cbc:Information", "consignment_information"),
        part("cac:CarrierParty", "carrier", roles.NAMED),
    ),
    inside("cac:ShipmentStage", one("cbc:TransportModeCode", "transport_mode")),
    part("cac:Delivery", "delivery", roles.DESPATCH_DELIVERY),
)

DESPATCH_ADVICE = Shape(
    DespatchAdvice,
    one("cbc:CustomizationID", "customization_id"),
    one("cbc:ProfileID", "profile_id"),
    one("cbc:ID", "number"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:IssueTime", "issued_time", TIME),
    one("cbc:DespatchAdviceTypeCode", "type_code"),
    joined("cbc:Note", "note"),
    each("cac:OrderReference", "cbc:ID", "order_numbers"),
    parts("cac:AdditionalDocumentReference", "documents", DOCUMENT_REFERENCE),
    party_in("cac:DespatchSupplierParty", "supplier", roles.DESPATCH_SUPPLIER),
    inside("cac:DeliveryCustomerParty", part("cac:Party", "receiver", roles.DESPATCH_RECEIVER), part("cac:DeliveryContact", "receiver_contact", CONTACT)),
    party_in("cac:BuyerCustomerParty", "buyer", roles.DESPATCH_ROLE),
    party_in("cac:SellerSupplierParty", "seller", roles.DESPATCH_ROLE),
    party_in("cac:OriginatorCustomerParty", "originator", roles.DESPATCH_ROLE),
    part("cac:Shipment", "shipment", _SHIPMENT),
    parts("cac:DespatchLine", "lines", LINE),
)


def read(source: bytes | etree._Element, limits: xml.Limits = xml.DEFAULT) -> DespatchAdvice:
    """The despatch advice in `source`."""
    return document.read(source, ROOT, DESPATCH_ADVICE, limits)


def write(advice: DespatchAdvice) -> bytes:
    return document.write(advice, ROOT, DESPATCH_ADVICE)
