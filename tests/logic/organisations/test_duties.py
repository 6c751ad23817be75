"""Separation of duties, where a substitute stands on both sides."""

from decimal import Decimal

from samkoeb.kernel.actor import Actor, operator
from samkoeb.organisations.logic import duties

NURSE = Actor(person_id=1, name="Sygeplejerske")
HEAD_STANDING_IN_FOR_NURSE = Actor(person_id=2, name="Afdelingsleder", identities=frozenset({1, 2}))
OTHER = Actor(person_id=3, name="Oversygeplejerske", identities=frozenset({3}))


def codes(problems):
    return [p.code for p in problems]


def test_nobody_approves_their_own_wish():
    assert codes(duties.approver_is_not_requester(NURSE, 1)) == ["duties.requester_approves"]
    assert duties.approver_is_not_requester(OTHER, 1) == []


def test_a_substitute_never_accumulates_both_sides_of_a_pair():
    assert codes(duties.approver_is_not_requester(HEAD_STANDING_IN_FOR_NURSE, 1)) == ["duties.requester_approves"]
    assert codes(duties.approver_is_not_requester(HEAD_STANDING_IN_FOR_NURSE, 2)) == ["duties.requester_approves"]
    assert duties.approver_is_not_requester(HEAD_STANDING_IN_FOR_NURSE, 3) == []


def test_who_prepared_or_posted_does_not_release():
    assert codes(duties.releaser_is_not_preparer(OTHER, 3)) == ["duties.preparer_releases"]
    assert codes(duties.poster_is_not_releaser(OTHER, frozenset({1, 3}))) == ["duties.poster_releases"]
    assert duties.poster_is_not_releaser(OTHER, frozenset({1, 2})) == []


def test_order_approver_may_approve_a_small_invoice_but_not_a_large_one():
    limit = Decimal(50000)
    assert duties.invoice_approver_is_not_order_approver(OTHER, 3, Decimal(50000), limit) == []
    large = duties.invoice_approver_is_not_order_approver(OTHER, 3, Decimal("50000.01"), limit)
    assert codes(large) == ["duties.order_approver_approves_invoice"]


def test_the_operator_is_no_person_and_nobody_is_nobody():
    assert duties.bank_account_has_two_people(operator(), None) == []
    assert duties.bank_account_has_two_people(OTHER, None) == []
