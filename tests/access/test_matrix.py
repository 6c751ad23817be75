"""Who may open which screen: every address of the house × kinds of actor. What is another's is answered as what does not exist (404)."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.urls.resolvers import RegexPattern, URLResolver
from tests.access.house import House
from tests.access.table import ACTORS, ROWS, Row

from samkoeb.web import urls

# Not screens of ours: allauth's own pages below sign-in, whose sign-up is closed by its adapter.
SIGN_IN = "sign-in/"


def addresses(resolver: URLResolver, route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every pattern, however deep."""
    for found in resolver.url_patterns:
        here = route + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from addresses(found, here, space + (f"{found.namespace}:" if found.namespace else ""))
        elif not here.startswith(SIGN_IN):
            yield space + (found.name or ""), here


ADDRESSES = dict(addresses(URLResolver(RegexPattern(""), urls)))
BY_NAME = {row.name: row for row in ROWS}


def path_of(row: Row, house: House) -> str:
    """The row's address with the house's own ids in it, in the order in which they stand."""
    ids = iter(row.ids)
    return "/" + re.sub(r"<\w+:\w+>", lambda _found: str(house.ids[next(ids)]), ADDRESSES[row.name])


def test_every_address_stands_in_the_table_once():
    assert sorted(ADDRESSES) == sorted(row.name for row in ROWS)
    assert all(ADDRESSES[row.name].count("<") == len(row.ids) for row in ROWS)


@pytest.mark.parametrize("who", ACTORS)
def test_opens_for_those_it_is_for_and_for_nobody_else(house, who):
    client, found, wanted = house.client(who), {}, {}
    for row in ROWS:
        found[row.name] = client.get(path_of(row, house)).status_code
        wanted[row.name] = row.status(who)
    assert found == wanted


def rows_in_house() -> dict[str, int]:
    models = [m for room in settings.ROOMS for m in apps.get_app_config(room).get_models()]
    return {m._meta.label: m._default_manager.count() for m in models}


BUTTONS = """approve reject release cancel withdraw send change empty remove add undo reverse retry dismiss attest dispute close_dispute reroute
code_lines accept_all close reopen count issue note reason text unit role quantity name item form exercise resolve confirm propose execute_on
organisation"""
EVERY_BUTTON = dict.fromkeys(BUTTONS.split(), "1")


@pytest.mark.parametrize("who", ACTORS)
def test_a_stranger_changes_nothing(house, who):
    """What may not be opened may not be posted to either, whatever the form says: no row and no entry of the trail more or less."""
    client, before, answers = house.client(who), rows_in_house(), {}
    strange = [row for row in ROWS if row.status(who) == 404 or (who == "anonymous" and row.status(who) == 302)]
    for row in strange:
        answers[row.name] = client.post(path_of(row, house), EVERY_BUTTON).status_code
    assert strange
    assert answers == {row.name: row.status(who) for row in strange}
    assert rows_in_house() == before


def test_what_does_not_exist_is_answered_as_what_is_anothers(house):
    """The page says the same, so that nobody can tell the one from the other."""
    client = house.client("other")
    anothers = client.get(f"/finance/invoices/{house.ids['invoice']}/")
    missing = client.get("/finance/invoices/987654321/")
    assert anothers.status_code == missing.status_code == 404
    token = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"|value="/finance/[^"]*"')
    assert token.sub(b"", anothers.content) == token.sub(b"", missing.content)
