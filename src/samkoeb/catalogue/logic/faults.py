"""What can be wrong with a supplier's catalogue, and how much it weighs (issue 3.2).

A *file fault* imports nothing; a *line fault* leaves that line out and lists it; a *warning* imports the line and marks it. Each is a
`Problem` whose severity is its weight; its facts hold `line` (counted as the supplier's own program counts, from 1) and `column`
(the heading) where there is one, and `said`, what stood there.
"""

from typing import Any, Final

from samkoeb.kernel.problem import Problem

FILE: Final = frozenset({
    "pdf", "picture", "archive", "text_document", "web_page",  # a file of another kind altogether
    "binary",                # neither text nor spreadsheet nor XML
    "broken_spreadsheet",
    "broken_xml", "unsafe_xml", "unknown_encoding",
    "unknown_format",        # UBL in a format that is not taken (any more)
    "header_incomplete",     # the document's head lacks, or garbles, what it must say
    "too_large",             # more bytes, rows or columns than the limits
    "empty",                 # nothing in it
    "no_header",             # no row that names the columns
    "no_lines",              # a header and nothing below
    "not_a_catalogue",       # another document
    "wrong_supplier",        # the document names another seller than the one it is imported for
    "wrong_agreement",       # the agreement is another supplier's
    "no_price_column", "no_item_number_column", "no_unit_column",
    "no_currency",           # neither file nor mapping tells in what money the prices are
    "no_usable_lines",       # every line has a fault of its own
})
LINE: Final = frozenset({
    "no_price", "price_unreadable", "price_negative",
    "no_unit", "unit_unreadable",
    "no_item_number", "item_number_too_long", "duplicate_item_number",
    "number_unreadable",     # another number than the price
    "number_out_of_range",
    "currency_unknown",
    "too_many_cells", "quote_not_closed", "cell_too_long",
    "not_orderable",         # the supplier says itself that it can't be ordered (a component, a display pack)
    "line_unreadable",       # a field of a UBL line that breaks its own rules
})
WARNING: Final = frozenset({
    "gtin_check_digit", "gtin_length",
    "unspsc_unknown", "unspsc_malformed",
    "vat_foreign", "vat_unreadable",
    "no_name", "text_missing_da", "text_missing_en", "text_shortened",
    "price_zero", "currency_differs",
    "validity_expired", "validity_unreadable", "validity_reversed",
    "pack_unknown",          # a box of unknown contents
    "pack_unreadable",       # what another column says of the contents
    "price_overlaps",        # two prices for one day and quantity: the first counts
    "quantity_break_unreadable",
    "contract_differs",      # the document names another agreement than the one it is imported under
    "nothing_to_delete",     # asked to be deleted, but is not in force
})
_SEVERITY: Final = (
    dict.fromkeys(FILE, "error") | dict.fromkeys(LINE, "line") | dict.fromkeys(WARNING, "warning")
)


def problem(name: str, *, line: int | None = None, column: str = "", said: object = "", **facts: Any) -> Problem:
    """The fault of this name as a Problem with code "catalogue.<name>"; an unknown name is a programming error (KeyError)."""
    severity = _SEVERITY[name]
    where: dict[str, Any] = {}
    if line is not None:
        where["line"] = line
    if column:
        where["column"] = column
    if said != "":
        where["said"] = str(said)[:80]
    return Problem(f"catalogue.{name}", severity, where | facts)  # type: ignore[arg-type]


class FileFault(Exception):
    """The file can't be imported at all; `problem` says why."""

    def __init__(self, name: str, **facts: Any) -> None:
        self.problem = problem(name, **facts)
        super().__init__(str(self.problem))
