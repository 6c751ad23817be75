"""Who receives, looks after stock and sees both (R1, R5, R6; the supplier despatches)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed

RECEIVERS = (roles.GOODS_RECEIVER, roles.REQUESTER, roles.STOCK_KEEPER, roles.CALL_OFF_OFFICER)
STOCK_USERS = (roles.STOCK_KEEPER, roles.GOODS_RECEIVER, roles.REQUESTER, roles.CALL_OFF_OFFICER)
ADJUSTERS = (roles.STOCK_KEEPER, roles.CALL_OFF_OFFICER, roles.APPROVER, roles.PURCHASING_HEAD)
SEERS = (
    *RECEIVERS,
    roles.APPROVER,
    roles.PURCHASER,
    roles.PURCHASING_HEAD,
    roles.ACCOUNTS_CLERK,
    roles.CONTROLLER,
    roles.AUDITOR,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a receipt or a stock: its body and unit. second_unit_id: who orders and who receives may differ; supplier_id: who sent it."""

    organisation_id: int | None = None
    unit_id: int | None = None
    second_unit_id: int | None = None
    supplier_id: int | None = None


def _within(*allowed: str) -> Callable[[Actor, Facts], bool]:
    return lambda actor, facts: actor.may(allowed, facts.organisation_id, facts.unit_id)


def _sees(actor: Actor, facts: Facts) -> bool:
    if actor.may(SEERS, facts.organisation_id, facts.unit_id):
        return True
    return facts.second_unit_id is not None and actor.may(SEERS, facts.organisation_id, facts.second_unit_id)


STEPS: dict[str, Callable[[Actor, Facts], bool]] = {
    "receive": _within(*RECEIVERS),
    "reverse": _within(roles.GOODS_RECEIVER, roles.STOCK_KEEPER, roles.CALL_OFF_OFFICER, roles.REQUESTER),
    "report_misdelivery": _within(*RECEIVERS),
    "despatch": lambda actor, facts: actor.may(roles.SUPPLIER_USER, facts.supplier_id),
    "use_stock": _within(*STOCK_USERS),
    "keep_stock": _within(roles.STOCK_KEEPER),
    "adjust_stock": _within(*ADJUSTERS),
    "hold_batch": _within(*STOCK_USERS, roles.PURCHASER, roles.PURCHASING_HEAD),
    "release_batch": _within(roles.STOCK_KEEPER, roles.PURCHASER, roles.PURCHASING_HEAD),
    "see": _sees,
}


def allows(by: Actor, step: str, facts: Facts) -> bool:
    return STEPS[step](by, facts)


def require(by: Actor, step: str, facts: Facts) -> None:
    """Raises NotAllowed."""
    if not allows(by, step, facts):
        raise NotAllowed()


def scope(actor: Actor, *, organisation: str, units: tuple[str, ...], wanted: tuple[str, ...] = SEERS) -> Q:
    """Rows whose body (field name) is reached and one of whose units is, through any of the roles. Nothing where none is held."""
    if actor.is_operator:
        return Q()
    found = Q(pk__in=[])
    for organisation_ids, unit_ids in actor.reach(wanted):
        of_body = Q(**{f"{organisation}__in": organisation_ids})
        if unit_ids is None:
            found |= of_body
            continue
        for unit in units:
            found |= of_body & Q(**{f"{unit}__in": unit_ids})
    return found
