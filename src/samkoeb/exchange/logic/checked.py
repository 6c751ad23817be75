"""What the rules say of a document, as it is kept with it: which were applied, what stops it, and what was found, worst first.

    {"on", "rules": [{"name", "title", "issued"}], "counts": {"fatal": 2}, "ids": ["BR-CO-15"], "findings": [{"id", "severity", …}],
     "remarks": [{"da", "en"}]}                      or {"on", "unread": code}: the rules could not read it (too large, no XML)
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from samkoeb.documents.validation import Finding, Report
from samkoeb.documents.validation.explanations import EXPLANATIONS
from samkoeb.kernel.text import Text

# A rule that could not be evaluated is neither broken nor kept: it is shown, and stops nothing.
STOPPING = ("fatal", "error")
ORDER = ("fatal", "error", "unevaluated", "warning", "info")
KEPT = 200
NAMED = 5

Checked = Mapping[str, Any]


def of(report: Report) -> dict[str, Any]:
    """The first KEPT findings; `counts` counts all."""
    worst_first = sorted(report.findings, key=lambda one: ORDER.index(one.severity))
    stopping = (one.id for one in worst_first if one.severity in STOPPING)
    return {
        "on": f"{report.on}",
        "rules": [{"name": one.name, "title": one.title, "issued": one.issued} for one in report.rules],
        "counts": dict(Counter(one.severity for one in worst_first)),
        "ids": list(dict.fromkeys(stopping))[:KEPT],
        "findings": [finding(one) for one in worst_first[:KEPT]],
        "remarks": [{"da": one.da, "en": one.en} for one in report.remarks],
    }


def unread(code: str, on: date) -> dict[str, Any]:
    return {"on": f"{on}", "unread": code}


def asked(checked: Checked) -> bool:
    """Whether any rules apply to a document of its kind, or would if it could be read."""
    return "unread" in checked or bool(checked["rules"])


def stops(checked: Checked | None) -> int:
    """How many findings stop the document."""
    counts = (checked or {}).get("counts", {})
    return sum(counts.get(severity, 0) for severity in STOPPING)


def named(checked: Checked) -> str:
    """The rules that it breaks, the first few by id."""
    ids = checked["ids"]
    return ", ".join(ids[:NAMED]) + (" …" if len(ids) > NAMED else "")


def stopping(checked: Checked) -> list[dict[str, Any]]:
    return [one for one in checked["findings"] if one["severity"] in STOPPING]


def plain(one: Mapping[str, Any], language: str) -> str:
    """A finding in plain words, "" where there are none. Those of a rule are looked up, so that better ones are seen at once."""
    if one["id"] in EXPLANATIONS:
        return EXPLANATIONS[one["id"]].in_language(language)
    return Text(**one["plain"]).in_language(language) if one.get("plain") else ""


def finding(one: Finding) -> dict[str, Any]:
    """As it is kept."""
    told: dict[str, Any] = {
        "id": one.id, "severity": one.severity, "location": one.location, "line": one.line, "message": one.message[:2000],
        "value": one.value, "rules": one.rules,
    }  # fmt: skip
    if one.explanation is not None and one.id not in EXPLANATIONS:  # made for this place: a schema says what stands where
        told["plain"] = {"da": one.explanation.da, "en": one.explanation.en}
    return told
