"""Budgets: committed by orders, spent by invoices; beyond is asked about and not stopped (S18)."""

import threading
from datetime import date
from decimal import Decimal as D

import pytest
from django.db import IntegrityError, connection
from django.db.models import Sum
from tests.builders import bodies

from samkoeb.budgets import actions, queries
from samkoeb.budgets.models import Budget, BudgetEntry
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused

pytestmark = pytest.mark.django_db
AT, TODAY = bodies.AT, bodies.TODAY
NEXT_YEAR = date(2027, 1, 20)


def budget(unit, amount="1000", year=2026, account="", by=None):
    return actions.set_budget(
        unit_id=unit.pk,
        account=account,
        amount=D(amount),
        currency="DKK",
        valid_from=date(year, 1, 1),
        valid_to=date(year + 1, 1, 1),
        by=by or operator(),
        at=AT,
    )


def commit(unit, *lines, on=TODAY, account=""):
    lines = [(line, D(amount)) for line, amount in lines]
    return actions.commit_lines(unit_id=unit.pk, currency="DKK", lines=lines, reference="O-1", on=on, at=AT, account=account)


def spend(unit, line, amount, on=TODAY, ordered=None, settled=False):
    part = actions.Spent(line, unit.pk, D(amount), D(amount) if ordered is None else D(ordered), settled)
    actions.spend_all([part], currency="DKK", reference="F-1", on=on, at=AT)


def left(unit, on=TODAY):
    return queries.left(unit.pk, currency="DKK", on=on)


def sums_hold():
    for b in Budget.objects.all():
        sums = BudgetEntry.objects.filter(budget=b).aggregate(c=Sum("committed", default=D(0)), s=Sum("spent", default=D(0)))
        assert (b.committed, b.spent) == (sums["c"], sums["s"])
    return True


@pytest.fixture
def ward():
    region = bodies.body()
    return bodies.unit(region, "Afsnit B4", bodies.unit(region, "Hospital"))


def test_a_unit_without_a_budget_is_never_warned(ward):
    assert left(ward) is None
    assert commit(ward, (1, "99999")) is None
    spend(ward, 1, "99999")
    assert not BudgetEntry.objects.exists()


def test_an_order_beyond_the_budget_is_committed_and_warned_of(ward):
    budget(ward)
    assert commit(ward, (1, "600"), (2, "400")) is None
    warning = commit(ward, (3, "50"))
    assert (warning.code, warning.severity) == ("budget.exceeded", "warning")
    assert (warning.facts["left"], warning.facts["over"]) == (D(0), D(50))
    assert left(ward) == D(-50)
    assert sums_hold()


def test_a_ward_without_its_own_budget_uses_the_hospitals_and_an_account_its_own(ward):
    budget(ward.parent, "5000")
    special = budget(ward, "300", account="4711")
    commit(ward, (1, "100"))
    commit(ward, (2, "100"), account="4711")
    assert left(ward) == D(4900)
    special.refresh_from_db()
    assert special.committed == D(100)


def test_an_invoice_is_spent_and_gives_back_its_part_of_what_was_committed(ward):
    budget(ward)
    commit(ward, (1, "100"))
    spend(ward, 1, "55", ordered="50")
    assert left(ward) == D(1000) - 55 - 50
    spend(ward, 1, "45", ordered="40", settled=True)
    assert left(ward) == D(900)
    spend(ward, 1, "-10")
    assert left(ward) == D(910)
    assert sums_hold()


def test_an_invoice_of_many_lines_is_spent_in_one_go_also_where_two_lines_answer_one(ward, django_assert_max_num_queries):
    budget(ward)
    commit(ward, *((line, "10") for line in range(1, 11)))
    parts = [actions.Spent(line, ward.pk, D(6), D(5)) for line in range(1, 11)] * 2 + [actions.Spent(None, ward.pk, D(30))]
    with django_assert_max_num_queries(8):
        actions.spend_all(parts, currency="DKK", reference="F-1", on=TODAY, at=AT)
    assert left(ward) == D(1000) - 120 - 30
    assert sums_hold()


def test_an_order_of_december_invoiced_in_january_is_given_back_last_year_and_spent_this_year(ward):
    old, new = budget(ward), budget(ward, "2000", 2027)
    commit(ward, (1, "100"))
    spend(ward, 1, "100", on=NEXT_YEAR, settled=True)
    assert (left(ward), left(ward, NEXT_YEAR)) == (D(1000), D(1900))
    assert old.entries.count() == 2 and new.entries.count() == 1


def test_cancelled_lines_give_back_what_is_left_of_them_once(ward):
    budget(ward)
    commit(ward, (1, "100"), (2, "50"))
    spend(ward, 1, "30")
    actions.release([1, 2, 77], at=AT, reference="O-1")
    actions.release([1, 2], at=AT, reference="O-1")
    assert left(ward) == D(970)
    assert sums_hold()


def test_a_part_that_will_not_come_is_given_back_and_what_was_spent_of_the_line_is_not_touched(ward):
    budget(ward)
    commit(ward, (1, "100"))
    spend(ward, 1, "60")
    actions.give_back({1: D(30)}, at=AT, reference="O-1")
    assert left(ward) == D(1000) - 60 - 10
    actions.give_back({1: D(30), 77: D(5)}, at=AT, reference="O-1")
    assert left(ward) == D(940), "never more than is still committed"
    assert sums_hold()


def test_budgets_of_a_unit_never_overlap_and_the_same_one_gets_a_new_amount(ward):
    budget(ward)
    assert budget(ward, "1500").amount == D(1500)
    assert Budget.objects.count() == 1
    with pytest.raises(Refused) as found:
        actions.set_budget(
            unit_id=ward.pk,
            amount=D(-1),
            currency="DKK",
            valid_from=date(2026, 7, 1),
            valid_to=date(2027, 7, 1),
            by=operator(),
            at=AT,
        )
    assert [p.code for p in found.value.problems] == ["budget.negative", "budget.overlaps"]


def test_the_controller_sets_and_the_ward_sees(ward, django_assert_max_num_queries):
    region = ward.organisation
    other = bodies.unit(region, "Afsnit C1")
    controller = bodies.actor(roles.CONTROLLER, region)
    budget(ward, by=controller)
    budget(other, by=controller)
    nurse = bodies.actor(roles.REQUESTER, region, ward)
    with pytest.raises(NotAllowed):
        budget(ward, by=nurse)
    with django_assert_max_num_queries(1):
        assert [(row.unit, row.left, row.may_set) for row in queries.budgets_for(nurse, TODAY)] == [("Afsnit B4", D(1000), False)]
    assert len(queries.budgets_for(controller, TODAY)) == 2


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_orders_at_the_same_moment_are_both_counted():
    ward = bodies.unit(bodies.body())
    budget(ward)
    gate = threading.Barrier(2)
    warnings = []

    def order(line):
        gate.wait()
        warnings.append(commit(ward, (line, "700")))
        connection.close()

    threads = [threading.Thread(target=order, args=(line,)) for line in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(w is None for w in warnings) == [False, True]
    assert left(ward) == D(-400)


def test_the_database_lets_no_two_budgets_of_a_unit_overlap_even_if_code_forgets(ward):
    first = budget(ward)
    with pytest.raises(IntegrityError, match="budget_one_at_a_time"):
        Budget.objects.create(unit=ward, amount=D(1), valid_from=date(2026, 6, 1), valid_to=date(2027, 6, 1))
    assert first.valid_to == date(2027, 1, 1)
