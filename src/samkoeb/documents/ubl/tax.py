"""VAT categories, breakdown, allowances and charges, and document totals in UBL."""

from samkoeb.documents.model import AllowanceCharge, MonetaryTotals, TaxCategory, TaxSubtotal
from samkoeb.documents.ubl.kinds import AMOUNT, NUMBER, TRUTH
from samkoeb.documents.ubl.shapes import Shape, inside, joined, one, part

_SCHEME = inside("cac:TaxScheme", one("cbc:ID", "scheme"))

TAX_CATEGORY = Shape(
    TaxCategory,
    one("cbc:ID", "code"),
    one("cbc:Percent", "percent", NUMBER),
    one("cbc:TaxExemptionReasonCode", "exemption_code"),
    joined("cbc:TaxExemptionReason", "exemption_reason"),
    _SCHEME,
)

TAX_SUBTOTAL = Shape(
    TaxSubtotal,
    one("cbc:TaxableAmount", "taxable", AMOUNT),
    one("cbc:TaxAmount", "tax", AMOUNT),
    part("cac:TaxCategory", "category", TAX_CATEGORY),
)

ALLOWANCE_CHARGE = Shape(
    AllowanceCharge,
    one("cbc:ChargeIndicator", "is_charge", TRUTH),
    one("cbc:AllowanceChargeReasonCode", "reason_code"),
    joined("cbc:AllowanceChargeReason", "reason"),
    one("cbc:MultiplierFactorNumeric", "percent", NUMBER),
    one("cbc:Amount", "amount", AMOUNT),
    one("cbc:BaseAmount", "base_amount", AMOUNT),
    part("cac:TaxCategory", "tax", TAX_CATEGORY),
)

MONETARY_TOTALS = Shape(
    MonetaryTotals,
    one("cbc:LineExtensionAmount", "lines", AMOUNT),
    one("cbc:TaxExclusiveAmount", "tax_exclusive", AMOUNT),
    one("cbc:TaxInclusiveAmount", "tax_inclusive", AMOUNT),
    one("cbc:AllowanceTotalAmount", "allowances", AMOUNT),
    one("cbc:ChargeTotalAmount", "charges", AMOUNT),
    one("cbc:PrepaidAmount", "prepaid", AMOUNT),
    one("cbc:PayableRoundingAmount", "rounding", AMOUNT),
    one("cbc:PayableAmount", "payable", AMOUNT),
)
