"""Who may hand in, see and act on documents on their way."""

from collections.abc import Callable
from dataclasses import dataclass

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed

STAFF = (
    roles.ADMINISTRATOR,
    roles.ACCOUNTS_CLERK,
    roles.PURCHASER,
    roles.CALL_OFF_OFFICER,
    roles.PURCHASING_HEAD,
    roles.SECRETARIAT,
)
READERS = (*STAFF, roles.CONTROLLER, roles.AUDITOR)
KEEPERS = (roles.ADMINISTRATOR, roles.ACCOUNTS_CLERK)


@dataclass(frozen=True, slots=True)
class Facts:
    """`body_id`: the public body that the document is to (or from); `supplier_ids`: the suppliers on the other side, or who handed it in."""

    body_id: int | None = None
    supplier_ids: frozenset[int] = frozenset()
    handed_in_by_id: int | None = None
    is_supplier: bool = False


def _hand_in(by: Actor, facts: Facts) -> bool:
    if facts.handed_in_by_id is None:
        return by.holds(*STAFF)
    return facts.handed_in_by_id in by.organisations(roles.SUPPLIER_USER, *STAFF)


def _see(by: Actor, facts: Facts) -> bool:
    if facts.supplier_ids & by.organisations(roles.SUPPLIER_USER):
        return True
    # To whom it is could not be read: the administrators find out.
    return by.holds(roles.ADMINISTRATOR) if facts.body_id is None else by.may(READERS, facts.body_id)


def _act(by: Actor, facts: Facts) -> bool:
    return by.holds(roles.ADMINISTRATOR) if facts.body_id is None else by.may(KEEPERS, facts.body_id)


def _administer(by: Actor, facts: Facts) -> bool:
    """Whoever holds a key acts for its body: a public body's own administrator; a supplier's, who has none here, any buyer's."""
    return by.holds(roles.ADMINISTRATOR) if facts.is_supplier else by.may(roles.ADMINISTRATOR, facts.body_id)


def _see_keys(by: Actor, facts: Facts) -> bool:
    return by.holds(roles.ADMINISTRATOR)


TABLE: dict[str, Callable[[Actor, Facts], bool]] = {
    "hand_in": _hand_in,
    "see": _see,
    "act": _act,
    "administer_keys": _administer,
    "administer_rules": _administer,
    "see_keys": _see_keys,
}


def may(by: Actor, step: str, facts: Facts) -> bool:
    return by.is_operator or TABLE[step](by, facts)


def require(by: Actor, step: str, facts: Facts) -> None:
    """Raises NotAllowed."""
    if not may(by, step, facts):
        raise NotAllowed()
