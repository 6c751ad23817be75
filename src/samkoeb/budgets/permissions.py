"""Who sets a unit's budget (R17, R21) and who sees it (R3, and all who look after the unit)."""

from collections.abc import Callable

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed

SETTERS = (roles.CONTROLLER, roles.ADMINISTRATOR, roles.PURCHASING_HEAD)
READERS = (*SETTERS, roles.REQUESTER, roles.CALL_OFF_OFFICER, roles.APPROVER, roles.ACCOUNTS_CLERK, roles.AUDITOR)

STEPS: dict[str, Callable[[Actor, int, int], bool]] = {
    "set": lambda actor, organisation_id, unit_id: actor.may(SETTERS, organisation_id, unit_id),
    "see": lambda actor, organisation_id, unit_id: actor.may(READERS, organisation_id, unit_id),
}


def allows(by: Actor, step: str, *, organisation_id: int, unit_id: int) -> bool:
    return STEPS[step](by, organisation_id, unit_id)


def require(by: Actor, step: str, *, organisation_id: int, unit_id: int) -> None:
    """Raises NotAllowed."""
    if not allows(by, step, organisation_id=organisation_id, unit_id=unit_id):
        raise NotAllowed()
