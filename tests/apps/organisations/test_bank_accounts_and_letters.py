"""A changed bank account needs two people, a call and a rest (6.5); what waits for people is told in one letter."""

from datetime import timedelta

import pytest
from tests.builders import bodies

from samkoeb.invoicing.queries import payable_accounts
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import operator
from samkoeb.kernel.problem import NotAllowed, Refused
from samkoeb.organisations import actions, queries
from samkoeb.organisations.models import Notification

pytestmark = pytest.mark.django_db
AT = bodies.AT
IBAN, OTHER_IBAN = "DK50 0040 0440 1162 43", "DK9520000123456789"


def proposed(supplier, by, iban=IBAN):
    return actions.propose_bank_account(supplier_id=supplier.pk, kind="iban", iban=iban, by=by, at=AT)


def confirmed(account, by, at=AT):
    return actions.confirm_bank_account(account.pk, call_back_note="Ringet op på kendt nummer", by=by, at=at)


def refusal(excinfo):
    return [p.code for p in excinfo.value.problems]


def test_who_wrote_the_account_does_not_confirm_it():
    region, supplier = bodies.body(), bodies.supplier()
    clerk = bodies.actor(roles.ACCOUNTS_CLERK, region)
    account = proposed(supplier, clerk)
    with pytest.raises(Refused) as found:
        actions.confirm_bank_account(account.pk, call_back_note=" ", by=clerk, at=AT)
    assert refusal(found) == ["duties.proposer_confirms_account", "bank_account.call_back_missing"]
    [shown] = queries.bank_accounts(clerk, AT)
    assert (shown.may_confirm, shown.may_reject) == (False, True), "but takes it back"
    actions.reject_bank_account(account.pk, note="", by=clerk, at=AT)
    [shown] = queries.bank_accounts(clerk, AT)
    assert (shown.state, shown.may_reject) == ("rejected", False)


def test_a_stand_in_for_the_proposer_does_not_confirm_either():
    region, supplier = bodies.body(), bodies.supplier()
    clerk, colleague = bodies.actor(roles.ACCOUNTS_CLERK, region), bodies.actor(roles.ACCOUNTS_CLERK, region)
    account = proposed(supplier, clerk)
    actions.set_substitute(
        person_id=clerk.person_id, substitute_id=colleague.person_id, valid_from=bodies.TODAY, valid_to=None, by=operator(), at=AT
    )
    with pytest.raises(Refused) as found:
        confirmed(account, queries.actor_for(colleague.person_id, AT))
    assert refusal(found) == ["duties.proposer_confirms_account"]


def test_a_first_account_is_paid_at_once_and_a_changed_one_rests_48_hours_while_the_old_is_paid():
    region, supplier = bodies.body(), bodies.supplier()
    clerk, other = bodies.actor(roles.ACCOUNTS_CLERK, region), bodies.actor(roles.PAYMENT_APPROVER, region)
    first = confirmed(proposed(supplier, clerk), other)
    assert payable_accounts(supplier.pk, AT)[0] == first
    second = confirmed(proposed(supplier, clerk, OTHER_IBAN), other)
    assert payable_accounts(supplier.pk, AT + timedelta(hours=47))[0] == first
    assert payable_accounts(supplier.pk, AT + timedelta(hours=48))[0] == second


def test_the_strictest_body_decides_how_long_an_account_rests():
    region, supplier = bodies.body(settings={"quarantine_hours": 96}), bodies.supplier()
    confirmed(proposed(supplier, operator()), operator())
    clerk = bodies.actor(roles.ACCOUNTS_CLERK, region)
    second = confirmed(proposed(supplier, operator(), OTHER_IBAN), clerk)
    assert second.pay_from == AT + timedelta(hours=96)


def test_a_supplier_writes_its_own_account_and_never_confirms_one():
    supplier, competitor = bodies.supplier(), bodies.supplier("Konkurrent ApS")
    seller = bodies.actor(roles.SUPPLIER_USER, supplier)
    account = proposed(supplier, seller)
    with pytest.raises(NotAllowed):
        confirmed(account, seller)
    with pytest.raises(NotAllowed):
        proposed(competitor, seller)
    with pytest.raises(NotAllowed):
        queries.bank_accounts(seller, AT)


def test_a_rejected_account_is_never_paid_and_a_wrong_number_never_written():
    region, supplier = bodies.body(), bodies.supplier()
    clerk = bodies.actor(roles.ACCOUNTS_CLERK, region)
    account = proposed(supplier, clerk)
    actions.reject_bank_account(account.pk, note="Leverandøren kender den ikke", by=clerk, at=AT)
    assert payable_accounts(supplier.pk, AT) == []
    with pytest.raises(Refused) as found:
        confirmed(account, bodies.actor(roles.ACCOUNTS_CLERK, region))
    assert refusal(found) == ["bank_account.already_decided"]
    with pytest.raises(Refused):
        proposed(supplier, clerk, "DK5000400440116244")


def test_the_page_of_accounts_shows_what_waits_first_in_one_question(django_assert_max_num_queries):
    region, supplier = bodies.body(), bodies.supplier()
    clerk, other = bodies.actor(roles.ACCOUNTS_CLERK, region), bodies.actor(roles.ACCOUNTS_CLERK, region)
    proposed(supplier, clerk)
    confirmed(proposed(supplier, clerk, OTHER_IBAN), other)
    with django_assert_max_num_queries(1):
        shown = queries.bank_accounts(other, AT)
    assert [(a.state, a.may_confirm) for a in shown] == [("proposed", True), ("confirmed", False)]
    assert [a.may_confirm for a in queries.bank_accounts(clerk, AT, waiting_only=True)] == [False]


def test_what_waits_is_told_in_one_letter_and_not_twice():
    someone, silent = bodies.person("Godkender"), bodies.person("Godkender 2")
    actions.set_notification(silent.pk, wishes={"digest": "off"}, by=operator(), at=AT)
    for reference in ("R-1", "R-2", "R-2"):
        actions.notify([someone.pk, silent.pk], kind="approval.waits", reference=reference, path="/approvals/", at=AT)
    [letter] = queries.digests_due(AT)
    assert letter.person_id == someone.pk
    assert letter.kinds == (("approval.waits", 2, "/approvals/"),)
    assert actions.note_told(letter.ids, at=AT) == 2
    assert queries.digests_due(AT) == []
    assert Notification.objects.count() == 4


def test_what_was_seen_on_the_screen_needs_no_letter():
    someone = bodies.person("Godkender")
    actions.notify([someone.pk], kind="approval.waits", reference="R-1", at=AT)
    me = queries.actor_for(someone.pk, AT)
    assert [line.reference for line in queries.notifications_of(someone.pk)] == ["R-1"]
    assert actions.note_seen(someone.pk, by=me, at=AT, kind="approval.waits") == 1
    assert queries.digests_due(AT) == []
    with pytest.raises(NotAllowed):
        actions.note_seen(bodies.person().pk, by=me, at=AT)
