"""What is done to invoices: one function per verb of the trade."""

from samkoeb.invoicing.actions.code import code_and_attest, code_lines, propose_account, reroute
from samkoeb.invoicing.actions.decide import approve, attest, reject
from samkoeb.invoicing.actions.dispute import answer_dispute, close_dispute, dispute
from samkoeb.invoicing.actions.make import make_credit_note, make_invoice
from samkoeb.invoicing.actions.match import match, rematch_order, rematch_supplier
from samkoeb.invoicing.actions.register import register
from samkoeb.invoicing.actions.remind import remind_missing_receipts
from samkoeb.invoicing.actions.respond import ask_to_mend, refuse_broken, refuse_unknown_receiver
from samkoeb.invoicing.actions.settle import lock_to_pay, lock_to_post, note_paid, note_posted

__all__ = [
    "answer_dispute",
    "approve",
    "ask_to_mend",
    "attest",
    "close_dispute",
    "code_and_attest",
    "code_lines",
    "dispute",
    "lock_to_pay",
    "lock_to_post",
    "make_credit_note",
    "make_invoice",
    "match",
    "note_paid",
    "note_posted",
    "propose_account",
    "refuse_broken",
    "refuse_unknown_receiver",
    "register",
    "reject",
    "rematch_order",
    "rematch_supplier",
    "remind_missing_receipts",
    "reroute",
]
