"""Remember how a supplier's spreadsheets are read."""

from datetime import datetime

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.catalogue import permissions
from samkoeb.catalogue.logic import mapping as mappings
from samkoeb.catalogue.logic.mapping import ColumnMapping
from samkoeb.catalogue.models import ColumnMapping as SavedMapping
from samkoeb.kernel.actor import Actor


def save_mapping(
    supplier_id: int, headings: tuple[str, ...], mapping: ColumnMapping, *, owner_id: int | None, name: str = "", by: Actor, at: datetime
) -> SavedMapping:
    """Used from now on for the supplier's files with these headings, in place of a proposal. `owner_id`: the buyer whose agreement it is for."""
    with transactions.owns():
        key = mappings.headings_key(headings)
        saved = SavedMapping.objects.select_for_update().filter(supplier_id=supplier_id, headings_sha256=key).first()

        permissions.require(by, "save_mapping", permissions.Facts(owner_id, supplier_id))

        saved = saved or SavedMapping(supplier_id=supplier_id, headings_sha256=key)
        saved.name = (name or ", ".join(headings[:4]))[:80]
        saved.mapping = mapping.to_json()
        saved.saved_at = at
        saved.save()

        audit.record("catalogue.mapping.saved", saved, by=by, at=at, body_id=owner_id, supplier_id=supplier_id)
    return saved
