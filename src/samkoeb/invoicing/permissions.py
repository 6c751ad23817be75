"""Who may do what to an invoice (part 5: R3, R4, R7, R9, R16, R17, R18), and the pairs that one person may not be both sides of."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import NotAllowed

CLERKS = (roles.ACCOUNTS_CLERK,)
DECIDERS = (roles.APPROVER, roles.CALL_OFF_OFFICER, roles.ACCOUNTS_CLERK)
WARD = (roles.REQUESTER, roles.GOODS_RECEIVER, roles.APPROVER, roles.CALL_OFF_OFFICER)
READERS = (
    roles.ACCOUNTS_CLERK,
    roles.PAYMENT_APPROVER,
    roles.APPROVER,
    roles.CALL_OFF_OFFICER,
    roles.REQUESTER,
    roles.PURCHASER,
    roles.PURCHASING_HEAD,
    roles.CONTROLLER,
    roles.AUDITOR,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step touches. amount: ex VAT, in `currency`; limits are said in `limit_currency`, the body's. assigned_to: the person whom
    the buyer's reference named."""

    organisation_id: int
    unit_id: int | None
    supplier_id: int
    amount: Decimal = Decimal(0)
    currency: str = ""
    limit_currency: str = ""
    assigned_to: int | None = None


def _clerk(by: Actor, facts: Facts) -> bool:
    return by.may(CLERKS, facts.organisation_id, facts.unit_id)


def _decides(by: Actor, facts: Facts) -> bool:
    """Within the limit of the role that decides; a role without a limit decides all. Another currency can't be compared with it."""
    return any(by.may(role, facts.organisation_id, facts.unit_id) and _within(by, role, facts) for role in DECIDERS)


def _within(by: Actor, role: str, facts: Facts) -> bool:
    limit = by.limit_for(role, facts.organisation_id, facts.unit_id)
    return limit is None or (facts.currency == facts.limit_currency and facts.amount <= limit)


def _attests(by: Actor, facts: Facts) -> bool:
    """Whoever the invoice was sent to, the ward that used the goods, and the clerk."""
    return _assigned(by, facts) or by.may((*WARD, *CLERKS), facts.organisation_id, facts.unit_id)


def _codes(by: Actor, facts: Facts) -> bool:
    return _assigned(by, facts) or by.may((*CLERKS, roles.APPROVER, roles.CALL_OFF_OFFICER), facts.organisation_id, facts.unit_id)


def _assigned(by: Actor, facts: Facts) -> bool:
    return by.is_same_person(facts.assigned_to)


def _sees(by: Actor, facts: Facts) -> bool:
    if facts.supplier_id in by.organisations(roles.SUPPLIER_USER):
        return True
    return _assigned(by, facts) or by.may(READERS, facts.organisation_id, facts.unit_id)


def _is_supplier(by: Actor, facts: Facts) -> bool:
    return by.is_operator or facts.supplier_id in by.organisations(roles.SUPPLIER_USER)


TABLE: dict[str, Callable[[Actor, Facts], bool]] = {
    "see": _sees,
    "code": _codes,
    "attest": _attests,
    "approve": _decides,
    "reject": lambda by, facts: _clerk(by, facts) or _decides(by, facts),
    "dispute": lambda by, facts: _attests(by, facts),
    "match": lambda by, facts: _attests(by, facts),
    "close_dispute": lambda by, facts: _attests(by, facts),
    "reroute": lambda by, facts: _clerk(by, facts) or _assigned(by, facts),
    "propose_account": _clerk,
    "answer_dispute": _is_supplier,
    "make_invoice": _is_supplier,
}


def may(by: Actor, step: str, facts: Facts) -> bool:
    return by.is_operator or TABLE[step](by, facts)


def require(by: Actor, step: str, facts: Facts) -> None:
    """Raises NotAllowed."""
    if not may(by, step, facts):
        raise NotAllowed()


# Who may see what the whole body has bought (R2, R9, R17, R18).
SPEND_READERS = (roles.PURCHASER, roles.PURCHASING_HEAD, roles.CONTROLLER, roles.AUDITOR)


def require_spend(by: Actor, organisation_id: int) -> None:
    """Raises NotAllowed for who is not over the whole body."""
    if not by.may(SPEND_READERS, organisation_id):
        raise NotAllowed()
