"""Prices in UBL: net amount with its own currency, base quantity, discount, validity; and quantity breaks."""

from samkoeb.documents.model import Price, PriceBreak
from samkoeb.documents.ubl.kinds import NUMBER, QUANTITY
from samkoeb.documents.ubl.party import ADDRESS, SPAN
from samkoeb.documents.ubl.shapes import Shape, fixed, inside, one, part, parts

PRICE = Shape(
    Price,
    one("cbc:PriceAmount", "amount", NUMBER, currencyID="currency"),
    one("cbc:BaseQuantity", "base_quantity", QUANTITY),
    one("cbc:PriceType", "type"),
    one("cbc:OrderableUnitFactorRate", "unit_factor", NUMBER),
    part("cac:ValidityPeriod", "validity", SPAN),
    inside(
        "cac:AllowanceCharge",
        fixed("cbc:ChargeIndicator", "false"),
        one("cbc:Amount", "discount", NUMBER, currencyID="currency"),
        one("cbc:BaseAmount", "gross", NUMBER, currencyID="currency"),
    ),
)

PRICE_BREAK = Shape(
    PriceBreak,
    one("cbc:LeadTimeMeasure", "lead_time", QUANTITY),
    one("cbc:MinimumQuantity", "minimum", QUANTITY),
    one("cbc:MaximumQuantity", "maximum", QUANTITY),
    parts("cac:ApplicableTerritoryAddress", "territories", ADDRESS),
    part("cac:Price", "price", PRICE),
)
