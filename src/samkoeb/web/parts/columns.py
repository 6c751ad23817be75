"""What the columns of a list are called where it is taken home as a spreadsheet, and how what stands in them is said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from samkoeb.kernel.quantity import UNITS, unit_name
from samkoeb.web.parts.deeds import THINGS, WAYS
from samkoeb.web.parts.states import DOCUMENTS, ENTRY_KINDS, LEGAL_BASIS_NAMES, OUTSIDE_REASONS, QUEUE_REASONS, STATES

# The keys are the fields of rows, as the machines' answers name them too; a heading that is none of them is already in words.
COLUMNS: Mapping[str, str] = {
    "action": gettext_noop("Deed, as code"),
    "agreement": gettext_noop("Agreement"),
    "at": gettext_noop("Time"),
    "base_quantity": gettext_noop("Price quantity"),
    "base_unit": gettext_noop("Base unit"),
    "before": gettext_noop("Price before"),
    "body": gettext_noop("Body"),
    "body_name": gettext_noop("Body"),
    "change": gettext_noop("What happened to it"),
    "channel": gettext_noop("Way"),
    "currency": gettext_noop("Currency"),
    "days_left": gettext_noop("Days left"),
    "decided_at": gettext_noop("Decided on"),
    "decision": gettext_noop("Decision"),
    "description": gettext_noop("Item name"),
    "document_number": gettext_noop("Document number"),
    "document_type": gettext_noop("Document"),
    "drawn": gettext_noop("Used, excl. VAT"),
    "due_on": gettext_noop("Due"),
    "facts": gettext_noop("Facts"),
    "file_name": gettext_noop("File"),
    "first_at": gettext_noop("First time"),
    "for": gettext_noop("In place of"),
    "id": gettext_noop("No."),
    "invoice_number": gettext_noop("Invoice"),
    "issued_on": gettext_noop("Issued"),
    "item": gettext_noop("Item number"),
    "items": gettext_noop("Items"),
    "kind": gettext_noop("Kind"),
    "last_at": gettext_noop("Last time"),
    "last_day": gettext_noop("Last day"),
    "legal_basis": gettext_noop("Legal basis"),
    "legal_basis_note": gettext_noop("Note"),
    "level": gettext_noop("On the shelf"),
    "lot": gettext_noop("Lot"),
    "maximum": gettext_noop("Maximum"),
    "minimum": gettext_noop("Minimum"),
    "name": gettext_noop("Name"),
    "name_da": gettext_noop("Danish name"),
    "name_en": gettext_noop("English name"),
    "net_total": gettext_noop("Amount, excl. VAT"),
    "number": gettext_noop("Number"),
    "order_reference": gettext_noop("Order"),
    "ordered_at": gettext_noop("Ordered"),
    "outside_reason": gettext_noop("Why"),
    "owner": gettext_noop("Owner"),
    "payable": gettext_noop("To pay, incl. VAT"),
    "percent": gettext_noop("Change, %"),
    "person_id": gettext_noop("Person, as number"),
    "posted_on": gettext_noop("Date"),
    "price": gettext_noop("Price"),
    "promised_on": gettext_noop("Promised"),
    "proposed_at": gettext_noop("Proposed"),
    "read_lines": gettext_noop("Lines"),
    "reason": gettext_noop("Why it waits"),
    "received_at": gettext_noop("Received"),
    "receiver": gettext_noop("Receiver"),
    "result": gettext_noop("What became of it"),
    "sender": gettext_noop("Sender"),
    "shelf": gettext_noop("Shelf"),
    "state": gettext_noop("State"),
    "supplier": gettext_noop("Supplier"),
    "supplier_item_number": gettext_noop("Item number"),
    "supplier_name": gettext_noop("Supplier"),
    "tender_percent": gettext_noop("Against the tender, %"),
    "tendered": gettext_noop("Tendered"),
    "text": gettext_noop("Text"),
    "thing": gettext_noop("Thing"),
    "thing_id": gettext_noop("Number of the thing"),
    "times": gettext_noop("Times"),
    "title": gettext_noop("Title"),
    "total": gettext_noop("Amount"),
    "type": gettext_noop("Thing, as code"),
    "unit": gettext_noop("Unit"),
    "unit_name": gettext_noop("Unit"),
    "units": gettext_noop("Units"),
    "unspsc": "UNSPSC",
    "valid_from": gettext_noop("First day"),
    "what": gettext_noop("What"),
    "who": gettext_noop("Who"),
}

_STATE_WORDS = {code: word for code, (_colour, word) in STATES.items()}
# Columns of codes: what each is called.
_CODES: Mapping[str, Mapping[str, str]] = {
    "change": _STATE_WORDS,
    "channel": WAYS,
    "decision": _STATE_WORDS,
    "document_type": DOCUMENTS,
    "kind": ENTRY_KINDS,
    "legal_basis": LEGAL_BASIS_NAMES,
    "outside_reason": OUTSIDE_REASONS,
    "reason": QUEUE_REASONS,
    "state": _STATE_WORDS,
}
_UNITS = ("unit", "base_unit")


def heading(column: str) -> str:
    return _(COLUMNS[column]) if column in COLUMNS else column


def in_words(column: str, value: Any) -> Any:
    """A code as it is said, a unit by its name, an instant by Copenhagen's clock as every spreadsheet reads it; all else as it is."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if column in _UNITS and value in UNITS:
        return unit_name(value, 1, get_language() or "da")
    if column == "result" and isinstance(value, str) and ":" in value:
        kind, _colon, number = value.partition(":")
        return f"{_(THINGS[kind])} {number}" if kind in THINGS else value
    words = _CODES.get(column, {})
    return _(words[value]) if isinstance(value, str) and value in words else value
