"""UBL 2.1 Order (Peppol BIS 3 T01)."""

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.model import DeliveryTerms, Order, OrderLine
from samkoeb.documents.ubl import document, roles
from samkoeb.documents.ubl.kinds import AMOUNT, DATE, QUANTITY, TIME, TRUTH
from samkoeb.documents.ubl.party import DOCUMENT_REFERENCE, SPAN, party_in, reference
from samkoeb.documents.ubl.shapes import Shape, inside, joined, one, part, parts
from samkoeb.documents.ubl.tax import MONETARY_TOTALS

ROOT = "Order"

LINE = Shape(
    OrderLine,
    joined("cbc:Note", "note"),
    inside(
        "cac:LineItem",
        one("cbc:ID", "id"),
        one("cbc:Quantity", "quantity", QUANTITY),
        one("cbc:LineExtensionAmount", "net", AMOUNT),
        one("cbc:PartialDeliveryIndicator", "partial_delivery", TRUTH),
        one("cbc:AccountingCost", "accounting_cost"),
        inside("cac:Delivery", one("cbc:ID", "delivery_id"), part("cac:RequestedDeliveryPeriod", "requested", SPAN)),
        part("cac:OriginatorParty", "originator", roles.LINE_ORIGINATOR),
        parts("cac:AllowanceCharge", "allowances", roles.LINE_ALLOWANCE),
        part("cac:Price", "price", roles.ORDER_PRICE),
        part("cac:Item", "item", roles.ORDER_ITEM),
    ),
)

_TERMS = Shape(
    DeliveryTerms,
    one("cbc:ID", "code"),
    joined("cbc:SpecialTerms", "special"),
    inside("cac:DeliveryLocation", one("cbc:ID", "location_id")),
)

ORDER = Shape(
    Order,
    one("cbc:CustomizationID", "customization_id"),
    one("cbc:ProfileID", "profile_id"),
    one("cbc:ID", "number"),
    one("cbc:SalesOrderID", "sales_order_id"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:IssueTime", "issued_time", TIME),
    one("cbc:OrderTypeCode", "type_code"),
    joined("cbc:Note", "note"),
    one("cbc:DocumentCurrencyCode", "currency"),
    one("cbc:CustomerReference", "customer_reference"),
    one("cbc:AccountingCost", "accounting_cost"),
    inside("cac:ValidityPeriod", one("cbc:EndDate", "valid_to", DATE)),
    reference("cac:QuotationDocumentReference", "quotation"),
    reference("cac:OrderDocumentReference", "previous_order"),
    reference("cac:OriginatorDocumentReference", "originator_document"),
    reference("cac:CatalogueReference", "catalogue"),
    parts("cac:AdditionalDocumentReference", "documents", DOCUMENT_REFERENCE),
    reference("cac:Contract", "contract"),
    reference("cac:ProjectReference", "project"),
    party_in("cac:BuyerCustomerParty", "buyer", roles.ORDER_BUYER),
    party_in("cac:SellerSupplierParty", "seller", roles.ORDER_SELLER),
    party_in("cac:OriginatorCustomerParty", "originator", roles.ORIGINATOR),
    party_in("cac:AccountingCustomerParty", "invoice_party", roles.ORDER_BUYER),
    part("cac:Delivery", "delivery", roles.ORDER_DELIVERY),
    part("cac:DeliveryTerms", "delivery_terms", _TERMS),
    inside("cac:PaymentTerms", joined("cbc:Note", "payment_terms")),
    parts("cac:AllowanceCharge", "allowances", roles.DOCUMENT_ALLOWANCE),
    inside("cac:TaxTotal", one("cbc:TaxAmount", "tax_amount", AMOUNT)),
    part("cac:AnticipatedMonetaryTotal", "totals", MONETARY_TOTALS),
    parts("cac:OrderLine", "lines", LINE),
)


def read(source: bytes | etree._Element, limits: xml.Limits = xml.DEFAULT) -> Order:
    """The order in `source`; all its amounts are in its one currency."""
    root = document.root_of(source, (ROOT,), limits)
    order = ORDER.read(root)
    document.refuse_mixed_currencies(root, order.currency)
    return order


def write(order: Order) -> bytes:
    return document.write(order, ROOT, ORDER, order.currency)
