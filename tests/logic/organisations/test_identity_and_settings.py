"""CVR is warned about and GLN refused (T1–T4); settings hold what their kind is; quiet hours go over midnight."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from samkoeb.organisations.logic import bank_accounts, identity, settings, telling


@pytest.mark.parametrize("cvr", ["10092485", "53383211", "10213231", "29189706", "29190623"])
def test_t1_real_cvr_numbers_are_not_doubted(cvr):
    assert identity.check_cvr(cvr) == []


def test_t2_a_cvr_whose_sum_does_not_fit_is_a_warning_and_seven_digits_an_error():
    assert [(p.code, p.severity) for p in identity.check_cvr("12345678")] == [("organisation.cvr_doubtful", "warning")]
    assert [(p.code, p.severity) for p in identity.check_cvr("1234567")] == [("organisation.cvr_malformed", "error")]
    assert identity.check_cvr("FI12345", country="FI") == []


def test_t3_and_t4_gln():
    assert identity.check_gln("5798000880016") == []
    assert [p.code for p in identity.check_gln("5798000000000")] == ["organisation.gln_wrong"]


def test_t26_the_finding_names_the_field_and_not_the_number():
    [problem] = identity.check_text(note="patienten 010190-1234 skal have")
    assert problem.code == "text.cpr"
    assert problem.facts == {"field": "note"}


def test_every_setting_has_a_default_of_its_own_kind():
    assert settings.check(settings.plain(settings.all_values({}))) == []


def test_a_setting_is_read_back_exactly():
    kept = settings.plain({"price_percent": Decimal("1.5"), "budget_stops": True})
    assert kept == {"price_percent": "1.5", "budget_stops": True}
    assert settings.value(kept, "price_percent") == Decimal("1.5")
    assert settings.value(kept, "price_amount") == Decimal(50)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"colour": "green"}, "settings.unknown"),
        ({"price_percent": 1.5}, "settings.wrong_value"),
        ({"price_percent": "-1"}, "settings.wrong_value"),
        ({"price_percent": "NaN"}, "settings.wrong_value"),
        ({"chase_hours": "24"}, "settings.wrong_value"),
        ({"budget_stops": "no"}, "settings.wrong_value"),
        ({"ceiling_warnings": [60, 140]}, "settings.wrong_value"),
    ],
)
def test_a_wrong_setting_is_refused(given, code):
    assert [p.code for p in settings.check(given)] == [code]


@pytest.mark.parametrize(
    ("kind", "numbers", "right"),
    [
        ("iban", {"iban": "DK5000400440116243"}, True),
        ("iban", {"iban": "DK5000400440116244"}, False),
        ("dk", {"registration_number": "0040", "account_number": "0440116243"}, True),
        ("dk", {"registration_number": "40", "account_number": "0440116243"}, False),
        ("fik", {"account_number": "87654321"}, True),
        ("giro", {"account_number": "87A4321"}, False),
        ("cash", {}, False),
    ],
)
def test_account_numbers(kind, numbers, right):
    assert (bank_accounts.check(kind, **numbers) == []) is right


def test_quiet_hours_go_over_midnight_and_the_day_is_copenhagens():
    instant = {"digest": "instant", "quiet_from": "22:00", "quiet_to": "06:00"}
    assert not telling.is_due(instant, last_told_at=None, at=datetime(2026, 11, 23, 21, 30, tzinfo=UTC))  # 22:30 there
    assert not telling.is_due(instant, last_told_at=None, at=datetime(2026, 11, 23, 4, 59, tzinfo=UTC))
    assert telling.is_due(instant, last_told_at=None, at=datetime(2026, 11, 23, 5, 0, tzinfo=UTC))


def test_a_daily_letter_leaves_once_a_day_after_seven():
    morning = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert telling.is_due({}, last_told_at=None, at=morning)
    assert not telling.is_due({}, last_told_at=morning, at=datetime(2026, 11, 23, 15, 0, tzinfo=UTC))
    assert telling.is_due({}, last_told_at=morning, at=datetime(2026, 11, 24, 6, 0, tzinfo=UTC))
    assert not telling.is_due({"digest": "off"}, last_told_at=None, at=morning)
