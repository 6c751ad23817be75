"""Who is told that a wish waits: those nearest to the unit first, those above them later."""

from datetime import date

from samkoeb.kernel import actor as roles
from samkoeb.ordering.logic.approval import APPROVING_ROLES
from samkoeb.ordering.models import Requisition
from samkoeb.organisations import queries as organisations


def nearest_approvers(requisition: Requisition, on: date) -> list[int]:
    """Ids of people who may decide so much over the unit (with substitutes), not the requester; where there are none, those above."""
    return organisations.nearest_with_role(
        APPROVING_ROLES,
        organisations.body_on(requisition.organisation_id, on),
        requisition.unit_id,
        on,
        least_limit=requisition.total,
        besides=requisition.requester_id,
    )


def next_approvers(requisition: Requisition, on: date) -> list[int]:
    """All who may decide it, and the head of purchasing, who can find out why nobody has."""
    body_id = organisations.body_on(requisition.organisation_id, on)
    able = organisations.people_with_role(APPROVING_ROLES, body_id, requisition.unit_id, on, least_limit=requisition.total)
    heads = organisations.people_with_role(roles.PURCHASING_HEAD, body_id, None, on)
    return [person for person in dict.fromkeys([*able, *heads]) if person != requisition.requester_id]
