"""Which agreements somebody may search in: those that the unit may draw on today, by listing or by succession (issue 2, 3.3)."""

from datetime import date

from samkoeb.agreements import queries as agreements
from samkoeb.agreements.models import MANDATORY
from samkoeb.catalogue.logic.viewer import Viewer
from samkoeb.organisations import queries as organisations


def viewer_of(unit_id: int, on: date) -> Viewer:
    """The unit as a searcher on the day. Raises Unit.DoesNotExist."""
    found = agreements.in_force_for(organisations.unit(unit_id).organisation_id, unit_id, on)
    return Viewer(
        agreements=frozenset(agreement_id for agreement_id, _ in found),
        mandatory=frozenset(agreement_id for agreement_id, level in found if level == MANDATORY),
    )
