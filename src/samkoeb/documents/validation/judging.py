"""Rule sets over a parsed document: folded if that answers all that they ask, else whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from samkoeb.documents.validation.parsing import Parsed
from samkoeb.documents.validation.running.effects import NeedsWhole, deciding
from samkoeb.documents.validation.running.engine import Hit, Program, run
from samkoeb.documents.validation.running.folding import Folded, Frame, Pair, settle
from samkoeb.documents.validation.running.tree import Document


def judge(programs: Sequence[Program], parsed: Parsed, now: datetime) -> tuple[Document, list[list[Hit]]]:
    """What each rule set finds, and the document as they saw it."""
    if parsed.family is not None and parsed.text.outline is not None:
        known: tuple[Document, list[list[Hit]]] | None = parsed.family.judge(programs, parsed.text.outline, now)
        if known is not None:
            return known
    folded = _folded(programs, parsed) if parsed.family is None else None
    if folded is not None:
        document = Document(parsed.head, now)
        document.folded = folded
        try:
            return document, [run(one, document) for one in programs]
        except NeedsWhole:
            pass
    document = Document(parsed.whole(), now)
    return document, [run(one, document) for one in programs]


def _folded(programs: Sequence[Program], parsed: Parsed) -> Folded | None:
    if parsed.text.outline is None:
        return None

    def wanted(frame: Frame, pairs: frozenset[Pair]) -> frozenset[Pair]:
        return frozenset(pair for one in programs for pair in deciding(one, frame, pairs))

    return settle(parsed.text.outline, parsed.head, wanted)
