"""What libxml2 has against a document, in words that a person can use. Its own sentence stands beside ours, with the usual prefixes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samkoeb.kernel.text import Text

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_PREFIXES = {
    f"{_UBL}CommonAggregateComponents-2": "cac:",
    f"{_UBL}CommonBasicComponents-2": "cbc:",
    f"{_UBL}CommonExtensionComponents-2": "ext:",
}
_NAMED = re.compile(r"\{([^{}]*)\}")
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Told:
    """`id` is ours and stable; `message` is libxml2's sentence, `plain` ours."""

    id: str
    message: str
    plain: Text


# (id, how libxml2 says it, Danish, English). The first that fits.
_WAYS: tuple[tuple[str, re.Pattern[str], str, str], ...] = tuple(
    (id_, re.compile(pattern), da, en)
    for id_, pattern, da, en in (
        ("XSD-UNEXPECTED", r"Element '(?P<name>[^']*)': This element is not expected\. Expected is (?:one of )?\( (?P<next>.*?) \)",
         "{name} må ikke stå her: enten hører det ikke hjemme her, eller det står i forkert rækkefølge. Her kan stå {next}.",
         "{name} must not stand here: it does not belong here or is out of order. What may stand here is {next}."),
        ("XSD-UNEXPECTED", r"Element '(?P<name>[^']*)': This element is not expected",
         "{name} må ikke stå her: enten hører det ikke hjemme her, eller det står der én gang for meget.",
         "{name} must not stand here: it does not belong here, or stands here once too often."),
        ("XSD-MISSING", r"Element '(?P<name>[^']*)': Missing child element\(s\)\. Expected is \( (?P<next>.*?) \)",
         "I {name} mangler {next}.", "{next} is missing in {name}."),
        ("XSD-MISSING", r"Element '(?P<name>[^']*)': Missing child element\(s\)\. Expected is one of \( (?P<next>.*?) \)",
         "{name} er ikke fuldstændig. Det næste, der kan stå i den, er {next}.",
         "{name} is not complete. What may stand next in it is {next}."),
        ("XSD-ATTRIBUTE", r"Element '(?P<name>[^']*)', attribute '(?P<attribute>[^']*)': The attribute '[^']*' is not allowed",
         "Attributten {attribute} må ikke stå på {name}.", "The attribute {attribute} must not stand on {name}."),
        ("XSD-ATTRIBUTE-MISSING", r"Element '(?P<name>[^']*)': The attribute '(?P<attribute>[^']*)' is required but missing",
         "{name} mangler attributten {attribute}.", "{name} lacks the attribute {attribute}."),
        ("XSD-VALUE",
         r"Element '(?P<name>[^']*)', attribute '(?P<attribute>[^']*)': (?:\[facet[^\]]*\] The value )?'(?P<value>.*?)' is not (?:a valid|accepted)",
         "Værdien »{value}« kan ikke stå i attributten {attribute} på {name}.", "The value “{value}” can't stand in the attribute {attribute} of {name}."),
        ("XSD-VALUE", r"Element '(?P<name>[^']*)': '(?P<value>.*?)' is not a valid value of (?:.*?'(?:\{[^}]*\}|xs:)?(?P<type>[^']*)')?",
         "»{value}« er ikke {type} ({name}).", "“{value}” is not {type} ({name})."),
        ("XSD-VALUE", r"Element '(?P<name>[^']*)'(?:, attribute '[^']*')?: \[facet '[^']*'\] The value '(?P<value>.*?)' ",
         "Værdien »{value}« har ikke den form, som {name} skal have.", "The value “{value}” does not have the form that {name} must have."),
        ("XSD-TEXT", r"Element '(?P<name>[^']*)': (?:Character content|Element content)",
         "{name} har et indhold, som det ikke må have: tekst, hvor der skal stå elementer, eller omvendt.",
         "{name} holds what it must not: text where elements should stand, or the other way round."),
        ("XSD-ROOT", r"Element '(?P<name>[^']*)': No matching global declaration",
         "Skemaerne kender intet dokument, der hedder {name}.", "The schemas know no document that is called {name}."),
        ("XSD-ELSEWHERE", r"^$",
         "Dokumentet følger ikke skemaet. Det er for stort til, at stedet kan udpeges; kontrollér en mindre del af det.",
         "The document does not keep the schema. It is too large for the place to be found; check a smaller part of it."),
        ("XSD-OTHER", r"(?:Element '(?P<name>[^']*)')?", "{name} følger ikke skemaet.", "{name} does not keep the schema."),
    )
)  # fmt: skip
_TYPES = {
    "date": ("en dato (åååå-mm-dd)", "a date (yyyy-mm-dd)"),
    "time": ("et klokkeslæt (tt:mm:ss)", "a time (hh:mm:ss)"),
    "decimal": ("et tal (med punktum som decimaltegn)", "a number (with a point before the decimals)"),
    "boolean": ("true eller false", "true or false"),
    "base64Binary": ("base64-kodet", "base64 encoded"),
}
_PARTS = (("Date", "date"), ("Time", "time"), ("Amount", "decimal"), ("Quantity", "decimal"), ("Percent", "decimal"), ("Numeric", "decimal"),
          ("Rate", "decimal"), ("Measure", "decimal"), ("Value", "decimal"), ("Indicator", "boolean"), ("BinaryObject", "base64Binary"))  # fmt: skip


def told(said: str) -> Told:
    """By what libxml2 said of a fault."""
    sentence = " ".join(said.split())
    for id_, pattern, da, en in _WAYS:
        if found := pattern.search(sentence):
            facts = {name: _shown(value) for name, value in found.groupdict().items() if value is not None}
            facts.setdefault("name", "Dokumentet")
            facts.setdefault("type", facts["name"].rpartition(":")[2])
            plain = Text(da.format(**_in(0, facts)), en.format(**_in(1, facts)))
            return Told(id_, _prefixed(sentence)[:500] or plain.en, plain)
    raise AssertionError(said)  # the last way fits all


def _in(language: int, facts: dict[str, str]) -> dict[str, str]:
    """Lists and types in the words of a language."""
    told_ = dict(facts)
    if "next" in told_:
        told_["next"] = _either(told_["next"], (" eller ", " or ")[language])
    told_["type"] = _typed(told_["type"], language)
    if language and told_["name"] == "Dokumentet":
        told_["name"] = "The document"
    return told_


def _either(names: str, word: str) -> str:
    every = [one.strip() for one in names.split(",")]
    if len(every) > _SHOWN:
        return ", ".join(every[:_SHOWN]) + " …"
    return word.join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else every[0]


def _typed(name: str, language: int) -> str:
    kind = next((kind for part, kind in _PARTS if part in name), name)
    return _TYPES[kind][language] if kind in _TYPES else (f"en værdi af typen {name}", f"a value of the type {name}")[language]


def _shown(value: str) -> str:
    short = _prefixed(value)
    return short if len(short) <= 200 else short[:199] + "…"


def _prefixed(text: str) -> str:
    return _NAMED.sub(lambda found: _PREFIXES.get(found.group(1), ""), text)
