"""What can be asked of bodies, units and people. One file per question's theme."""

from samkoeb.organisations.queries.actors import actor_for, person_by_id, person_name
from samkoeb.organisations.queries.bodies import (
    body_on,
    family_on,
    links,
    may_use_ids,
    organisation,
    organisation_by_endpoint,
    organisation_names,
    unit,
    unit_by_gln,
    unit_tree_ids,
)
from samkoeb.organisations.queries.standing import people_at_computer, person_by_pin, person_or_none, standing, units_of

__all__ = [
    "actor_for",
    "body_on",
    "family_on",
    "links",
    "may_use_ids",
    "organisation",
    "organisation_by_endpoint",
    "organisation_names",
    "people_at_computer",
    "person_by_id",
    "person_by_pin",
    "person_name",
    "person_or_none",
    "standing",
    "unit",
    "unit_by_gln",
    "unit_tree_ids",
    "units_of",
]
