"""A list as long as a catalogue is taken home while it is read, and says what the short ones say."""

import pytest
from django.test import Client
from django.utils import translation
from tests.builders import bodies, catalogues

from samkoeb.kernel import actor as roles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "is_new", "price"), [("da", "Ny", "10,5"), ("en", "New", "10.5")])
def test_a_versions_lines_are_sent_while_they_are_read_in_the_readers_language(language: str, is_new: str, price: str) -> None:
    under = catalogues.agreement()
    version = catalogues.proposed(under, "A-1;Handske;stk;10,50", "A-2;Kittel;stk;25", "A-3;Uden pris;stk;")
    someone, buyer = bodies.person("Indkøber"), Client()
    bodies.grant(someone, roles.PURCHASER, under.owner)
    buyer.force_login(someone)
    answer = buyer.get(f"/buying/catalogues/{version.pk}/?format=csv&view=all", headers={"Accept-Language": language})
    assert answer.streaming and f"{under.number}-{version.number}-all.csv" in answer["Content-Disposition"]
    with translation.override(None):  # the page's own language is gone by the time the rows are read
        heading, *rows = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[arg-type]
    assert heading.startswith("\ufeff") and len(heading.split(";")) == 10
    assert [row.split(";")[:5] for row in rows] == [
        ["A-1", "Handske", is_new, "DKK", price], ["A-2", "Kittel", is_new, "DKK", "25"], ["A-3", "Uden pris", "", "", ""],
    ]  # fmt: skip
