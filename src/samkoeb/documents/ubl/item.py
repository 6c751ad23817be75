"""Items in UBL: names, numbers, pack, classification, attributes, certificates, dimensions, links."""

from samkoeb.documents.model import Certificate, Classification, Dimension, Hazard, Item, ItemInstance, ItemProperty
from samkoeb.documents.ubl.kinds import DATE, IDENTIFIER, LISTED, NUMBER, QUANTITY
from samkoeb.documents.ubl.party import DOCUMENT_REFERENCE
from samkoeb.documents.ubl.shapes import Shape, each, inside, many, one, part, parts
from samkoeb.documents.ubl.tax import TAX_CATEGORY

CLASSIFICATION = Shape(
    Classification,
    one("cbc:ItemClassificationCode", "code", listID="list_id", listVersionID="list_version", name="name"),
)

ITEM_PROPERTY = Shape(
    ItemProperty,
    one("cbc:ID", "id", IDENTIFIER),
    one("cbc:Name", "name"),
    one("cbc:NameCode", "name_code", LISTED),
    one("cbc:Value", "value"),
    one("cbc:ValueQuantity", "quantity", QUANTITY),
    one("cbc:ValueQualifier", "qualifier"),
)

ITEM_INSTANCE = Shape(
    ItemInstance,
    one("cbc:ProductTraceID", "trace_id", IDENTIFIER),
    one("cbc:ManufactureDate", "manufactured_on", DATE),
    one("cbc:BestBeforeDate", "best_before_on", DATE),
    one("cbc:SerialID", "serial"),
    inside("cac:LotIdentification", one("cbc:LotNumberID", "lot"), one("cbc:ExpiryDate", "lot_expires_on", DATE)),
)

CERTIFICATE = Shape(
    Certificate,
    one("cbc:ID", "id"),
    one("cbc:CertificateTypeCode", "type_code"),
    one("cbc:CertificateType", "type"),
    many("cbc:Remarks", "remarks"),
    inside("cac:IssuerParty", inside("cac:PartyName", one("cbc:Name", "issuer"))),
    each("cac:DocumentReference", "cbc:ID", "references"),
)

DIMENSION = Shape(
    Dimension,
    one("cbc:AttributeID", "attribute"),
    one("cbc:Measure", "measure", QUANTITY),
    many("cbc:Description", "descriptions"),
    one("cbc:MinimumMeasure", "minimum", QUANTITY),
    one("cbc:MaximumMeasure", "maximum", QUANTITY),
)

HAZARD = Shape(Hazard, one("cbc:UNDGCode", "undg_code"), one("cbc:HazardClassID", "class_id"))

ITEM = Shape(
    Item,
    many("cbc:Description", "descriptions"),
    one("cbc:PackQuantity", "pack_quantity", QUANTITY),
    one("cbc:PackSizeNumeric", "pack_size", NUMBER),
    one("cbc:Name", "name"),
    many("cbc:Keyword", "keywords"),
    many("cbc:BrandName", "brands"),
    inside("cac:BuyersItemIdentification", one("cbc:ID", "buyers_id")),
    inside("cac:SellersItemIdentification", one("cbc:ID", "sellers_id"), one("cbc:ExtendedID", "sellers_extended_id")),
    inside("cac:ManufacturersItemIdentification", one("cbc:ID", "manufacturers_id")),
    inside("cac:StandardItemIdentification", one("cbc:ID", "standard_id", IDENTIFIER), one("cbc:ExtendedID", "standard_extended_id")),
    parts("cac:ItemSpecificationDocumentReference", "documents", DOCUMENT_REFERENCE),
    inside("cac:OriginCountry", one("cbc:IdentificationCode", "origin_country")),
    parts("cac:CommodityClassification", "classifications", CLASSIFICATION),
    each("cac:TransactionConditions", "cbc:ActionCode", "transaction_conditions"),
    parts("cac:HazardousItem", "hazards", HAZARD),
    part("cac:ClassifiedTaxCategory", "tax", TAX_CATEGORY),
    parts("cac:AdditionalItemProperty", "properties", ITEM_PROPERTY),
    inside("cac:ManufacturerParty", inside("cac:PartyName", one("cbc:Name", "manufacturer"))),
    parts("cac:ItemInstance", "instances", ITEM_INSTANCE),
    parts("cac:Certificate", "certificates", CERTIFICATE),
    parts("cac:Dimension", "dimensions", DIMENSION),
)
