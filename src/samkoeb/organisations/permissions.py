"""Who may change bodies, units, people, roles and bank accounts (part 5)."""

from collections.abc import Callable
from dataclasses import dataclass

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step touches: a body, perhaps a unit of it, perhaps a person.

    Of a person, `organisation_id` and `unit_id` are the home; one without is of the bodies that the roles are over (`body_ids`).
    """

    organisation_id: int | None = None
    unit_id: int | None = None
    person_id: int | None = None
    is_supplier: bool = False
    body_ids: frozenset[int] = frozenset()
    role: str = ""


def _administers(actor: Actor, facts: Facts) -> bool:
    return actor.may(roles.ADMINISTRATOR, facts.organisation_id, facts.unit_id)


def _administers_something(actor: Actor, facts: Facts) -> bool:
    return actor.is_operator or actor.holds(roles.ADMINISTRATOR)


def _keeps_register(actor: Actor, facts: Facts) -> bool:
    """Suppliers belong to nobody's body: any administrator or purchaser keeps them; a body is kept by its own administrator."""
    if facts.is_supplier:
        return actor.is_operator or actor.holds(roles.ADMINISTRATOR, roles.PURCHASER) or _is_supplier_self(actor, facts)
    return _administers(actor, facts)


def _is_supplier_self(actor: Actor, facts: Facts) -> bool:
    return actor.may(roles.SUPPLIER_USER, facts.organisation_id)


def _is_self(actor: Actor, facts: Facts) -> bool:
    return actor.is_operator or (actor.person_id is not None and actor.person_id == facts.person_id)


def _looks_after(actor: Actor, facts: Facts) -> bool:
    """The administrator of the person's home; without one, of every body that the person has a role in: whoever can let somebody in
    can be them. A supplier's people are everybody's, as their register is.
    """
    if facts.is_supplier:
        return actor.is_operator or actor.holds(roles.ADMINISTRATOR)
    if actor.is_operator or facts.organisation_id is not None:
        return _administers(actor, facts)
    return bool(facts.body_ids) and all(actor.may(roles.ADMINISTRATOR, body_id) for body_id in facts.body_ids)


def _takes_on(actor: Actor, facts: Facts) -> bool:
    """Into one's own body, or for a supplier. One who belongs to nobody yet may be made by whoever administers something."""
    return _administers_something(actor, facts) if facts.organisation_id is None else _looks_after(actor, facts)


def _is_self_or_looks_after(actor: Actor, facts: Facts) -> bool:
    return _is_self(actor, facts) or _looks_after(actor, facts)


def _gives_roles(actor: Actor, facts: Facts) -> bool:
    """A supplier has no administrator here: any buyer's gives its people the one role that they can have."""
    if facts.is_supplier and facts.role == roles.SUPPLIER_USER:
        return actor.is_operator or actor.holds(roles.ADMINISTRATOR)
    return _administers(actor, facts)


def _writes_accounts(actor: Actor, facts: Facts) -> bool:
    return (
        actor.is_operator
        or actor.holds(roles.ACCOUNTS_CLERK, roles.ADMINISTRATOR, roles.PURCHASER)
        or _is_supplier_self(actor, facts)
    )


def _confirms_accounts(actor: Actor, facts: Facts) -> bool:
    """Never the supplier: the call-back is made by a buyer's own people."""
    return actor.is_operator or actor.holds(roles.ACCOUNTS_CLERK, roles.PAYMENT_APPROVER, roles.ADMINISTRATOR)


def _looks_after_accounts(actor: Actor, facts: Facts) -> bool:
    """Also the supplier of its own."""
    return _confirms_accounts(actor, facts) or _is_supplier_self(actor, facts) or actor.holds(roles.AUDITOR, roles.CONTROLLER)


def _sees(actor: Actor, facts: Facts) -> bool:
    """One's own bodies, and every supplier one buys from or is."""
    if actor.is_operator or facts.organisation_id in actor.organisations():
        return True
    return facts.is_supplier and actor.holds(*_BUYERS)


def _sees_people(actor: Actor, facts: Facts) -> bool:
    if facts.is_supplier and actor.holds(roles.ADMINISTRATOR):
        return True
    return actor.may((roles.ADMINISTRATOR, roles.AUDITOR, roles.PURCHASING_HEAD), facts.organisation_id)


_BUYERS = tuple(r for r in roles.ROLES if r != roles.SUPPLIER_USER)

STEPS: dict[str, Callable[[Actor, Facts], bool]] = {
    "create_organisation": _administers_something,
    "create_supplier": lambda actor, facts: actor.is_operator or actor.holds(roles.ADMINISTRATOR, roles.PURCHASER),
    "change_organisation": _keeps_register,
    "change_settings": _administers,
    "succeed": _administers,
    "create_unit": _administers,
    "change_unit": _administers,
    "create_person": _takes_on,
    "change_person": _is_self_or_looks_after,
    "close_person": _looks_after,
    "let_in": _looks_after,
    "set_password": _is_self,
    "set_pin": _is_self_or_looks_after,
    "set_notification": _is_self,
    "grant_role": _gives_roles,
    "end_role": _gives_roles,
    "set_substitute": _is_self_or_looks_after,
    "propose_bank_account": _writes_accounts,
    "confirm_bank_account": _confirms_accounts,
    "see_bank_accounts": _looks_after_accounts,
    "see": _sees,
    "see_people": _sees_people,
}


def allows(by: Actor, step: str, facts: Facts) -> bool:
    return STEPS[step](by, facts)


def require(by: Actor, step: str, facts: Facts | None = None) -> None:
    """Raises NotAllowed."""
    if not allows(by, step, facts or Facts()):
        raise NotAllowed()
