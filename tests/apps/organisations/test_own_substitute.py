"""Before the holiday one names one's own substitute, and takes it back on the day of return."""

from datetime import timedelta

import pytest
from tests.builders import bodies
from tests.builders.refusals import refused

from samkoeb.kernel import actor as roles
from samkoeb.kernel.problem import NotAllowed
from samkoeb.organisations import actions, queries

pytestmark = pytest.mark.django_db
AT, TODAY = bodies.AT, bodies.TODAY
WEEK = timedelta(days=7)


@pytest.fixture
def region():
    return bodies.body()


def decides(person_id: int, region, at) -> bool:
    return queries.actor_for(person_id, at).may(roles.APPROVER, region.pk, None)


def test_a_colleague_is_named_and_decides_until_one_is_back(region):
    head = bodies.actor(roles.APPROVER, region, name="Afsnitsleder")
    deputy = bodies.actor(roles.REQUESTER, region, name="Souschef")
    actions.name_substitute(head.person_id, who="souschef", valid_from=TODAY, valid_to=TODAY + WEEK, by=head, at=AT)
    [standing_in] = queries.stand_ins_of(head.person_id, TODAY)
    assert (standing_in.name, decides(deputy.person_id, region, AT)) == ("Souschef", True)
    with pytest.raises(NotAllowed):
        actions.end_substitute(standing_in.id, on=TODAY, by=deputy, at=AT)
    back = AT + timedelta(days=2)
    actions.end_substitute(standing_in.id, on=back.date(), by=head, at=back)
    assert queries.stand_ins_of(head.person_id, back.date()) == []
    assert not decides(deputy.person_id, region, back)


def test_nobody_of_another_body_stands_in(region):
    head = bodies.actor(roles.APPROVER, region, name="Afsnitsleder")
    bodies.actor(roles.REQUESTER, bodies.body("Region Syddanmark"), name="Fremmed")
    for who in ("Fremmed", "", "Ingen"):
        with refused("substitute.unknown"):
            actions.name_substitute(head.person_id, who=who, valid_from=TODAY, valid_to=TODAY + WEEK, by=head, at=AT)
    with refused("substitute.is_oneself"):
        actions.name_substitute(head.person_id, who="Afsnitsleder", valid_from=TODAY, valid_to=TODAY + WEEK, by=head, at=AT)


def test_nobody_of_another_body_stands_in_whatever_id_a_form_carries(region):
    head = bodies.actor(roles.APPROVER, region, name="Afsnitsleder")
    stranger = bodies.actor(roles.REQUESTER, bodies.body("Region Syddanmark"), name="Fremmed")
    seller = bodies.actor(roles.SUPPLIER_USER, bodies.supplier(), name="Sælger")
    for other in (stranger, seller):
        with refused("substitute.not_a_colleague"):
            actions.set_substitute(
                person_id=head.person_id, substitute_id=other.person_id, valid_from=TODAY, valid_to=None, by=head, at=AT
            )
    assert queries.stand_ins_of(head.person_id, TODAY) == []


def test_colleagues_of_bodies_that_have_merged_stand_in_for_each_other():
    capital = bodies.merging_regions()
    head = bodies.actor(roles.APPROVER, capital.hovedstaden, name="Afsnitsleder")
    other = bodies.actor(roles.APPROVER, capital.sjaelland, name="Kollega")
    new_year = AT + timedelta(days=45)
    period = {"valid_from": new_year.date(), "valid_to": None}
    with refused("substitute.not_a_colleague"):
        actions.set_substitute(person_id=head.person_id, substitute_id=other.person_id, **period, by=head, at=AT)
    actions.set_substitute(person_id=head.person_id, substitute_id=other.person_id, **period, by=head, at=new_year)
    assert [s.name for s in queries.stand_ins_of(head.person_id, new_year.date())] == ["Kollega"]
