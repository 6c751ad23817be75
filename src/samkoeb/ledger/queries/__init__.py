"""What can be asked of the ledger: the journal and its sums, payment runs, and facts for posting and paying."""

from samkoeb.ledger.queries.facts import (
    INVOICE_KINDS,
    RECEIPT_KINDS,
    accounts_of,
    accounts_to_pay,
    accrued,
    book_of,
    charged,
    closed_months,
    in_live_runs,
    posters_of,
    receipt_lines,
    unit_accounts,
)

__all__ = [
    "INVOICE_KINDS",
    "RECEIPT_KINDS",
    "accounts_of",
    "accounts_to_pay",
    "accrued",
    "book_of",
    "charged",
    "closed_months",
    "in_live_runs",
    "posters_of",
    "receipt_lines",
    "unit_accounts",
]
