"""The column mappings that were saved for a supplier's files."""

from samkoeb.catalogue.logic import mapping as mappings
from samkoeb.catalogue.logic.mapping import ColumnMapping
from samkoeb.catalogue.models import ColumnMapping as SavedMapping


def saved_mapping(supplier_id: int, headings: tuple[str, ...]) -> ColumnMapping | None:
    """The mapping saved for the supplier's files with these headings, or None."""
    key = mappings.headings_key(headings)
    saved = SavedMapping.objects.filter(supplier_id=supplier_id, headings_sha256=key).values_list("mapping", flat=True).first()
    return ColumnMapping.from_json(saved) if saved is not None else None


def mappings_of(supplier_id: int) -> list[SavedMapping]:
    """All that is saved for the supplier, newest first."""
    return list(SavedMapping.objects.filter(supplier_id=supplier_id).order_by("-saved_at"))
