"""What can be asked of catalogues: versions and their faults, items and their prices, own items, saved mappings."""

from samkoeb.catalogue.queries.as_document import as_document, item_by_number, orderable_on
from samkoeb.catalogue.queries.fault_sheets import fault_workbook
from samkoeb.catalogue.queries.mappings import preview_of, saved_mapping
from samkoeb.catalogue.queries.orderable import OrderableItem, items_for_order
from samkoeb.catalogue.queries.own_items import (
    candidates,
    items_without_own_item,
    own_item,
    own_item_rows,
    own_items_of,
    propose_own_items,
)
from samkoeb.catalogue.queries.prices import PriceInForce, breaks_on, price_on, prices_on
from samkoeb.catalogue.queries.search_viewer import viewer_of
from samkoeb.catalogue.queries.versions import (
    VIEWS,
    DiffRow,
    FoundFault,
    diff_rows,
    fault_counts,
    faults,
    line_rows,
    lines_in,
    lines_to_name,
    percent_text,
    version,
    versions_visible_to,
    view_counts,
    waiting_versions,
)

__all__ = [
    "VIEWS",
    "DiffRow",
    "FoundFault",
    "OrderableItem",
    "PriceInForce",
    "as_document",
    "breaks_on",
    "candidates",
    "diff_rows",
    "fault_counts",
    "fault_workbook",
    "faults",
    "item_by_number",
    "items_for_order",
    "items_without_own_item",
    "line_rows",
    "lines_in",
    "lines_to_name",
    "orderable_on",
    "own_item",
    "own_item_rows",
    "own_items_of",
    "percent_text",
    "preview_of",
    "price_on",
    "prices_on",
    "propose_own_items",
    "saved_mapping",
    "version",
    "versions_visible_to",
    "view_counts",
    "viewer_of",
    "waiting_versions",
]
