"""The small rules of ordering: the usual quantity, one order per supplier, who may approve, numbers, scanning, silence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samkoeb.kernel.actor import APPROVER, CALL_OFF_OFFICER, REQUESTER, Actor, RoleHeld, operator
from samkoeb.kernel.problem import Refused
from samkoeb.ordering.logic import (
    approval,
    findings,
    free_text,
    median,
    numbers,
    outside,
    scanning,
    splitting,
    timeline,
    waiting,
)
from samkoeb.ordering.logic.lifecycle import ORDER, ORDER_IS_OVER, REQUISITION
from samkoeb.ordering.logic.splitting import Wanted

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BODY, WARD = 1, 11


def wanted(line_id=1, **facts):
    defaults = {
        "supplier_id": 5, "agreement_id": 7, "currency": "DKK", "description": "Handsker", "quantity": D(10), "unit": "XBX",
        "price": D("34.50"),
    }  # fmt: skip
    return Wanted(line_id=line_id, **{**defaults, **facts})


# ── the usual quantity ──


def large(quantity, earlier, **kw):
    return median.check(D(quantity), [D(x) for x in earlier], item_id=1, name="Handsker", unit="C62", **kw)


def test_over_five_times_the_median_asks():
    assert not large(50, [10, 10, 10])
    assert [p.code for p in large("50.001", [10, 10, 10])] == ["ordering.large_quantity"]


def test_two_orders_tell_nothing():
    assert not large(5000, [10, 10])


def test_only_the_last_twelve_count():
    assert large(51, [10] * 12 + [1000] * 40)
    assert not large(51, [1000] * 7 + [10] * 5)


def test_the_body_may_set_another_factor():
    assert not large(90, [10, 10, 10], factor=D(10))


# ── one order per supplier, agreement, delivery point and currency ──


def test_a_basket_is_split_by_supplier_agreement_currency_and_reason():
    lines = [
        wanted(1),
        wanted(2, supplier_id=6, agreement_id=8),
        wanted(3),
        wanted(4, agreement_id=None, outside_reason="urgent"),
        wanted(5, currency="EUR"),
    ]
    parts = splitting.split(lines, WARD)
    assert [[line.line_id for line in part.lines] for part in parts] == [[4], [1, 3], [5], [2]]
    assert {part.delivery_unit_id for part in parts} == {WARD}
    assert parts[1].net == D("690.00")


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 5), st.sampled_from(["DKK", "EUR"])), max_size=30))
def test_splitting_loses_no_line_and_takes_agreements_in_order(rows):
    lines = [wanted(n, supplier_id=s, agreement_id=a, currency=c) for n, (s, a, c) in enumerate(rows)]
    parts = splitting.split(lines, WARD)
    assert sorted(line.line_id for part in parts for line in part.lines) == list(range(len(rows)))
    assert [p.agreement_id for p in parts] == sorted(p.agreement_id for p in parts)


def test_amounts_of_two_currencies_are_never_added():
    assert splitting.totals([wanted(1), wanted(2, currency="EUR")]) == {"DKK": D("345.00"), "EUR": D("345.00")}


def test_a_price_for_a_hundred_is_for_a_hundred():
    assert wanted(quantity=D(250), price=D("12.34"), base_quantity=D(100)).net == D("30.85")


# ── approval ──


def nurse(person=1, limit="5000", *roles):
    own = RoleHeld(REQUESTER, frozenset({BODY}), frozenset({WARD}), D(limit) if limit is not None else None)
    return Actor(person, "Sygeplejerske", (own, *roles), identities=frozenset({person}))


def head(person=2, limit="20000", role=APPROVER, standing_in_for=None):
    held = RoleHeld(role, frozenset({BODY}), frozenset({WARD}), D(limit) if limit is not None else None, standing_in_for)
    return Actor(person, "Afdelingssygeplejerske", (held,), identities=frozenset({person} | ({standing_in_for} - {None})))


FACTS = approval.ApprovalFacts(BODY, WARD, 1, {"DKK": D(12000)}, "DKK")


def own(actor, unit_limit="3000"):
    return approval.own_limit(actor, BODY, WARD, unit_limit=D(unit_limit))


def test_a_requesters_own_limit_goes_before_the_units():
    assert own(nurse(limit="5000")) == D(5000)
    assert own(nurse(limit=None)) == D(3000)


def test_who_holds_no_role_over_the_unit_orders_nothing_alone():
    elsewhere = Actor(9, "Nabo", (RoleHeld(REQUESTER, frozenset({BODY}), frozenset({99}), D(9999)),))
    assert own(elsewhere) == D(0)
    assert own(operator()) is None


def test_a_disponent_orders_within_the_disponents_limit_but_not_as_a_substitute():
    mine = RoleHeld(CALL_OFF_OFFICER, frozenset({BODY}), frozenset({WARD}), D(50000))
    assert own(nurse(1, "5000", mine)) == D(50000)
    assert own(nurse(1, "5000", replace(mine, substitute_for=4))) == D(5000)


def test_within_the_limit_is_up_to_and_including():
    assert approval.within({"DKK": D(5000)}, D(5000), "DKK")
    assert not approval.within({"DKK": D("5000.01")}, D(5000), "DKK")


def test_another_currency_is_not_within_a_limit_but_within_none():
    assert not approval.within({"EUR": D(1)}, D(5000), "DKK")
    assert approval.within({"EUR": D(1)}, None, "DKK")


def test_an_approver_with_enough_limit_may():
    assert approval.check(FACTS, head()) == []
    assert approval.check(FACTS, head(role=CALL_OFF_OFFICER)) == []
    assert approval.check(FACTS, operator()) == []


def test_an_approver_with_too_low_a_limit_may_not():
    assert [p.code for p in approval.check(FACTS, head(limit="11999.99"))] == ["approval.above_limit"]


def test_nobody_approves_their_own_wish():
    assert [p.code for p in approval.check(FACTS, head(person=1))] == ["approval.own_request"]


def test_a_substitute_of_the_requester_does_not_approve_either():
    both = Actor(3, "Vikar", head().roles, identities=frozenset({3, 1, 2}))
    assert [p.code for p in approval.check(FACTS, both)] == ["approval.own_request"]


def test_a_substitute_of_the_approver_approves():
    assert approval.check(FACTS, head(person=3, standing_in_for=2)) == []


def test_what_a_patient_needs_tonight_is_not_asked_about():
    lines = [wanted(n, outside_reason=reason) for n, reason in enumerate(["", *outside.REASONS])]
    assert [w.outside_reason for w in approval.asked_about(lines)] == ["", "not_in_catalogue", "supplier_cannot"]


# ── states ──


def test_a_decided_wish_is_not_decided_again():
    for state in ("ordered", "rejected", "withdrawn"):
        with pytest.raises(Refused):
            REQUISITION.take("approve", state)


def test_an_order_that_is_over_takes_no_step():
    assert [ORDER.choices(state) for state in ORDER_IS_OVER] == [(), (), ()]


# ── numbers, scanning, texts ──


def test_an_order_number_names_body_year_and_count():
    assert numbers.order_number(12, date(2026, 11, 23), 345) == "012-2026-00345"


@pytest.mark.parametrize(
    "code",
    [
        "5701234567899",
        "05701234567899",
        "(01)05701234567899(17)281231",
        "]d20105701234567899172812311012",
        "  0105701234567899  ",
    ],
)
def test_a_gtin_is_found_in_what_a_scanner_reads(code):
    assert scanning.gtin_in(code) == "05701234567899"


@pytest.mark.parametrize("code", ["L17", "HH-1001", "123", "", "57012345678990000"])
def test_other_codes_are_no_gtin(code):
    assert scanning.gtin_in(code) == ""


def test_a_gtin_is_looked_for_as_catalogues_write_it():
    assert scanning.gtin_spellings("05701234567899") == ["05701234567899", "5701234567899"]
    assert scanning.gtin_spellings("00000012345670")[-1] == "12345670"


def test_a_cpr_number_in_free_text_is_named_by_its_field():
    assert [(p.code, p.facts["field"]) for p in free_text.check(note="til 010190-1234", why="hasten")] == [("text.cpr", "note")]


def test_findings_are_stored_as_plain_values():
    problem = large(60, [10, 10, 10])[0]
    assert findings.stored(problem)["facts"] == {"item_id": 1, "name": "Handsker", "quantity": "60", "usual": "10", "unit": "C62"}


# ── silence, and the time line ──


def test_the_supplier_is_written_to_first_then_the_buyer_then_nobody():
    def whom(hours, chases, chased_hours=None):
        chased_at = None if chased_hours is None else NOW + timedelta(hours=chased_hours)
        return waiting.chase(ordered_at=NOW, chased_at=chased_at, chases=chases, hours=24, at=NOW + timedelta(hours=hours))

    assert whom(23, 0) is None
    assert whom(24, 0) == "supplier"
    assert whom(30, 1, chased_hours=24) is None
    assert whom(48, 1, chased_hours=24) == "buyer"
    assert whom(500, 2, chased_hours=48) is None


def test_an_approver_is_reminded_once_and_then_the_next_one_is_told():
    def whom(hours, reminders):
        at = NOW + timedelta(hours=hours)
        return waiting.remind(submitted_at=NOW, reminders=reminders, reminder_hours=24, escalation_hours=72, at=at)

    assert [whom(23, 0), whom(24, 0), whom(71, 1), whom(72, 1), whom(900, 2)] == [None, "approver", None, "next", None]


def test_the_time_line_is_merged_in_order_and_knows_its_stations():
    ordering = [timeline.Moment(NOW, "ordered"), timeline.Moment(NOW, "wished")]
    receiving = [timeline.Moment(NOW + timedelta(days=2), "received"), timeline.Moment(NOW + timedelta(days=1), "despatched")]
    assert [m.what for m in timeline.merged(receiving, ordering)] == ["wished", "ordered", "despatched", "received"]
    reached = {s.name: s.reached_at for s in timeline.stations([*receiving, *ordering])}
    assert reached["received"] == NOW + timedelta(days=2) and reached["paid"] is None


def test_what_was_ordered_without_approval_has_no_station_for_it():
    wished, approved, ordered = (
        timeline.Moment(NOW + timedelta(hours=n), what) for n, what in enumerate(("wished", "approved", "ordered"))
    )
    assert "approved" not in {s.name for s in timeline.stations([wished, ordered])}
    assert "approved" in {s.name for s in timeline.stations([wished])}
    assert "despatched" not in {s.name for s in timeline.stations([wished, ordered], is_service=True)}, "a service is never on its way"
    assert "approved" in {s.name for s in timeline.stations([wished, approved, ordered])}
