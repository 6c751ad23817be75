"""Freight and fees: lines and document charges that nobody ordered, told from goods and from one another."""

import re
from collections.abc import Iterable

from samkoeb.invoicing.logic.facts import DocumentCharge, InvoicedLine

# UNCL 7161 special services: freight, delivery, loading, pick-up, packing is a fee.
FREIGHT_CODES = frozenset({"FC", "DL", "TAC", "LA", "PC", "SH", "EAB", "HD", "ADW", "FAC"})

_FREIGHT = re.compile(
    r"\b(fragt\w*|forsendelse\w*|porto|levering(?:s\w*)?|transport\w*|kørsel\w*|freight|carriage|shipping|postage|delivery)\b",
    re.I,
)
_FEE = re.compile(
    r"\b(\w*gebyr\w*|\w*afgift|emballage|miljø(?:tillæg|bidrag)|olietillæg|energitillæg|håndtering\w*|\w*tillæg"
    r"|\w*fee|surcharge|handling|packaging|packing)\b",
    re.I,
)


def kind_of_charge(charge: DocumentCharge) -> str:
    """ "freight" or "fee"."""
    if charge.code in FREIGHT_CODES or _FREIGHT.search(charge.reason):
        return "freight"
    return "fee"


def kind_of_line(line: InvoicedLine) -> str | None:
    """ "freight", "fee", or None for goods and services. Only asked of lines that answer no order line."""
    if line.order_line_number:
        return None
    if _FREIGHT.search(line.description):
        return "freight"
    return "fee" if _FEE.search(line.description) else None


def sums(charges: Iterable[tuple[str, DocumentCharge]]) -> dict[str, DocumentCharge]:
    """Charges of each kind added up; allowances are not set off, they are the supplier's to give."""
    total: dict[str, DocumentCharge] = {}
    for kind, charge in charges:
        if charge.is_charge:
            before = total.get(kind)
            total[kind] = charge if before is None else DocumentCharge(amount=before.amount + charge.amount, reason=before.reason)
    return total
