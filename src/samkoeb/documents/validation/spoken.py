"""What `samkoeb validate` says, in Danish and English: why a file could not be read, and how a report is told."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.validation.findings import Applied
from samkoeb.kernel.text import Text

# By the code of a DocumentFault, and below what an operating system may answer.
REFUSALS = {
    "empty_file": Text("filen er tom", "the file is empty"),
    "looks_like_zip": Text(
        "det er en zip-fil og ikke et XML-dokument: pak den ud først", "this is a zip file, not an XML document: unpack it first"
    ),
    "looks_like_pdf": Text("det er en PDF og ikke et XML-dokument", "this is a PDF, not an XML document"),
    "not_markup": Text("det er ikke et XML-dokument", "this is not an XML document"),
    "not_xml": Text("det er ikke velformet XML (linje {line}: {detail})", "this is not well-formed XML (line {line}: {detail})"),
    "encoding_not_supported": Text(
        "tegnsættet {encoding} læses ikke: brug UTF-8", "the encoding {encoding} is not supported: use UTF-8"
    ),
    "xml_dtd_refused": Text(
        "en dokumenttypeerklæring (DTD) må ikke stå i et forretningsdokument",
        "a document type declaration (DTD) is not allowed in a business document",
    ),
    "xml_too_large": Text("filen fylder mere end {limit} byte", "the file is larger than {limit} bytes"),
    "xml_too_deep": Text("elementerne ligger i mere end {limit} lag", "elements are nested more than {limit} levels deep"),
    "xml_too_many_elements": Text("dokumentet har mere end {limit} elementer", "the document has more than {limit} elements"),
}
NOT_THERE = Text("filen findes ikke", "there is no such file")
A_FOLDER = Text("det er en mappe og ikke en fil", "this is a folder, not a file")
NOT_ALLOWED = Text("filen må ikke læses (mangler rettighed)", "the file may not be read (no permission)")
NOBODY_WRITES = Text("der kom intet at læse i {seconds} sekunder", "nothing came to be read in {seconds} seconds")
NOT_READABLE = Text("filen kan ikke læses: {detail}", "the file can't be read: {detail}")
RULES_FAULT = Text("et regelsæt kan ikke bruges: {detail}", "a rule set can't be used: {detail}")
NO_MEMORY = Text("dokumentet kræver mere hukommelse, end der er", "the document needs more memory than there is")
OUR_FAULT = Text(
    "kontrollen gik galt ({detail}): det er en fejl i Samkøb, ikke i filen", "the check went wrong ({detail}): that is a fault of Samkøb's, not of the file"
)
NO_SUCH_RULES = Text(
    "intet regelsæt hedder {name} ('samkoeb rules list' viser alle)", "no rule set is called {name} ('samkoeb rules list' shows all)"
)
BAD_LIMIT = Text("{name} skal være et helt tal over 0", "{name} must be a whole number above 0")

VERDICT = {True: Text("gyldigt", "valid"), False: Text("IKKE gyldigt", "NOT valid")}
NO_RULES = Text("ingen regler", "no rules")
LINE = Text("linje", "line")
AT = Text("i", "at")
NOTE = Text("bemærk", "note")
SEVERITIES = {
    "fatal": Text("fatal", "fatal"),
    "error": Text("fejl", "error"),
    "warning": Text("advarsel", "warning"),
    "info": Text("oplysning", "info"),
    "unevaluated": Text("kunne ikke afgøres", "unevaluated"),
}
_NO_DATE = Text("uden udgivelsesdato", "no date of issue")
_ISSUED = Text("udgivet {issued}", "issued {issued}")
_AGE = Text("udgivet {issued}, {days} dage gammelt", "issued {issued}, {days} days old")


# What the parser says of text that is no XML, by how it begins.
_NOT_WELL_FORMED = {
    "no element found": Text("filen slutter for tidligt", "the file ends too early"),
    "unclosed token": Text("filen slutter midt i et mærke", "the file ends in the middle of a tag"),
    "unclosed CDATA section": Text("en CDATA-sektion er ikke afsluttet", "a CDATA section is not closed"),
    "mismatched tag": Text("et slutmærke passer ikke til sit startmærke", "an end tag does not match its start tag"),
    "not well-formed (invalid token)": Text("her står et tegn, der ikke må stå her", "a character stands here that must not"),
    "partial character": Text("et tegn er skåret over", "a character is cut in two"),
    "duplicate attribute": Text("et element har den samme attribut to gange", "an element has the same attribute twice"),
    "junk after document element": Text("der står noget efter dokumentets slutning", "something stands after the end of the document"),
    "undefined entity": Text("en henvisning (&…;) står for noget ukendt", "a reference (&…;) stands for something unknown"),
    "reference to invalid character number": Text("en henvisning (&#…;) står for et tegn, der ikke findes", "a reference (&#…;) stands for no character"),
    "unbound prefix": Text("et præfiks er ikke erklæret", "a prefix is not declared"),
    "XML or text declaration not at start of entity": Text("XML-erklæringen står ikke først", "the XML declaration does not stand first"),
    "XML declaration not well-formed": Text("XML-erklæringen er ikke velformet", "the XML declaration is not well-formed"),
    "no root element": Text("der er intet element i filen", "no element is in the file"),
}
_PLACE = re.compile(r": line \d+, column \d+$")


def refusal(fault: DocumentFault) -> Text:
    """Why a document could not be read."""
    said = _PLACE.sub("", str(fault.facts.get("detail", "")))
    plain = next((told for begins, told in _NOT_WELL_FORMED.items() if said.startswith(begins)), Text(said, said))
    told = REFUSALS[fault.code]
    return Text(told.da.format(**{**fault.facts, "detail": plain.da}), told.en.format(**{**fault.facts, "detail": plain.en}))


def why_not(error: OSError) -> Text:
    """Why a file could not be opened or read."""
    for kind, told in ((FileNotFoundError, NOT_THERE), (NotADirectoryError, NOT_THERE), (IsADirectoryError, A_FOLDER), (PermissionError, NOT_ALLOWED)):
        if isinstance(error, kind):
            return told
    return filled(NOT_READABLE, detail=error.strerror or error)


def age(one: Applied) -> Text:
    if one.age is None:
        return filled(_ISSUED, issued=one.issued) if one.issued else _NO_DATE
    return filled(_AGE, issued=one.issued, days=one.age)


def filled(told: Text, **facts: Any) -> Text:
    return Text(told.da.format(**facts), told.en.format(**facts))


def language(surroundings: Mapping[str, str] = os.environ) -> str:
    """ "da" where the terminal is set to Danish, else "en"."""
    named = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := surroundings.get(name))), "")
    return "da" if named.lower().startswith("da") else "en"
