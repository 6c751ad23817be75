"""UBL 2.1 OrderResponse (Peppol BIS 3 T76; the advanced one, T110, reads the same)."""

from lxml import etree

from samkoeb.documents import xml
from samkoeb.documents.model import OrderResponse, OrderResponseLine
from samkoeb.documents.ubl import document, roles
from samkoeb.documents.ubl.kinds import DATE, QUANTITY, TIME
from samkoeb.documents.ubl.party import SPAN, party_in, reference
from samkoeb.documents.ubl.shapes import Shape, inside, joined, one, part, parts

ROOT = "OrderResponse"

LINE = Shape(
    OrderResponseLine,
    inside(
        "cac:LineItem",
        one("cbc:ID", "id"),
        joined("cbc:Note", "note"),
        one("cbc:LineStatusCode", "status"),
        one("cbc:Quantity", "quantity", QUANTITY),
        one("cbc:MaximumBackorderQuantity", "backorder", QUANTITY),
        inside("cac:Delivery", part("cac:PromisedDeliveryPeriod", "promised", SPAN)),
        part("cac:Price", "price", roles.RESPONSE_PRICE),
        part("cac:Item", "item", roles.RESPONSE_ITEM),
    ),
    inside("cac:SellerSubstitutedLineItem", one("cbc:ID", "substitute_id"), part("cac:Item", "substitute", roles.SUBSTITUTE_ITEM)),
    inside("cac:OrderLineReference", one("cbc:LineID", "order_line_id")),
)

ORDER_RESPONSE = Shape(
    OrderResponse,
    one("cbc:CustomizationID", "customization_id"),
    one("cbc:ProfileID", "profile_id"),
    one("cbc:ID", "number"),
    one("cbc:SalesOrderID", "sales_order_id"),
    one("cbc:IssueDate", "issued_on", DATE),
    one("cbc:IssueTime", "issued_time", TIME),
    one("cbc:OrderResponseCode", "code"),
    joined("cbc:Note", "note"),
    one("cbc:DocumentCurrencyCode", "currency"),
    one("cbc:CustomerReference", "customer_reference"),
    reference("cac:OrderReference", "order_number"),
    party_in("cac:SellerSupplierParty", "seller", roles.ENDS),
    party_in("cac:BuyerCustomerParty", "buyer", roles.ENDS),
    inside("cac:Delivery", part("cac:PromisedDeliveryPeriod", "promised", SPAN)),
    parts("cac:OrderLine", "lines", LINE),
)


def read(source: bytes | etree._Element, limits: xml.Limits = xml.DEFAULT) -> OrderResponse:
    """The answer in `source`."""
    return document.read(source, ROOT, ORDER_RESPONSE, limits)


def write(response: OrderResponse) -> bytes:
    return document.write(response, ROOT, ORDER_RESPONSE, response.currency)
