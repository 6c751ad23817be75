"""One document against the rules of its kind: parse, choose the rules, run them, say what they found."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import groupby, islice
from typing import Any

from samkoeb.documents import xml
from samkoeb.documents.profiles import rules as profiles
from samkoeb.documents.validation import recurring, structure
from samkoeb.documents.validation.explanations import EXPLANATIONS
from samkoeb.documents.validation.findings import Applied, Finding, Report
from samkoeb.documents.validation.judging import judge
from samkoeb.documents.validation.library import Library, RuleSet, SchemaSet, Source
from samkoeb.documents.validation.parsing import Parsed, parse
from samkoeb.documents.validation.places import Places, lines, short, value_at
from samkoeb.documents.validation.running import engine
from samkoeb.documents.validation.running.tree import Document
from samkoeb.kernel.text import Text

_CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
_CHOOSING = tuple(f"{_CBC}{name}" for name in ("CustomizationID", "ProfileID", "UBLVersionID"))
_OLD = 365
MOST = 10_000  # findings of one check
_LARGE = 200_000  # bytes
_NAME = 1_000  # characters of a name that are looked at
_SAID = 300

_ENDED = Text("Dokumentets format tages ikke længere imod efter {day}.", "The document's format is no longer taken after {day}.")
_NO_RULES = Text(
    "Ingen kendte regler gælder for dette dokument, så det kan ikke siges at være gyldigt.",
    "No known rules apply to this document, so it can't be said to be valid.",
)
_MISSING = Text(
    "Regelsættet {role} er ikke lagt ind; dokumentet er kun kontrolleret med {instead}.",
    "The rule set {role} has not been added; the document was checked with {instead} only.",
)
_MORE = Text(
    "Dokumentet er så stort, at ikke alle brud på skemaet {name} er udpeget.",
    "The document is so large that not every breach of the schema {name} is pointed out.",
)
_LEFT_OUT = Text(
    "Yderligere {left} fund er ikke opregnet: for hvert krav vises højst {most}.",
    "{left} more findings are not listed: at most {most} are shown for each requirement.",
)
_AGED = Text("Reglerne {name} er {age} dage gamle.", "The rules {name} are {age} days old.")


def validate(
    raw: bytes, *, rules: Sequence[str] = (), on: date, library: Library | None = None, limits: xml.Limits = xml.DEFAULT
) -> Report:
    """What the rules say of a document. `rules` names rule sets; without it they follow from the document and the day.

    Raises DocumentFault for what can't be read, KeyError for a name that no rule set has, RuleFileError for a rule set that can't be used.
    """
    library = library or default_library()
    with _without_collections(len(raw)), recurring.parsed(raw, limits) as parsed:
        findings: list[Finding] = []
        remarks: list[Text] = []
        if rules:
            chosen = [library.named(name) for name in rules]
        else:
            chosen, findings, remarks = _choose(parsed.head, on, library)
        sets = [library.load(source) for source in chosen]
        now = datetime.combine(on, time(), UTC)
        for schemas in (one for one in sets if isinstance(one, SchemaSet)):
            faults, more = schemas.schemas.judge(parsed.text.raw, parsed.head.tag, limits)
            findings += _structural(parsed, schemas, faults, now) if faults else []
            remarks += [_filled(_MORE, name=schemas.name)] if more else []
        rule_sets = [one for one in sets if isinstance(one, RuleSet)]
        document, found = judge([one.program for one in rule_sets], parsed, now)
        hits = [(one, hit) for one, hits in zip(rule_sets, found, strict=True) for hit in _first_of_each_check(hits)]
        findings += _findings(document, parsed, hits)
        if left := sum(map(len, found)) - len(hits):
            remarks.append(Text(_LEFT_OUT.da.format(left=_danish(left), most=_danish(MOST)), _LEFT_OUT.en.format(left=f"{left:,}", most=f"{MOST:,}")))
    applied = tuple(_applied(one, on) for one in sets)
    remarks += [_filled(_AGED, name=one.name, age=one.age) for one in applied if one.age is not None and one.age > _OLD]
    return Report(on, applied, tuple(findings), tuple(remarks))


@cache
def default_library() -> Library:
    """The one that this process shares; what is added to its folder is seen at once."""
    return Library()


def rules_for(raw: bytes, *, on: date, library: Library | None = None, limits: xml.Limits = xml.DEFAULT) -> tuple[Source, ...]:
    """Which rule sets `validate` would apply."""
    return tuple(_choose(parse(raw, limits).head, on, library or default_library())[0])


def _choose(root: Any, on: date, library: Library) -> tuple[list[Source], list[Finding], list[Text]]:
    """The rule sets, and what there is to say of the choice itself."""
    customization, profile, version = [(root.findtext(name) or "").strip()[:_NAME] for name in _CHOOSING]
    obliged = profiles.obliged(root.tag, customization, on, profile=profile, version=version)
    index = library.index()
    found = {role: index.find(role) for role in obliged.roles}
    chosen = [source for source in found.values() if source is not None]
    missing = [role for role, source in found.items() if source is None]
    findings: list[Finding] = []
    if obliged.ended is not None:
        findings.append(_of_its_own("SAMKOEB-FORMAT-ENDED", "error", root, _filled(_ENDED, day=obliged.ended)))
    own = index.find(obliged.instead) if obliged.instead and (missing or not chosen) else None
    if own is not None:
        chosen.append(own)
    chosen = [*_schemas(root, index.find(obliged.structure), library), *chosen]
    if not chosen:
        findings.append(_of_its_own("SAMKOEB-NO-RULES", "unevaluated", root, _NO_RULES))
    instead = ", ".join(source.name for source in chosen) or "–"
    return chosen, findings, [_filled(_MISSING, role=role, instead=instead) for role in missing]


def _schemas(root: Any, source: Source | None, library: Library) -> list[Source]:
    """The schemas for a document, if somebody added them and they know its root."""
    loaded = library.load(source) if source is not None else None
    return [loaded.source] if isinstance(loaded, SchemaSet) and root.tag in loaded.schemas.types else []


def _of_its_own(id_: str, severity: Any, root: Any, told: Text) -> Finding:
    return Finding(id_, severity, f"/{short(str(root.tag).rpartition('}')[2])}", 1, told.en, None, "samkoeb", told)


def _first_of_each_check(hits: list[engine.Hit]) -> Iterator[engine.Hit]:
    """In the order of the checks. A hostile document breaks one in millions of places; what matters is that it does."""
    for _, some in groupby(sorted(hits, key=lambda hit: hit.check), key=lambda hit: hit.check):
        yield from islice(some, MOST)


def _findings(document: Document, parsed: Parsed, hits: list[tuple[RuleSet, engine.Hit]]) -> list[Finding]:
    """In the order of the document; the order of the rules where several speak of one place."""
    if not hits:
        return []
    places = Places(document)
    ordered = sorted(((places.order(hit.node, hit.line), one, hit) for one, hit in hits), key=lambda row: row[0])
    found = lines(parsed.text.raw, parsed.text.encoding, (place for (place, _), _, _ in ordered))
    return [_finding(document, places, found.get(place, 0), parsed.text.skipped, one, hit) for (place, _), one, hit in ordered]


def _structural(parsed: Parsed, one: SchemaSet, faults: list[structure.Fault], now: datetime) -> list[Finding]:
    """What the schema has against it, in its order: rules presume that this list is empty."""
    root = parsed.whole()
    places = Places(Document(root, now))
    nodes = [_node(root, fault.place) for fault in faults]
    order = [places.order(node)[0] for node in nodes]
    found = lines(parsed.text.raw, parsed.text.encoding, order)
    return [
        Finding(
            id=fault.what.id, severity="fatal", location=places.path(node), line=found.get(at, 0) + parsed.text.skipped, message=fault.what.message,
            value=value_at(node), rules=one.name, explanation=fault.what.plain,
        )
        for fault, node, at in zip(faults, nodes, order, strict=True)
    ]  # fmt: skip


def _node(root: Any, place: tuple[int, ...]) -> Any:
    for step in place:
        root = root[step]
    return root


def _finding(document: Document, places: Places, line: int, skipped: int, one: RuleSet, hit: engine.Hit) -> Finding:
    if hit.line is not None:
        document.folded.show(hit.node, hit.line)
    id_, severity, parts, say, _ = one.program.names["CHECKS"][hit.check]
    message = _message(document, parts, say, hit.node)
    if hit.error:
        severity, message = "unevaluated", f"{message} [could not be evaluated: {hit.error}]"
    return Finding(
        id=id_, severity=severity, location=places.path(hit.node, hit.line), line=line + skipped if line else 0, message=message,
        value=value_at(hit.node), rules=one.name, explanation=EXPLANATIONS.get(id_),
    )  # fmt: skip


def _message(document: Document, parts: tuple[str | None, ...], say: Any, node: Any) -> str:
    """The publisher's text with its values put in; a value that can't be found is shown as a gap, the finding counts all the same."""
    try:
        values = iter(say(document, node) if say is not None else ())
    except Exception:
        values = iter(())
    text = "".join(part if part is not None else next(values, "…")[:_SAID] for part in parts)
    return " ".join(text.split())


def _applied(one: RuleSet | SchemaSet, on: date) -> Applied:
    return Applied(one.name, one.title, one.issued, one.source.source, len(one.checks), one.age(on), one.remarks)


def _danish(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _filled(told: Text, **facts: Any) -> Text:
    return Text(told.da.format(**facts), told.en.format(**facts))


@contextmanager
def _without_collections(size: int) -> Iterator[None]:
    """Of a large document, millions of small objects and no cycles among them: the collector would only look at them again and again."""
    was_on = gc.isenabled() and size > _LARGE
    if was_on:
        gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
