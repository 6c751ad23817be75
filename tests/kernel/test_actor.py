"""What an actor may, and over what."""

from decimal import Decimal

from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor, RoleHeld, operator

WARD = RoleHeld(roles.REQUESTER, frozenset({1}), frozenset({10, 11}), Decimal(2500))
HEAD = RoleHeld(roles.APPROVER, frozenset({1}), None, Decimal(25000), substitute_for=7)
NURSE = Actor(person_id=5, name="Sygeplejerske", roles=(WARD, HEAD), identities=frozenset({5, 7}))


def test_a_role_over_units_reaches_those_units_and_no_others() -> None:
    assert NURSE.may(roles.REQUESTER, 1, 10)
    assert not NURSE.may(roles.REQUESTER, 1, 12)
    assert not NURSE.may(roles.REQUESTER, 2, 10)
    assert not NURSE.may(roles.REQUESTER, 1)


def test_a_role_over_the_body_reaches_all_of_it() -> None:
    assert NURSE.may((roles.APPROVER, roles.PURCHASER), 1, 99)
    assert not NURSE.may(roles.PURCHASER, 1, 99)


def test_limits_are_those_of_the_role_and_nothing_where_it_is_not_held() -> None:
    assert NURSE.limit_for(roles.REQUESTER, 1, 10) == 2500
    assert NURSE.limit_for(roles.REQUESTER, 1, 12) == 0
    assert operator().limit_for(roles.APPROVER, 1) is None


def test_a_substitute_counts_as_both_people() -> None:
    assert NURSE.is_same_person(5) and NURSE.is_same_person(7)
    assert not NURSE.is_same_person(8)
    assert not NURSE.is_same_person(None)


def test_the_operator_may_and_a_stranger_may_nothing() -> None:
    assert operator().may(roles.ADMINISTRATOR, 1)
    assert not roles.ANONYMOUS.may(roles.REQUESTER, 1)
