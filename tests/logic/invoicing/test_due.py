"""The payment deadline and what being late costs."""

from datetime import date
from decimal import Decimal as D

from samkoeb.invoicing.logic import due


def test_thirty_days_after_receipt_where_nothing_is_agreed() -> None:
    assert due.due_on(received_on=date(2026, 11, 2), stated=None, agreed_days=None) == date(2026, 12, 2)


def test_a_supplier_may_give_longer_but_not_take_shorter() -> None:
    received = date(2026, 11, 2)
    assert due.due_on(received_on=received, stated=date(2026, 11, 10), agreed_days=30) == date(2026, 12, 2)
    assert due.due_on(received_on=received, stated=date(2026, 12, 20), agreed_days=30) == date(2026, 12, 20)


def test_terms_over_thirty_days_are_said() -> None:
    (problem,) = due.terms_problems(received_on=date(2026, 11, 2), due=date(2026, 12, 20))
    assert (problem.severity, problem.facts["days"]) == ("warning", 48)
    assert due.terms_problems(received_on=date(2026, 11, 2), due=date(2026, 12, 2)) == []


def test_late_interest_is_reference_rate_plus_eight() -> None:
    # 9.75 % of 100,000 for 73 days of 365.
    assert due.late_interest(D(100_000), due=date(2025, 8, 1), paid_on=date(2025, 10, 13)) == D("1950.00")


def test_each_half_year_has_its_own_rate() -> None:
    # 30 June at 10.75 %, 1 July at 9.75 %.
    assert due.late_interest(D(365_000), due=date(2025, 6, 29), paid_on=date(2025, 7, 1)) == D("205.00")
    assert due.late_interest(D(365_000), due=date(2025, 6, 30), paid_on=date(2025, 7, 1)) == D("97.50")


def test_paid_in_time_costs_nothing() -> None:
    assert due.late_interest(D(100), due=date(2026, 12, 2), paid_on=date(2026, 12, 2)) == 0


def test_the_risk_before_and_after_the_day() -> None:
    before = due.risk(D(365_000), due=date(2026, 12, 2), on=date(2026, 11, 29))
    assert (before.days_left, before.interest, before.per_day, before.compensation) == (3, 0, D("97.50"), 0)
    after = due.risk(D(365_000), due=date(2026, 12, 2), on=date(2026, 12, 4))
    assert (after.days_left, after.interest, after.compensation) == (-2, D("195.00"), 310)


def test_an_old_invoice_has_the_rate_of_its_day() -> None:
    assert due.reference_rate(date(2018, 9, 1)) == D("0.05")
    assert due.reference_rate(date(2022, 3, 1)) == D("-0.45")
    assert due.reference_rate(date(2010, 1, 1)) == due.REFERENCE_RATES[0].percent
    assert due.reference_rate(date(2030, 1, 1)) == due.REFERENCE_RATES[-1].percent
