"""Why a document could not be read: one exception with a stable code and plain facts; the sentences live with the screens."""

from collections.abc import Mapping
from typing import Any

# Everything that reading may answer. A test holds the readers to this list.
CODES = frozenset({
    "empty_file", "looks_like_zip", "looks_like_pdf", "not_xml", "not_markup", "encoding_not_supported",
    "xml_dtd_refused", "xml_too_large", "xml_too_deep", "xml_too_many_elements",
    "unknown_document_type", "unknown_format", "format_not_in_force",
    "missing_field", "bad_number", "bad_date", "bad_time", "bad_truth_value", "bad_attachment", "mixed_currencies",
    "bad_payment_reference", "bad_check_digit", "bad_payment_amount", "bad_account",
})  # fmt: skip


class DocumentFault(Exception):
    """`code` is one of CODES; `facts` are plain values: field, value, line (of the file), limit …"""

    def __init__(self, code: str, facts: Mapping[str, Any] | None = None) -> None:
        self.code = code
        self.facts = dict(facts or {})
        super().__init__(f"{code} {self.facts}" if self.facts else code)
