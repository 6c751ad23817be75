"""Who is acting: a person and the roles held at that moment. Built once per request; predicates and row scopes read it (part 5)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

# Roles of requirements part 5 that the purchase chain needs: code → requirement number.
REQUESTER = "requester"  # R1
PURCHASER = "purchaser"  # R2
CALL_OFF_OFFICER = "call_off_officer"  # R3
APPROVER = "approver"  # R4
GOODS_RECEIVER = "goods_receiver"  # R5
STOCK_KEEPER = "stock_keeper"  # R6
ACCOUNTS_CLERK = "accounts_clerk"  # R7
PAYMENT_APPROVER = "payment_approver"  # R8
PURCHASING_HEAD = "purchasing_head"  # R9
SECRETARIAT = "secretariat"  # R10
SUPPLIER_USER = "supplier"  # R16
CONTROLLER = "controller"  # R17
AUDITOR = "auditor"  # R18
ADMINISTRATOR = "administrator"  # R21
OPERATOR = "operator"  # the command line and the clocks

ROLES = (
    REQUESTER,
    PURCHASER,
    CALL_OFF_OFFICER,
    APPROVER,
    GOODS_RECEIVER,
    STOCK_KEEPER,
    ACCOUNTS_CLERK,
    PAYMENT_APPROVER,
    PURCHASING_HEAD,
    SECRETARIAT,
    SUPPLIER_USER,
    CONTROLLER,
    AUDITOR,
    ADMINISTRATOR,
)


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """One role in force now.

    organisation_ids: the body with its predecessors and successors on the day (succession resolved, T30).
    unit_ids: the unit and all below it; None means the whole body.
    limit: the most (ex VAT, in the body's currency) that the role may decide; None means no limit is set for it.
    substitute_for: the person whose role this is, when held as stedfortræder.
    """

    role: str
    organisation_ids: frozenset[int]
    unit_ids: frozenset[int] | None = None
    limit: Decimal | None = None
    substitute_for: int | None = None

    def covers(self, organisation_id: int | None, unit_id: int | None = None) -> bool:
        """Whether the role reaches a thing of this body, and of this unit where the thing has one."""
        if organisation_id not in self.organisation_ids:
            return False
        return self.unit_ids is None or unit_id in self.unit_ids


@dataclass(frozen=True, slots=True)
class Actor:
    """person_id is None for the operator and for anonymous visitors."""

    person_id: int | None
    name: str
    roles: tuple[RoleHeld, ...] = ()
    is_operator: bool = False
    language: str = "da"
    home_unit_id: int | None = None
    identities: frozenset[int] = field(default_factory=frozenset)

    def holds(self, *roles: str) -> bool:
        return any(r.role in roles for r in self.roles)

    def may(self, roles: str | Iterable[str], organisation_id: int | None, unit_id: int | None = None) -> bool:
        """Whether one of the roles is held over this body (and unit). The operator may, and is recorded as such."""
        wanted = (roles,) if isinstance(roles, str) else tuple(roles)
        return self.is_operator or any(r.role in wanted and r.covers(organisation_id, unit_id) for r in self.roles)

    def limit_for(self, role: str, organisation_id: int, unit_id: int | None = None) -> Decimal | None:
        """The highest limit held in the role over the unit; Decimal(0) when the role isn't held; None when no limit is set."""
        held = [r.limit for r in self.roles if r.role == role and r.covers(organisation_id, unit_id)]
        if not held:
            return None if self.is_operator else Decimal(0)
        return None if None in held else max(x for x in held if x is not None)

    def organisations(self, *roles: str) -> frozenset[int]:
        """All bodies reached through these roles (through any, when none is named)."""
        return frozenset().union(*(r.organisation_ids for r in self.roles if not roles or r.role in roles))

    def reach(self, wanted: Iterable[str]) -> list[tuple[frozenset[int], frozenset[int] | None]]:
        """(bodies, units or None for all of them) of the wanted roles, each pair once: many roles are held over the same place."""
        held = tuple(wanted)
        return list(dict.fromkeys((r.organisation_ids, r.unit_ids) for r in self.roles if r.role in held))

    def is_same_person(self, person_id: int | None) -> bool:
        """Separation of duties: a substitute acts as both, so neither side of a pair may be either of them."""
        return person_id is not None and (person_id == self.person_id or person_id in self.identities)


def operator(name: str = "operator") -> Actor:
    """The command line, the clocks and the story's stage hands. What it does is recorded as done by the operator."""
    return Actor(person_id=None, name=name, is_operator=True)


ANONYMOUS = Actor(person_id=None, name="anonymous")
