"""What the rules say of a document, as every screen shows it: by what was checked, how it went, and each finding in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from samkoeb import documents
from samkoeb.documents import readable
from samkoeb.documents.readable import Mark, Shown
from samkoeb.documents.validation import Report
from samkoeb.exchange.logic import checked as checks

# severity → (colour of the badge, word)
SEVERITIES: dict[str, tuple[str, str]] = {
    "fatal": ("error", gettext_noop("Fatal")),
    "error": ("error", gettext_noop("Error")),
    "unevaluated": ("warning", gettext_noop("Could not be evaluated")),
    "warning": ("warning", gettext_noop("Warning")),
    "info": ("info", gettext_noop("Information")),
}


ELEMENTS = 1_000_000
TOO_LARGE = ("xml_too_large", "xml_too_many_elements")


@dataclass(slots=True)
class Row:
    """`number` counts from 1. `explanation` is ours in the reader's language, "" where there is none; `message` is the publisher's.
    `place` is where it stands in the document that is shown beside it (`beside`)."""

    number: int
    id: str
    severity: str
    explanation: str
    message: str
    value: str | None
    line: int
    location: str
    place: Mark | None = None

    @property
    def colour(self) -> str:
        return SEVERITIES[self.severity][0]

    @property
    def weight(self) -> str:
        return _(SEVERITIES[self.severity][1])

    @property
    def anchor(self) -> str:
        return f"finding-{self.number}"


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set that was applied; `age` in words, "" where nobody knows."""

    title: str
    age: str


@dataclass(frozen=True, slots=True)
class Findings:
    """`stopping`: how many keep it from being valid. `undecided`: nothing is broken, and something could not be told. `count`: of all
    findings, of which `rows` are the first."""

    rows: Sequence[Row]
    count: int
    stopping: int
    undecided: bool
    rules: Sequence[Rules]
    remarks: Sequence[str]
    is_unread: bool = False

    @property
    def left_out(self) -> int:
        return self.count - len(self.rows)


def of_checked(checked: Mapping[str, Any] | None, today: date) -> Findings | None:
    """Of what is kept with a document; None where nobody has asked the rules."""
    if checked is None:
        return None
    if "unread" in checked:  # no XML at all is said elsewhere
        return Findings((), 0, 0, False, (), (), is_unread=True) if checked["unread"] in TOO_LARGE else None
    rows = [_row(number, one) for number, one in enumerate(checked["findings"], 1)]
    rules = [Rules(one["title"], age_of(one["issued"], today)) for one in checked["rules"]]
    counts = checked["counts"]
    stopping = checks.stops(checked)
    return Findings(
        rows, sum(counts.values()), stopping, not stopping and "unevaluated" in counts, rules, [_said(one) for one in checked["remarks"]]
    )


def of_report(report: Report, most: int) -> Findings:
    """Of a report that was just made, in the order of the document."""
    found = report.findings
    stopping = sum(one.severity in checks.STOPPING for one in found)
    rows = [_row(number, checks.finding(one)) for number, one in enumerate(found[:most], 1)]
    rules = [Rules(one.title, age_of(one.issued, report.on)) for one in report.rules]
    remarks = [one.in_language(_language()) for one in report.remarks]
    return Findings(rows, len(found), stopping, not stopping and not report.valid, rules, remarks)


def beside(found: Findings | None, raw: bytes, limits: documents.Limits) -> Shown:
    """The document as a person reads it, linked with its findings both ways. Raises DocumentFault."""
    rows = found.rows if found else ()
    shown = readable.show(raw, locations=[row.location for row in rows], limits=limits)
    for row, mark in zip(rows, shown.marks, strict=True):
        row.place = mark
    return shown


def beside_if_readable(found: Findings | None, raw: bytes) -> Shown | None:
    """As `beside`, of a document that is kept; None where there is nothing to show, or too much of it."""
    if found is None or not found.rows or len(raw) > settings.CHECK_BYTES:
        return None
    try:
        return beside(found, raw, limits())
    except documents.DocumentFault:
        return None


def limits() -> documents.Limits:
    """Of a document that is shown."""
    allowed = settings.XML_LIMITS
    return documents.Limits(bytes=settings.CHECK_BYTES, elements=min(ELEMENTS, allowed["max_elements"]), depth=allowed["max_depth"])


def age_of(issued: str, today: date) -> str:
    """ "udgivet 30-03-2026, 240 dage gammelt"; what the publisher wrote where it is no day."""
    try:
        day = date.fromisoformat(issued[:10])
    except ValueError:
        return _("issued %(issued)s") % {"issued": issued} if issued else ""
    days = max((today - day).days, 0)
    said = ngettext("issued %(day)s, %(days)s day old", "issued %(day)s, %(days)s days old", days)
    return said % {"day": f"{day:%d-%m-%Y}", "days": days}


def _row(number: int, one: Mapping[str, Any]) -> Row:
    return Row(
        number, one["id"], one["severity"], checks.plain(one, _language()), one["message"], one["value"], one["line"], one["location"]
    )


def _said(one: Mapping[str, str]) -> str:
    return one["en"] if _language().startswith("en") else one["da"]


def _language() -> str:
    return get_language() or "da"
