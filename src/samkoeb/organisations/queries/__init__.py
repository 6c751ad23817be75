"""What can be asked of bodies, units and people. One file per question's theme."""

from samkoeb.organisations.queries.actors import actor_for, actor_of, person_by_id, person_name, person_names
from samkoeb.organisations.queries.administration import (
    organisation_page,
    organisations_for,
    people_of,
    successions,
    unit_tree,
    visible_to,
)
from samkoeb.organisations.queries.bank_accounts import bank_account_to_pay, bank_accounts, bank_accounts_to_pay
from samkoeb.organisations.queries.bodies import (
    any_exists,
    are_secretariats,
    body_choices,
    body_on,
    family_on,
    links,
    may_use_ids,
    organisation,
    organisation_by_endpoint,
    organisation_names,
    supplier_choices,
    unit,
    unit_by_gln,
    unit_tree_ids,
)
from samkoeb.organisations.queries.notifications import digests_due, notifications_of
from samkoeb.organisations.queries.people import StandIn, colleague_of, nearest_with_role, people_with_role, stand_ins_of
from samkoeb.organisations.queries.settings import longest_setting, setting, settings_of
from samkoeb.organisations.queries.standing import people_at_computer, person_by_pin, person_or_none, standing, units_of

__all__ = [
    "StandIn",
    "actor_for",
    "actor_of",
    "any_exists",
    "are_secretariats",
    "bank_account_to_pay",
    "bank_accounts",
    "bank_accounts_to_pay",
    "body_choices",
    "body_on",
    "colleague_of",
    "digests_due",
    "family_on",
    "links",
    "longest_setting",
    "may_use_ids",
    "nearest_with_role",
    "notifications_of",
    "organisation",
    "organisation_by_endpoint",
    "organisation_names",
    "organisation_page",
    "organisations_for",
    "people_at_computer",
    "people_of",
    "people_with_role",
    "person_by_id",
    "person_by_pin",
    "person_name",
    "person_names",
    "person_or_none",
    "setting",
    "settings_of",
    "stand_ins_of",
    "standing",
    "successions",
    "supplier_choices",
    "unit",
    "unit_by_gln",
    "unit_tree",
    "unit_tree_ids",
    "units_of",
    "visible_to",
]
