"""The column mappings that were saved for a supplier's files."""

import io
from datetime import date

from samkoeb.catalogue.logic import mapping as mappings
from samkoeb.catalogue.logic import preview
from samkoeb.catalogue.logic.mapping import ColumnMapping
from samkoeb.catalogue.models import ColumnMapping as SavedMapping


def saved_mapping(supplier_id: int, headings: tuple[str, ...]) -> ColumnMapping | None:
    """The mapping saved for the supplier's files with these headings, or None."""
    key = mappings.headings_key(headings)
    saved = SavedMapping.objects.filter(supplier_id=supplier_id, headings_sha256=key).values_list("mapping", flat=True).first()
    return ColumnMapping.from_json(saved) if saved is not None else None


def preview_of(raw: bytes, *, supplier_id: int, currency: str, on: date, mapping: ColumnMapping | None = None) -> preview.Preview | None:
    """How a spreadsheet would be read: by `mapping`, the saved one, or a proposed one; None for UBL. Raises FileFault (logic/faults)."""
    return preview.look(
        io.BytesIO(raw), on=on, mapping_for=lambda headings: mapping or saved_mapping(supplier_id, headings), currency=currency
    )
