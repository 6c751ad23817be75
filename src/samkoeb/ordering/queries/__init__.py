"""What can be asked of wishes, orders and answers. One file per theme."""

from samkoeb.ordering.queries.agreement_says import agreement_problems, with_lines
from samkoeb.ordering.queries.approvals import (
    RequisitionPage,
    WaitingRow,
    approval_facts,
    my_requisitions,
    requisition_page,
    waiting_for_approval,
    waiting_for_approval_count,
)
from samkoeb.ordering.queries.approvers import nearest_approvers, next_approvers
from samkoeb.ordering.queries.basket import Basket, BasketLine, basket, basket_count, locked_basket, own_limit_of
from samkoeb.ordering.queries.contents import Contents, contents_of
from samkoeb.ordering.queries.documents import document_facts, lines_of, parties_of, party_facts
from samkoeb.ordering.queries.lists import ListLine, ListPage, list_line_name, list_page, lists_of, present_items, scanned
from samkoeb.ordering.queries.matching import (
    OrderLineFacts,
    line_facts,
    line_now,
    lines_for_matching,
    order_by_number,
    supplier_of,
)
from samkoeb.ordering.queries.open_counts import OpenCounts, open_counts
from samkoeb.ordering.queries.orders import (
    OrderPage,
    OrderRow,
    choices,
    moments_of,
    order_number,
    order_page,
    orders_for,
    orders_of_requisition,
    requisitions_visible_to,
    said_by_line,
    visible_to,
    waiting_documents,
)
from samkoeb.ordering.queries.outside import OutsideRow, OutsideSum, outside_agreements, outside_by_basis, outside_count
from samkoeb.ordering.queries.present import orderable, own_item_id, standing_for
from samkoeb.ordering.queries.pricing import Priced, family_of, priced
from samkoeb.ordering.queries.substitutes import Substitute, substitutes_for
from samkoeb.ordering.queries.supplier import (
    SupplierOrderPage,
    orders_to_answer,
    orders_to_send,
    supplier_order_page,
    supplier_orders,
)
from samkoeb.ordering.queries.usual import earlier_quantities, most_ordered, usual_items

__all__ = [
    "Basket",
    "BasketLine",
    "Contents",
    "ListLine",
    "ListPage",
    "OpenCounts",
    "OrderLineFacts",
    "OrderPage",
    "OrderRow",
    "OutsideRow",
    "OutsideSum",
    "Priced",
    "RequisitionPage",
    "Substitute",
    "SupplierOrderPage",
    "WaitingRow",
    "agreement_problems",
    "approval_facts",
    "basket",
    "basket_count",
    "choices",
    "contents_of",
    "document_facts",
    "earlier_quantities",
    "family_of",
    "line_facts",
    "line_now",
    "lines_for_matching",
    "lines_of",
    "list_line_name",
    "list_page",
    "lists_of",
    "locked_basket",
    "moments_of",
    "most_ordered",
    "my_requisitions",
    "nearest_approvers",
    "next_approvers",
    "open_counts",
    "order_by_number",
    "order_number",
    "order_page",
    "orderable",
    "orders_for",
    "orders_of_requisition",
    "orders_to_answer",
    "orders_to_send",
    "outside_agreements",
    "outside_by_basis",
    "outside_count",
    "own_item_id",
    "own_limit_of",
    "parties_of",
    "party_facts",
    "present_items",
    "priced",
    "requisition_page",
    "requisitions_visible_to",
    "said_by_line",
    "scanned",
    "standing_for",
    "substitutes_for",
    "supplier_of",
    "supplier_order_page",
    "supplier_orders",
    "usual_items",
    "visible_to",
    "waiting_documents",
    "waiting_for_approval",
    "waiting_for_approval_count",
    "with_lines",
]
