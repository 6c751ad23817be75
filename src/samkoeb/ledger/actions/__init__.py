"""What is done in the ledger: posted, closed, proposed, released, settled."""

from samkoeb.ledger.actions.charts import create_chart, set_bank_account
from samkoeb.ledger.actions.months import close_period, reopen_period
from samkoeb.ledger.actions.payments import cancel_payment, propose_payment, release_payment, return_payments, settle
from samkoeb.ledger.actions.posting import post_invoice, post_receipt

__all__ = [
    "cancel_payment",
    "close_period",
    "create_chart",
    "post_invoice",
    "post_receipt",
    "propose_payment",
    "release_payment",
    "reopen_period",
    "return_payments",
    "set_bank_account",
    "settle",
]
