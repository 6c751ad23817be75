"""Purchases outside the agreements: the one-tap reasons of the ward, and the legal bases that the buyer records (S24, issue 2 §3.1)."""

URGENT, PATIENT_SAFETY, NOT_IN_CATALOGUE, SUPPLIER_CANNOT = "urgent", "patient_safety", "not_in_catalogue", "supplier_cannot"
REASONS = (URGENT, PATIENT_SAFETY, NOT_IN_CATALOGUE, SUPPLIER_CANNOT)

# These leave whatever they cost: nobody is woken to approve what a patient needs tonight. The others follow the limit.
LEAVES_AT_ONCE = frozenset({URGENT, PATIENT_SAFETY})

# code → where the right to buy so stands (udbudsloven, lov nr. 1564 af 15/12/2015 with later changes).
LEGAL_BASES = {
    "below_threshold": "udbudsloven, afsnit V",  # a small purchase without cross-border interest
    "small_lot": "udbudsloven § 8",
    "sole_supplier": "udbudsloven § 80, stk. 3",
    "extreme_urgency": "udbudsloven § 80, stk. 5",
    "additional_delivery": "udbudsloven § 81",
    "covered_by_other_agreement": "",  # another agreement that the body is listed on
    "none": "",  # it should have been bought on the agreement: says so, and counts as leakage
}
