"""What no form of ours sends: ids that are none, or another's; numbers and texts without end; a NUL character; a button that is not there.

Every form of every screen is filled with such values, by those who may open it, and every address is asked with them. Whatever is said
to it, it is never "something went wrong on our side", and what is refused has left no entry in the trail.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle

import pytest
from django.test import Client
from tests.access import house as houses
from tests.access.house import House
from tests.access.table import ROWS
from tests.access.test_matrix import path_of

from samkoeb.audit.models import AuditEvent

HOSTILE = {
    "no number": "abc",
    "nothing": "",
    "below nothing": "-1",
    "no such row": "987654321",
    "larger than a column": "9" * 30,
    "larger than Python reads": "9" * 5000,
    "NUL": "a\x00b",
    "another alphabet's digit": "\u00b2\u0663",
    "without end": "x" * 70_000,
    "a number without end": "1e400",
}
# Each value goes into some field of each form; whole forms and addresses get these (make soak: all).
WIDELY = HOSTILE if os.environ.get("SAMKOEB_SOAK") else {what: HOSTILE[what] for what in ("no number", "NUL", "larger than Python reads")}
QUERY = (
    *("page", "sort", "q", "state", "kind", "action", "id", "body", "since", "until", "reason", "code", "text", "view", "item", "type", "who", "of"),
    *("format", "form", "unit", "due_until", "execute_on", "currency", "number", "person", "version"),
)
WHO = ("owner", "supplier", "anonymous")


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page with what they hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.found.append(self._open)
        if self._open is None:
            return
        name = given.get("name", "")
        if tag == "button" and name:
            self._open.buttons.append((name, given.get("value", "")))
        elif tag in ("input", "textarea") and name and given.get("type") != "file":
            self._open.fields[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
            self._open.fields[name] = ""
        elif tag == "option" and self._select and (not self._open.fields[self._select] or "selected" in given):
            self._open.fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""


def posted_forms(client: Client, path: str) -> list[Form]:
    """One of each kind: those that differ in nothing but a row's number are the same."""
    reader = Forms()
    reader.feed(client.get(path).content.decode(errors="replace"))
    kinds = {}
    for form in reader.found:
        if form.method == "post" and "language" not in dict(form.buttons) and not form.action.endswith("/sign-out/"):
            kind = (form.action.strip("0123456789/"), tuple(n.rstrip("0123456789") for n in form.fields), len(form.buttons))
            kinds.setdefault(kind, form)
    return list(kinds.values())


def forged(form: Form) -> Iterator[tuple[str, dict[str, str]]]:
    """All fields at once with each value; each field alone, and each button, with one after the other; a form without its button."""
    press, values = dict(form.buttons[:1]), cycle(HOSTILE.items())
    for what, value in WIDELY.items():
        yield f"everything: {what}", dict.fromkeys(form.fields, value) | press
    for name in form.fields:
        what, value = next(values)
        yield f"{name}: {what}", form.fields | press | {name: value}
    for name, own in form.buttons:
        what, value = next(values)
        yield f"{name}: {what}", form.fields | {name: value}
        yield f"everything else than {name}: {what}", dict.fromkeys(form.fields, value) | {name: own}
    yield "no button", dict(form.fields)


@pytest.fixture(scope="module")
def forged_house(django_db_setup: None, django_db_blocker) -> Iterator[House]:
    with django_db_blocker.unblock(), houses.copied() as built:
        yield built


def entries() -> int:
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@pytest.mark.parametrize("who", WHO)
def test_no_forged_form_breaks_a_screen_or_leaves_half_of_something(forged_house, who):
    client, broken, half = forged_house.client(who), [], []
    client.raise_request_exception = False
    for row in ROWS:
        if row.status(who) != 200 or not row.is_page:
            continue
        path = path_of(row, forged_house)
        for form in posted_forms(client, path):
            for what, data in forged(form):
                before = entries()
                answer = client.post(form.action if form.action.startswith("/") else path, data)
                if answer.status_code >= 500:
                    broken.append(f"{row.name} {form.action} {what}: {getattr(answer, 'exc_info', ('',))[0]}")
                if answer.status_code >= 400 and entries() != before:
                    half.append(f"{row.name} {form.action} {what}")
    assert (broken, half) == ([], [])


@pytest.mark.parametrize("who", WHO)
def test_no_mistyped_address_breaks_a_screen(forged_house, who):
    client, broken = forged_house.client(who), []
    client.raise_request_exception = False
    for row in ROWS:
        if row.status(who) != 200:
            continue
        for what, value in WIDELY.items():
            answer = client.get(path_of(row, forged_house), dict.fromkeys(QUERY, value[:6000]))
            if answer.status_code >= 500:
                broken.append(f"{row.name} {what}: {getattr(answer, 'exc_info', ('',))[0]}")
        for number in ("9" * 19, "9" * 40, "0", "9" * 5000):
            if row.ids and client.get(path_of(row, Numbered(number))).status_code >= 500:
                broken.append(f"{row.name} with {len(number)} digits in its path")
    assert broken == []


class Numbered:
    """A house in which every row has this number."""

    def __init__(self, number: str) -> None:
        self.ids = Always(number)


class Always(dict):
    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number

    def __getitem__(self, _name: str) -> str:
        return self.number
