"""OIOUBL's words and what EN 16931 and Peppol call the same thing. Source: OIOUBL 2.1 code lists, rules 1.17.2."""

SCHEMES = {
    "GLN": "0088",
    "DK:CVR": "0184",
    "DK:SE": "0198",
    "DK:P": "0096",
    "DUNS": "0060",
    "SE:ORGNR": "0007",
    "NO:ORGNR": "0192",
    "FI:OVT": "0216",
    "FR:SIRET": "0009",
    "IS:KT": "0196",
    "GTIN": "0160",
    "EAN": "0160",
}

TAX_CATEGORIES = {"StandardRated": "S", "ZeroRated": "Z", "ReverseCharge": "AE"}

# Scheme 63 is moms. Every other number is a Danish excise duty or a foreign tax and keeps it.
TAX_SCHEMES = {"63": "VAT"}

# (means code, channel) → the code that says the same in EN 16931 with Peppol's Danish rules.
PAYMENT_MEANS = {("31", "IBAN"): "58", ("42", "IBAN"): "58"}
CARD_CODES = ("50", "93")  # giro and FIK: card kind in PaymentID, the payer's reference in InstructionID
