"""The audit trail of one's own bodies: who did what to which thing, and whether the chain of seals holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.audit import queries as audit
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR, AUDITOR, Actor
from samkoeb.organisations import queries as organisations
from samkoeb.web.admin.fields import choice, day, text
from samkoeb.web.parts.deeds import ANSWERS, DEEDS, FACTS, FIELDS, ROOMS, THINGS, WAYS
from samkoeb.web.parts.numbers import row_id, shown
from samkoeb.web.parts.paging import as_csv, paged
from samkoeb.web.parts.roles import NAMES
from samkoeb.web.parts.states import DOCUMENTS, ENTRY_KINDS, OUTSIDE_REASONS, QUEUE_REASONS, RESPONSE_REASON_NAMES, STATES
from samkoeb.web.screen import screen

# Facts that are a person's or a body's id, and those that are codes with words of their own.
PEOPLE = ("person", "substitute")
BODIES = ("recipient", "supplier", "supplier_id", "predecessor_id", "successor_id", "handed_in_by")
STATE_WORDS = {code: word for code, (_colour, word) in STATES.items()}
CODES = {
    "type": DOCUMENTS,
    "channel": WAYS,
    "state": STATE_WORDS,
    "kind": STATE_WORDS | ENTRY_KINDS,
    "role": NAMES,
    "reason": QUEUE_REASONS,
    "outside": OUTSIDE_REASONS,
    "code": ANSWERS | RESPONSE_REASON_NAMES,
    "whom": NAMES | {"supplier": STATE_WORDS["supplier"]},
}
AMOUNTS = ("amount", "limit", "net", "total")  # with two decimals
# What an entry in the books was made for.
ENTRY_FOR = {"invoice": "invoicing.invoice", "receipt": "receiving.receipt", "payment": "ledger.paymentproposal"}
CSV = ("id", "at", "what", "thing", "thing_id", "body", "who", "for", "facts", "action", "type", "person_id")


class TrailForm(forms.Form):
    """What is looked for. A field that can't be read narrows nothing, and says so."""

    since = day(gettext_lazy("From"), required=False)
    until = day(gettext_lazy("Up to and including"), required=False)
    action = choice(gettext_lazy("What was done"))
    type = choice(gettext_lazy("To what"))
    id = forms.CharField(
        label=gettext_lazy("Its number"), max_length=18, required=False, widget=forms.TextInput({"class": "form-input input-width-s", "inputmode": "numeric"})
    )
    who = text(gettext_lazy("Who (name or e-mail)"), 120)
    body = choice(gettext_lazy("Organisation"))

    def __init__(self, data: Any, *, bodies: Mapping[int, str]) -> None:
        super().__init__(data)
        everything = ("", _("Everything"))
        self._choices("action", [everything, *_deeds()])
        self._choices("type", [everything, *sorted(((code, _(word)) for code, word in THINGS.items()), key=lambda pair: pair[1])])
        self._choices("body", [("", _("All")), *sorted(((str(pk), name) for pk, name in bodies.items()), key=lambda pair: pair[1])])
        if len(bodies) < 2:
            del self.fields["body"]

    def _choices(self, field: str, choices: list[Any]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]
        self.fields[field].required = False

    def clean_id(self) -> str:
        given: str = self.cleaned_data["id"].strip()
        if given and not (given.isascii() and given.isdecimal()):
            raise forms.ValidationError(_("Write digits only."))
        return given


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the trail in words. `stands_for`: whose roles were used."""

    id: int
    at: datetime
    what: str
    type: str
    thing: str
    thing_id: int | None
    body: str
    who: str
    stands_for: str
    facts: tuple[tuple[str, str], ...]


@screen(AUDITOR, ADMINISTRATOR)
def listing(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = actor.organisations(AUDITOR, ADMINISTRATOR)
    bodies = organisations.organisation_names(own)
    form = TrailForm(request.GET, bodies=bodies)
    form.is_valid()
    asked, body = form.cleaned_data, form.cleaned_data.get("body")
    rows = audit.trail(**_wanted(request, asked), body_ids=[int(body)] if body else own)
    if request.GET.get("format") == "csv":
        return _as_csv(rows, bodies)
    shown = paged(request, rows)
    context = {
        "page": shown,
        "said": _said(shown.rows, bodies),
        "form": form,
        "verdict": audit.verify() if "verify" in request.GET else None,
        "person": organisations.person_names([row_id(request.GET["person"])]) if request.GET.get("person") else {},
        "is_narrowed": any(asked.values()) or "person" in request.GET,
        "many_bodies": "body" in form.fields,
    }
    return render(request, "admin/trail.html", context)


def _wanted(request: HttpRequest, asked: Mapping[str, Any]) -> dict[str, Any]:
    person, who = request.GET.get("person", ""), (asked.get("who") or "").strip()
    people = None
    if person:
        people = frozenset({row_id(person)})
    elif who:
        people = frozenset(organisations.person_ids_named(who))
    since, until = asked.get("since"), asked.get("until")
    return {
        "action": asked.get("action") or "",
        "object_type": asked.get("type") or "",
        "object_id": int(asked["id"]) if asked.get("id") else None,
        "person_ids": people,
        "since": calendar.start_of(since) if since else None,
        "until": _after(until) if until else None,
    }


def _after(day: Any) -> datetime | None:
    """The first instant that is no longer of the day; None where the calendar ends."""
    try:
        return calendar.start_of(day + timedelta(days=1))
    except OverflowError:
        return None


def _deeds() -> list[Any]:
    """Grouped by room: all of a room, then each thing that can be done there."""
    groups: list[Any] = []
    for room, name in ROOMS.items():
        of_room = sorted(((code, _(word)) for code, word in DEEDS.items() if code.startswith(f"{room}.")), key=lambda pair: pair[1])
        groups.append((_(name), [(f"{room}.", _("All of: %(room)s") % {"room": _(name)}), *of_room]))
    return groups


def _said(rows: Iterable[Mapping[str, Any]], bodies: Mapping[int, str]) -> list[Said]:
    rows = list(rows)
    people = {row[field] for row in rows for field in ("person_id", "substitute_for_id")}
    people |= {row["facts"].get(key) for row in rows for key in PEOPLE if isinstance(row["facts"].get(key), int)}
    names = organisations.person_names(people)
    parties = organisations.organisation_names(
        row["facts"][key] for row in rows for key in BODIES if isinstance(row["facts"].get(key), int)
    )
    return [
        Said(
            id=row["id"],
            at=row["at"],
            what=_(DEEDS[row["action"]]) if row["action"] in DEEDS else row["action"],
            type=row["object_type"],
            thing=_(THINGS[row["object_type"]]) if row["object_type"] in THINGS else row["object_type"],
            thing_id=row["object_id"],
            body=bodies.get(row["body_id"], ""),
            who=names.get(row["person_id"], "") if row["person_id"] else _("automatically"),
            stands_for=names.get(row["substitute_for_id"], ""),
            facts=tuple(_fact(key, value, names, parties) for key, value in row["facts"].items() if value not in (None, "", [], {})),
        )
        for row in rows
    ]


def _fact(key: str, value: Any, people: Mapping[int, str], bodies: Mapping[int, str]) -> tuple[str, str]:
    word = _(FACTS[key]) if key in FACTS else key
    named = people if key in PEOPLE else bodies if key in BODIES else {}
    if isinstance(value, int) and value in named:
        return word, named[value]
    return word, _value(key, value)


def _value(key: str, value: Any) -> str:
    """Codes in words, amounts the reader's way, the rest as it was written down."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_(FIELDS[v]) if key == "fields" and v in FIELDS else str(v) for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{k} {v}" for k, v in value.items())
    text = str(value)
    if key in CODES and text in CODES[key]:
        return _(CODES[key][text])
    if key in ("result", "key"):
        kind, _colon, number = text.partition(":")
        kind = ENTRY_FOR.get(kind, kind)
        return f"{_(THINGS[kind])} {number}" if kind in THINGS else text
    return shown(text, places=2 if key in AMOUNTS else None)


def _as_csv(rows: Any, bodies: Mapping[int, str]) -> HttpResponse:
    found = list(rows.iterator(chunk_size=2000))
    said = zip(_said(found, bodies), found, strict=True)
    return as_csv("audit-trail", CSV, (_line(s, row) for s, row in said))


def _line(said: Said, row: Mapping[str, Any]) -> tuple[Any, ...]:
    facts = "; ".join(f"{word}: {value}" for word, value in said.facts)
    words = (said.id, row["at"], said.what, said.thing, said.thing_id, said.body, said.who, said.stands_for, facts)
    return (*words, row["action"], row["object_type"], row["person_id"])
