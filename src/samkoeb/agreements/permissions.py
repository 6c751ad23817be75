"""Who may conclude, change and look into agreements (R2, R9, R10; R16 sees its own)."""

from collections.abc import Callable
from dataclasses import dataclass

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed

MANAGERS = (roles.PURCHASER, roles.PURCHASING_HEAD, roles.SECRETARIAT)
OVERSEERS = (*MANAGERS, roles.CONTROLLER, roles.AUDITOR)


@dataclass(frozen=True, slots=True)
class Facts:
    owner_id: int
    supplier_id: int | None = None


def _manages(actor: Actor, facts: Facts) -> bool:
    return actor.may(MANAGERS, facts.owner_id)


def _sees_every_body(actor: Actor, facts: Facts) -> bool:
    """Each body's draw-down: the owner's people, and the supplier who sold it (6.4 step 9)."""
    return actor.may(OVERSEERS, facts.owner_id) or actor.may(roles.SUPPLIER_USER, facts.supplier_id)


STEPS: dict[str, Callable[[Actor, Facts], bool]] = {
    "conclude": _manages,
    "change": _manages,
    "terminate": _manages,
    "see_every_body": _sees_every_body,
}


def allows(by: Actor, step: str, facts: Facts) -> bool:
    return STEPS[step](by, facts)


def require(by: Actor, step: str, facts: Facts) -> None:
    """Raises NotAllowed."""
    if not allows(by, step, facts):
        raise NotAllowed()
