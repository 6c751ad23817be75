"""What is done to bodies, units, people, roles and accounts: one file per thing, one function per verb."""

from samkoeb.organisations.actions.bank_accounts import confirm_bank_account, propose_bank_account, reject_bank_account
from samkoeb.organisations.actions.bodies import change_organisation, change_settings, create_organisation, succeed
from samkoeb.organisations.actions.notifications import no_longer_waits, note_seen, note_told, notify, set_notification
from samkoeb.organisations.actions.people import (
    change_person,
    close_person,
    create_person,
    end_substitute,
    let_in,
    name_substitute,
    reopen_person,
    set_password,
    set_pin,
    set_substitute,
    take_on,
)
from samkoeb.organisations.actions.roles import end_role, grant_role
from samkoeb.organisations.actions.units import change_unit, close_unit, create_unit

__all__ = [
    "change_organisation",
    "change_person",
    "change_settings",
    "change_unit",
    "close_person",
    "close_unit",
    "confirm_bank_account",
    "create_organisation",
    "create_person",
    "create_unit",
    "end_role",
    "end_substitute",
    "grant_role",
    "let_in",
    "name_substitute",
    "no_longer_waits",
    "note_seen",
    "note_told",
    "notify",
    "propose_bank_account",
    "reject_bank_account",
    "reopen_person",
    "set_notification",
    "set_password",
    "set_pin",
    "set_substitute",
    "succeed",
    "take_on",
]
