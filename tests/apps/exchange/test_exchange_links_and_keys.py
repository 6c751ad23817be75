"""One-time links and machines' keys."""

from datetime import timedelta

import pytest
from tests.builders.exchange import AT, BY

from samkoeb.exchange import actions, queries
from samkoeb.exchange.models import ApiKey, OneTimeLink
from samkoeb.kernel.actor import ADMINISTRATOR, SUPPLIER_USER, Actor, RoleHeld
from samkoeb.kernel.problem import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def code(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.problems[0].code


def test_a_link_opens_often_and_is_used_once(bodies):
    token = actions.make_link(purpose="answer_order", reference=17, organisation_id=bodies.supplier.pk, at=AT, days=30)
    assert not OneTimeLink.objects.filter(token_sha256__contains=token).exists()
    for _ in range(2):
        assert queries.link(token, purpose="answer_order", at=AT).reference == 17
    assert actions.use_link(token, purpose="answer_order", at=AT).used_at == AT
    assert code(lambda: actions.use_link(token, purpose="answer_order", at=AT)) == "exchange.link_used"
    assert queries.link(token, purpose="answer_order", at=AT + timedelta(days=90)).used_at == AT  # shows what was answered


def test_a_link_is_for_one_purpose_and_ends(bodies):
    token = actions.make_link(purpose="answer_order", reference=17, organisation_id=bodies.supplier.pk, at=AT, days=30)
    assert code(lambda: queries.link(token, purpose="invoice", at=AT)) == "exchange.link_unknown"
    assert code(lambda: queries.link(token + "x", purpose="answer_order", at=AT)) == "exchange.link_unknown"
    assert code(lambda: actions.use_link(token, purpose="answer_order", at=AT + timedelta(days=30))) == "exchange.link_expired"


def test_a_key_is_stored_as_its_hash_and_opens_nothing_when_revoked(bodies):
    key, plain = actions.make_api_key(bodies.supplier.pk, name="ERP", by=BY, at=AT)
    assert plain not in str(ApiKey.objects.values().get())
    assert queries.key_holder(plain).organisation == bodies.supplier
    assert queries.key_holder("sk_wrong") is None
    actions.revoke_api_key(key.pk, by=BY, at=AT)
    assert queries.key_holder(plain) is None


def test_only_an_administrator_makes_keys(bodies):
    with pytest.raises(NotAllowed):
        actions.make_api_key(
            bodies.supplier.pk, name="x", by=Actor(None, "x", (RoleHeld(SUPPLIER_USER, frozenset({bodies.supplier.pk})),)), at=AT
        )


def administrator(organisation):
    return Actor(None, "x", (RoleHeld(ADMINISTRATOR, frozenset({organisation.pk})),))


def test_an_administrator_keeps_the_keys_of_their_own_body_and_of_suppliers(bodies):
    region, other = bodies.region, bodies.other
    own, _plain = actions.make_api_key(region.pk, name="ERP", by=administrator(region), at=AT)
    theirs, _plain = actions.make_api_key(other.pk, name="ERP", by=BY, at=AT)
    suppliers, _plain = actions.make_api_key(bodies.supplier.pk, name="Butik", by=administrator(region), at=AT)
    assert set(queries.api_keys(administrator(region))) == {own, suppliers}
    with pytest.raises(NotAllowed):
        actions.revoke_api_key(theirs.pk, by=administrator(region), at=AT)
    with pytest.raises(NotAllowed):
        actions.make_api_key(other.pk, name="ERP", by=administrator(region), at=AT)
    assert code(lambda: actions.make_api_key(region.pk, name=" ", by=administrator(region), at=AT)) == "exchange.key_without_name"


def test_when_a_key_was_last_used_is_known_to_the_minute(bodies):
    key, _plain = actions.make_api_key(bodies.region.pk, name="ERP", by=BY, at=AT)
    half, later = AT + timedelta(seconds=30), AT + timedelta(minutes=2)
    for at, known in ((AT, AT), (half, AT), (later, later)):
        actions.note_key_used(key.pk, at=at)
        assert ApiKey.objects.get().last_used_at == known
