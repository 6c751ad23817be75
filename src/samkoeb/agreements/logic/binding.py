"""Who may draw, and how hard they are bound (S11, F4.3, F4.6). The strictest of several listings holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MANDATORY, COMPLY_OR_EXPLAIN, VOLUNTARY = "mandatory", "comply_or_explain", "voluntary"
LEVELS = (MANDATORY, COMPLY_OR_EXPLAIN, VOLUNTARY)  # strictest first


@dataclass(frozen=True, slots=True)
class Listing:
    """A body, or one unit of it (with all below), on an agreement's list; the period is half-open."""

    organisation_id: int
    unit_id: int | None
    binding_level: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def level(listings: Iterable[Listing], *, body_ids: frozenset[int], unit_ids: frozenset[int] | None, on: date) -> str | None:
    """The strictest level at which the unit is listed, directly or through its body; None when it isn't.

    body_ids: the body with those it stands in the place of (T24). unit_ids: the unit with all that it lies in; None asks for the
    body as a whole, where one listed unit of it is enough.
    """
    found = {
        listing.binding_level
        for listing in listings
        if listing.holds_on(on)
        and listing.organisation_id in body_ids
        and (listing.unit_id is None or unit_ids is None or listing.unit_id in unit_ids)
    }
    return next((known for known in LEVELS if known in found), None)
