"""What can be asked of invoices: facts for the match, the queue, the page side by side, the supplier's own, what is to be paid and posted."""

from samkoeb.invoicing.queries.downstream import PostingFacts, ToPay, posting_facts, to_pay
from samkoeb.invoicing.queries.facts import (
    confirmed_accounts,
    document_charges,
    invoiced_line,
    ordered_lines,
    orders_named,
    tolerances_for,
)
from samkoeb.invoicing.queries.page import MatchPage, match_page
from samkoeb.invoicing.queries.parties import buyer_of, person_of, supplier_of
from samkoeb.invoicing.queries.queue import QueueRow, assigned_to, decided, own_invoices, queue, queue_counts, visible_to
from samkoeb.invoicing.queries.standing import (
    approval_facts,
    coding_history,
    credited_by,
    document_problems,
    known_invoices,
    known_of,
    order_ids_of,
    payment_days,
    permission_facts,
    unit_for,
    units_by_id,
    works_for,
)

__all__ = [
    "MatchPage",
    "PostingFacts",
    "QueueRow",
    "ToPay",
    "approval_facts",
    "assigned_to",
    "buyer_of",
    "coding_history",
    "confirmed_accounts",
    "credited_by",
    "decided",
    "document_charges",
    "document_problems",
    "invoiced_line",
    "known_invoices",
    "known_of",
    "match_page",
    "order_ids_of",
    "ordered_lines",
    "orders_named",
    "own_invoices",
    "payment_days",
    "permission_facts",
    "person_of",
    "posting_facts",
    "queue",
    "queue_counts",
    "supplier_of",
    "to_pay",
    "tolerances_for",
    "unit_for",
    "units_by_id",
    "visible_to",
    "works_for",
]
