"""Who may do what in the ledger (part 5: R7 bookkeeper, R8 payment approver, R17 controller, R18 auditor)."""

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed

READERS = (
    roles.ACCOUNTS_CLERK,
    roles.PAYMENT_APPROVER,
    roles.PURCHASING_HEAD,
    roles.CONTROLLER,
    roles.AUDITOR,
)

TABLE: dict[str, tuple[str, ...]] = {
    "see": READERS,
    "post": (roles.ACCOUNTS_CLERK,),
    "propose": (roles.ACCOUNTS_CLERK,),
    "release": (roles.PAYMENT_APPROVER,),
    "cancel": (roles.ACCOUNTS_CLERK, roles.PAYMENT_APPROVER),
    "settle": (roles.ACCOUNTS_CLERK,),
    "return": (roles.ACCOUNTS_CLERK,),
    "close_period": (roles.ACCOUNTS_CLERK, roles.CONTROLLER),
    "reopen_period": (roles.CONTROLLER,),
    "change_chart": (roles.CONTROLLER, roles.ADMINISTRATOR),
}


def may(by: Actor, step: str, organisation_id: int) -> bool:
    """The ledger is the whole body's: a role over one unit does not reach it."""
    if by.is_operator:
        return True
    return any(r.role in TABLE[step] and r.unit_ids is None and organisation_id in r.organisation_ids for r in by.roles)


def require(by: Actor, step: str, organisation_id: int) -> None:
    """Raises NotAllowed."""
    if not may(by, step, organisation_id):
        raise NotAllowed()
