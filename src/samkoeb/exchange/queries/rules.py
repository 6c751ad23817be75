"""The rule sets of the house, and what they say of a document.

What was added stands in the database; a node keeps a copy in its folder, brought in step before each use, so that any node may be thrown
away and a worker on another machine sees at once what was added.
"""

import io
import shutil
import tempfile
import threading
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from samkoeb import documents
from samkoeb.base.asking import asked
from samkoeb.documents import validation
from samkoeb.documents.validation import Library, Source
from samkoeb.documents.validation.library import describe
from samkoeb.exchange.logic import checked
from samkoeb.exchange.models import RuleFiles
from samkoeb.kernel import calendar

FROM_HOUSE = "of-the-house"  # a file that marks a copy of what the database has
_step = threading.Lock()
_in_step: dict[Path, int] = {}  # the folder and the newest row that it holds


def folder() -> Path:
    """This node's copy, where the command line looks as well."""
    return Path(settings.HOME) / "rules"


def library() -> Library:
    """The rule sets that apply now."""
    here = folder()
    newest = _newest.first() or 0
    if _in_step.get(here) != newest:
        with _step:
            bring_in_step(here)
            _in_step[here] = newest
    return _library(here)


@asked
def _newest() -> QuerySet[RuleFiles, int]:
    return RuleFiles.objects.order_by("-pk").values_list("pk", flat=True)[:1]


@cache
def _library(here: Path) -> Library:
    return Library(here)


def bring_in_step(here: Path) -> None:
    """Write what the folder lacks, and take away copies of what the database no longer has (it was restored from a backup)."""
    known = {_place(here, row): row.pk for row in RuleFiles.objects.defer("files")}
    for mark in here.glob(f"*/*/{FROM_HOUSE}"):
        if mark.parent not in known:
            shutil.rmtree(mark.parent, ignore_errors=True)
    missing = [pk for place, pk in known.items() if not (place / FROM_HOUSE).exists()]
    for row in RuleFiles.objects.filter(pk__in=missing).order_by("pk"):
        _write(_place(here, row), row)


def validate(raw: bytes, *, on: date, limits: documents.Limits) -> validation.Report:
    """As documents.validation.validate, by the rules of the house. Raises DocumentFault."""
    return validation.validate(raw, on=on, library=library(), limits=limits)


def check(raw: bytes, *, on: date) -> dict[str, Any]:
    """What is kept with a document (logic/checked.py). What is larger than the rules are asked about, or no XML, is said to be unread."""
    allowed = settings.XML_LIMITS
    limits = documents.Limits(
        bytes=min(settings.RULES_BYTES, allowed["max_bytes"]), elements=allowed["max_elements"], depth=allowed["max_depth"]
    )
    try:
        return checked.of(validate(raw, on=on, limits=limits))
    except documents.DocumentFault as fault:
        return checked.unread(fault.code, on)


def _place(here: Path, row: RuleFiles) -> Path:
    return here / row.name / f"{row.pk:06}-{row.sha256[:16]}"


def _write(place: Path, row: RuleFiles) -> None:
    """Beside it first, then moved: nobody reads half a rule set. Another process may have been quicker."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".") as beside:
        made = Path(beside) / place.name
        with zipfile.ZipFile(io.BytesIO(bytes(row.files))) as packed:
            packed.extractall(made / "files")
        source = Source(
            row.name, row.role, made / "files" / row.main, row.source, added=calendar.day_of(row.added_at), sha256=row.sha256, issued=row.issued,
            sequence=row.pk,
        )  # fmt: skip
        describe(made, source, row.main)
        (made / FROM_HOUSE).touch()
        try:
            made.rename(place)
        except OSError:
            if not (place / FROM_HOUSE).exists():
                raise
