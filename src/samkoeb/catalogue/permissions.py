"""Who may hand in catalogues, approve them, and keep the body's own items (part 5: R2, R9, R10, R16, R18).

Who owns the agreement approves, also a secretariat that concluded one for others; the supplier proposes and sees its own; a competing
supplier sees nothing of either.
"""

from collections.abc import Callable
from dataclasses import dataclass

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step touches: the agreement's owner and supplier, or the body whose own items they are."""

    owner_id: int | None = None
    supplier_id: int | None = None


_BUYERS = (roles.PURCHASER, roles.PURCHASING_HEAD)
_MANAGERS = (*_BUYERS, roles.SECRETARIAT)
_READERS = (*_MANAGERS, roles.AUDITOR, roles.CONTROLLER, roles.ADMINISTRATOR)


def _buys(actor: Actor, facts: Facts) -> bool:
    return actor.may(_BUYERS, facts.owner_id)


def _manages(actor: Actor, facts: Facts) -> bool:
    return actor.may(_MANAGERS, facts.owner_id)


def _manages_or_supplies(actor: Actor, facts: Facts) -> bool:
    return _manages(actor, facts) or actor.may(roles.SUPPLIER_USER, facts.supplier_id)


def _reads(actor: Actor, facts: Facts) -> bool:
    return actor.may(_READERS, facts.owner_id) or actor.may(roles.SUPPLIER_USER, facts.supplier_id)


def _runs_the_platform(actor: Actor, facts: Facts) -> bool:
    return actor.is_operator or actor.holds(roles.ADMINISTRATOR)


STEPS: dict[str, Callable[[Actor, Facts], bool]] = {
    "propose_version": _manages_or_supplies,
    "save_mapping": _manages_or_supplies,
    "see_version": _reads,
    "approve_version": _manages,
    "reject_version": _manages,
    "keep_own_items": _buys,
    "load_unspsc": _runs_the_platform,
}

#: Roles whose holders see the versions of agreements that their body owns; those of MANAGERS decide on them.
READERS = _READERS
MANAGERS = _MANAGERS


def allows(by: Actor, step: str, facts: Facts) -> bool:
    return STEPS[step](by, facts)


def require(by: Actor, step: str, facts: Facts | None = None) -> None:
    """Raises NotAllowed."""
    if not allows(by, step, facts or Facts()):
        raise NotAllowed()
