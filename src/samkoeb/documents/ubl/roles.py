"""What each document lets a party, an item, a price say. All is read; only this is written (Peppol's rule "not part of the data model").

Source: the syntax tables of Peppol BIS 3 (T01, T16, T19, T76, T111) and of BIS Billing 3. A caller may hand a full party or item to
any document: what the document has no place for is left out here, in one place.
"""

from samkoeb.documents.ubl.item import CLASSIFICATION, ITEM, ITEM_INSTANCE, ITEM_PROPERTY
from samkoeb.documents.ubl.party import ADDRESS_WITH_ID, DELIVERY, DESPATCH, DOCUMENT_REFERENCE, PARTY
from samkoeb.documents.ubl.price import PRICE
from samkoeb.documents.ubl.tax import ALLOWANCE_CHARGE, TAX_CATEGORY

# Why no VAT is charged is said in the VAT breakdown alone.
CATEGORY = TAX_CATEGORY.writing("code percent scheme")
DOCUMENT_ALLOWANCE = ALLOWANCE_CHARGE.writing("is_charge reason_code reason percent amount base_amount", tax=CATEGORY)
LINE_ALLOWANCE = ALLOWANCE_CHARGE.writing("is_charge reason_code reason percent amount base_amount")

# -- parties -----------------------------------------------------------------------------------------------------------
LEGAL_ADDRESS = ADDRESS_WITH_ID.writing("city country")
_LEGAL = "legal_name legal_id"

CATALOGUE_END = PARTY.writing(f"endpoint ids address {_LEGAL}", legal_address=LEGAL_ADDRESS)
CATALOGUE_ROLE = PARTY.writing("endpoint ids name address contact")
ORDER_BUYER = PARTY.writing(f"endpoint ids name address taxes {_LEGAL} contact", legal_address=LEGAL_ADDRESS)
ORDER_SELLER = PARTY.writing(f"endpoint ids name address {_LEGAL} contact", legal_address=LEGAL_ADDRESS)
ORIGINATOR = PARTY.writing("ids name contact")
LINE_ORIGINATOR = PARTY.writing("ids name")
RECEIVER = PARTY.writing("ids name address contact")
ENDS = PARTY.writing("endpoint ids legal_name")
ENDS_WITH_CONTACT = PARTY.writing("endpoint ids legal_name contact")
NAMED = PARTY.writing("ids name")
DESPATCH_SUPPLIER = PARTY.writing("endpoint ids address legal_name contact")
DESPATCH_RECEIVER = PARTY.writing("endpoint ids address legal_name")
DESPATCH_ROLE = PARTY.writing("ids name address")
INVOICE_SELLER = PARTY.writing(f"endpoint ids name address taxes {_LEGAL} legal_form contact")
INVOICE_BUYER = PARTY.writing(f"endpoint ids name address taxes {_LEGAL} contact")
PAYEE = PARTY.writing("ids name legal_id")
TAX_REPRESENTATIVE = PARTY.writing("name address taxes")
INVOICE_RECEIVER = PARTY.writing("name")

# -- items -------------------------------------------------------------------------------------------------------------
_NUMBERS = "buyers_id sellers_id standard_id"
_PLAIN_PROPERTY = ITEM_PROPERTY.writing("name value")

CATALOGUE_ITEM = ITEM.writing(
    "descriptions pack_quantity pack_size name keywords brands buyers_id sellers_id manufacturers_id standard_id documents origin_country "
    "classifications transaction_conditions hazards properties manufacturer certificates dimensions",
    tax=CATEGORY,
    instances=ITEM_INSTANCE.writing("best_before_on lot"),
)
ORDER_ITEM = ITEM.writing(
    f"descriptions name {_NUMBERS} manufacturers_id classifications properties",
    documents=DOCUMENT_REFERENCE.writing("id"),
    tax=CATEGORY,
    instances=ITEM_INSTANCE.writing("serial lot"),
)
RESPONSE_ITEM = ITEM.writing(f"name {_NUMBERS}")
SUBSTITUTE_ITEM = ITEM.writing(
    "name sellers_id standard_id classifications",
    tax=CATEGORY,
    properties=ITEM_PROPERTY.writing("name name_code value quantity qualifier"),
)
DESPATCH_ITEM = ITEM.writing(
    f"name {_NUMBERS} sellers_extended_id standard_extended_id classifications hazards properties instances"
)
INVOICE_ITEM = ITEM.writing(
    f"descriptions name {_NUMBERS} origin_country",
    classifications=CLASSIFICATION.writing("code"),
    tax=CATEGORY,
    properties=_PLAIN_PROPERTY,
)

# -- prices ------------------------------------------------------------------------------------------------------------
CATALOGUE_PRICE = PRICE.writing("amount base_quantity type unit_factor validity")
ORDER_PRICE = PRICE.writing("amount base_quantity discount gross")
RESPONSE_PRICE = PRICE.writing("amount base_quantity")

# -- delivery ----------------------------------------------------------------------------------------------------------
ORDER_DELIVERY = DELIVERY.writing(
    "location_id location_name address requested despatch_on despatch_time shipment_id priority shipping_marks", party=RECEIVER
)
INVOICE_DELIVERY = DELIVERY.writing("actual_on location_id address", party=INVOICE_RECEIVER)
DESPATCH_DELIVERY = DESPATCH.writing("tracking_id estimated despatch_on despatch_time despatch_address", party=RECEIVER)
