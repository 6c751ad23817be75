"""Who may do what with wishes and orders (part 5). Limits and four eyes are decided in logic/approval.py: they give reasons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed
from samkoeb.organisations.models import Unit

ORDERING = (roles.REQUESTER, roles.CALL_OFF_OFFICER, roles.STOCK_KEEPER)
APPROVING = (roles.APPROVER, roles.CALL_OFF_OFFICER)
BUYING = (roles.PURCHASER, roles.PURCHASING_HEAD)
SEEING = (
    *ORDERING,
    roles.APPROVER,
    roles.GOODS_RECEIVER,
    *BUYING,
    roles.ACCOUNTS_CLERK,
    roles.CONTROLLER,
    roles.AUDITOR,
)
# Read everything in their scope, write nothing.
OUTSIDE = (*BUYING, roles.CONTROLLER, roles.AUDITOR)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step touches. delivery_unit_id: who receives for another unit may see the order; supplier_id: whose answer it awaits."""

    organisation_id: int | None = None
    unit_id: int | None = None
    delivery_unit_id: int | None = None
    supplier_id: int | None = None


def facts_of(thing: object) -> Facts:
    """Of an order or a requisition."""
    names = ("organisation_id", "unit_id", "delivery_unit_id", "supplier_id")
    return Facts(**{name: getattr(thing, name, None) for name in names})


def facts_of_unit(unit: Unit) -> Facts:
    """Of what a unit is about to wish for."""
    return Facts(organisation_id=unit.organisation_id, unit_id=unit.pk, delivery_unit_id=unit.pk)


def _within_unit(*allowed: str) -> Callable[[Actor, Facts], bool]:
    return lambda actor, facts: actor.may(allowed, facts.organisation_id, facts.unit_id)


def _sees(actor: Actor, facts: Facts) -> bool:
    return actor.may(SEEING, facts.organisation_id, facts.unit_id) or actor.may(
        SEEING, facts.organisation_id, facts.delivery_unit_id
    )


def _is_supplier(actor: Actor, facts: Facts) -> bool:
    return actor.may(roles.SUPPLIER_USER, facts.supplier_id)


STEPS: dict[str, Callable[[Actor, Facts], bool]] = {
    "order": _within_unit(*ORDERING),
    "keep_lists": _within_unit(*ORDERING),
    "approve": _within_unit(*APPROVING),
    "withdraw": _within_unit(*ORDERING, *BUYING),
    "cancel": _within_unit(*ORDERING, *APPROVING, *BUYING),
    "record_legal_basis": _within_unit(*BUYING),
    "see": _sees,
    "see_outside": _within_unit(*OUTSIDE),
    "answer": _is_supplier,
}


def allows(by: Actor, step: str, facts: Facts) -> bool:
    return STEPS[step](by, facts)


def require(by: Actor, step: str, facts: Facts) -> None:
    """Raises NotAllowed."""
    if not allows(by, step, facts):
        raise NotAllowed()


def scope(actor: Actor, wanted: Iterable[str], *, unit_fields: Iterable[str] = ("unit_id", "delivery_unit_id")) -> Q:
    """The rows of bodies (and units) that the actor reaches through any of the roles; nothing where none is held."""
    if actor.is_operator:
        return Q()
    found = Q(pk__in=[])
    for organisation_ids, unit_ids in actor.reach(wanted):
        of_body = Q(organisation_id__in=organisation_ids)
        if unit_ids is None:
            found |= of_body
            continue
        for field in unit_fields:
            found |= of_body & Q(**{f"{field}__in": unit_ids})
    return found
