"""One canonical model of the business documents; readers and writers of every format meet here."""

from samkoeb.documents.model.catalogue import Catalogue, CatalogueHeader, CatalogueLine, Comparison, RelatedItem
from samkoeb.documents.model.common import DocumentReference, MonetaryTotals, Quantity, Span
from samkoeb.documents.model.delivery import Delivery, DeliveryTerms
from samkoeb.documents.model.despatch import DespatchAdvice, DespatchLine, HandlingUnit, Package, Shipment
from samkoeb.documents.model.invoice import BillingReference, Invoice, InvoiceLine, PaymentMeans
from samkoeb.documents.model.invoice_response import InvoiceResponse, ResponseStatus, StatusCondition
from samkoeb.documents.model.item import Certificate, Classification, Dimension, Hazard, Item, ItemInstance, ItemProperty, unspsc
from samkoeb.documents.model.order import Order, OrderLine
from samkoeb.documents.model.order_response import OrderResponse, OrderResponseLine
from samkoeb.documents.model.party import Address, Contact, Identifier, Party, TaxRegistration
from samkoeb.documents.model.payment import DanishAccount, Fik, Giro, Iban, PaymentBatch, PaymentFile, Route, Transfer
from samkoeb.documents.model.price import Price, PriceBreak
from samkoeb.documents.model.tax import AllowanceCharge, TaxCategory, TaxSubtotal

Document = Catalogue | Order | OrderResponse | DespatchAdvice | Invoice | InvoiceResponse

__all__ = [
    "Address", "AllowanceCharge", "BillingReference", "Catalogue", "CatalogueHeader", "CatalogueLine", "Certificate",
    "Classification", "Comparison", "Contact", "DanishAccount", "Delivery", "DeliveryTerms", "DespatchAdvice", "DespatchLine",
    "Dimension", "Document", "DocumentReference", "Fik", "Giro", "HandlingUnit", "Hazard", "Iban", "Identifier", "Invoice",
    "InvoiceLine", "InvoiceResponse", "Item", "ItemInstance", "ItemProperty", "MonetaryTotals", "Order", "OrderLine",
    "OrderResponse", "OrderResponseLine", "Package", "Party", "PaymentBatch", "PaymentFile", "PaymentMeans", "Price",
    "PriceBreak", "Quantity", "RelatedItem", "ResponseStatus", "Route", "Shipment", "Span", "StatusCondition", "TaxCategory",
    "TaxRegistration", "TaxSubtotal", "Transfer", "unspsc",
]
