"""The life of an invoice: what can be done to it where it stands (9.5; 6.5)."""

from samkoeb.kernel.workflow import Workflow, step

OPEN = ("received", "matched", "deviation", "coded", "disputed")
MATCHABLE = ("received", "matched", "deviation")  # a coded invoice has no order, a disputed one is held
DECIDED = ("approved", "posted", "paid", "rejected")

INVOICE = Workflow(
    "invoice",
    step("fit", "received matched deviation coded", "matched"),
    step("deviate", "received matched deviation coded", "deviation"),
    step("code", "received deviation coded", "coded"),
    step("attest", "deviation", "deviation"),
    step("attest", "coded", "coded"),
    step("approve", "matched deviation coded", "approved"),
    step("dispute", "received matched deviation coded", "disputed"),
    step("close_dispute", "disputed", "deviation"),
    step("reject", "received matched deviation coded disputed", "rejected"),
    step("reroute", "received", "received"),
    step("reroute", "deviation", "deviation"),
    step("reroute", "coded", "coded"),
    step("reroute", "disputed", "disputed"),
    step("post", "approved", "posted"),
    step("pay", "posted", "paid"),
)

# Why an invoice waits: the queues of 6.5, the most serious first. An invoice stands in the first that fits.
REASONS = (
    "bank_account",  # the account is not one that two people confirmed: fraud is stopped before anything else
    "duplicate",
    "other_body",  # the order belongs to another body than the one invoiced
    "currency",
    "no_order",
    "not_ordered",  # a line that no order has
    "price",
    "quantity",
    "missing_receipt",
    "vat",
    "charges",
    "totals",
    "credit",  # a credit note that needs a look: no invoice, or more than is open
    "disputed",
    "awaiting_attest",
    "awaiting_approval",
)

# Invoice Response reason codes (OPStatusReason) for what people choose among when they ask or reject.
RESPONSE_REASONS = ("PRI", "QTY", "DEL", "QUA", "ITM", "REF", "REC", "LEG", "PAY", "UNR", "FIN", "OTH")
REASON_TO_RESPONSE = {
    "bank_account": "PAY",
    "duplicate": "OTH",
    "other_body": "REC",
    "currency": "FIN",
    "no_order": "REF",
    "not_ordered": "ITM",
    "price": "PRI",
    "quantity": "QTY",
    "missing_receipt": "DEL",
    "vat": "FIN",
    "charges": "PRI",
    "totals": "FIN",
    "credit": "REF",
}


def worst(reasons: set[str]) -> str:
    """The queue that an invoice with these reasons stands in; "" for none."""
    return next((r for r in REASONS if r in reasons), "")
