"""What can be asked of agreements: who may draw (rights), tendered prices, and the pages."""

from samkoeb.agreements.queries.counts import AgreementCounts, agreement_counts
from samkoeb.agreements.queries.facts import agreement_by_number, agreement_facts, agreements_of_supplier
from samkoeb.agreements.queries.page import agreement_page
from samkoeb.agreements.queries.portfolio import agreements_for, coordinated_by, expiring, visible_to
from samkoeb.agreements.queries.prices import tendered_price, tendered_prices
from samkoeb.agreements.queries.rights import contract_suppliers, in_force_for, may_draw, may_draw_on

__all__ = [
    "AgreementCounts",
    "agreement_by_number",
    "agreement_counts",
    "agreement_facts",
    "agreement_page",
    "agreements_for",
    "agreements_of_supplier",
    "contract_suppliers",
    "coordinated_by",
    "expiring",
    "in_force_for",
    "may_draw",
    "may_draw_on",
    "tendered_price",
    "tendered_prices",
    "visible_to",
]
