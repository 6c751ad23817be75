"""What is done to catalogues: proposed, approved, rejected; mappings saved; own items kept; UNSPSC loaded. One file per verb."""

from samkoeb.catalogue.actions.approve import approve_version, leave_out_lines, reject_version
from samkoeb.catalogue.actions.load_unspsc import load_own_unspsc, load_unspsc
from samkoeb.catalogue.actions.own_items import attach_to_own_item, create_own_item, detach_from_own_item, own_item_from
from samkoeb.catalogue.actions.propose import propose_version
from samkoeb.catalogue.actions.save_mapping import save_mapping
from samkoeb.catalogue.actions.take_in import handle_document, import_file

__all__ = [
    "approve_version",
    "attach_to_own_item",
    "create_own_item",
    "detach_from_own_item",
    "handle_document",
    "import_file",
    "leave_out_lines",
    "load_own_unspsc",
    "load_unspsc",
    "own_item_from",
    "propose_version",
    "reject_version",
    "save_mapping",
]
