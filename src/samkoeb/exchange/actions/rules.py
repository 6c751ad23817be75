"""Add official rule sets to the house: read and compiled first, then kept in the database with who added them."""

import io
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.documents import validation
from samkoeb.documents.validation import Library, Source
from samkoeb.documents.validation.adding import Added
from samkoeb.exchange import permissions
from samkoeb.exchange.models import RuleFiles
from samkoeb.exchange.permissions import Facts
from samkoeb.exchange.queries import rules
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor


def add_rules(path: Path, *, name: str = "", by: Actor, at: datetime) -> list[Added]:
    """Every rule set in a file, below a folder or in a zip. One with a rule that can't be compiled is not added at all: its `reason` names
    the rule. Raises RuleFileError where there is nothing to add."""
    permissions.require(by, "administer_rules", Facts())
    with tempfile.TemporaryDirectory(prefix="samkoeb-rules-") as folder:
        results = validation.add(path, to=Library(Path(folder)), on=calendar.day_of(at), name=name)
        _keep([one for one in results if one.source is not None], by=by, at=at)
    rules.library()  # what the command line reads on this node is in step too
    return results


def adopt_rules(*, by: Actor, at: datetime) -> int:
    """What was added to this node's folder before there was a house becomes the house's; how many rule sets."""
    library = Library(rules.folder())
    own = [source for source in library.sources() if source.added is not None and not (_place(source) / rules.FROM_HOUSE).exists()]
    loaded = [Added("", source, len(library.load(source).checks)) for source in sorted(own, key=lambda one: one.sequence)]
    if loaded:
        _keep(loaded, by=by, at=at)
        for source in own:
            (_place(source) / rules.FROM_HOUSE).touch()  # its place is another by now, so it goes when the folder is brought in step
    rules.library()
    return len(own)


def _keep(added: Iterable[Added], *, by: Actor, at: datetime) -> None:
    with transactions.owns():
        for one in added:
            assert one.source is not None
            source = one.source
            row = RuleFiles(
                name=source.name, role=source.role, issued=source.issued[:40], source=source.source[-300:], sha256=source.sha256,
                main=str(source.path.relative_to(_place(source) / "files")), checks=one.checks, files=_packed(source), added_at=at,
                added_by_id=by.person_id,
            )  # fmt: skip
            RuleFiles.objects.insert_all([row])
            audit.record("exchange.rules.added", row, by=by, at=at, name=row.name, sha256=row.sha256, checks=row.checks)


def _place(source: Source) -> Path:
    """The folder of a library in which a rule set lies: its files are below "files"."""
    return next(parent.parent for parent in source.path.parents if parent.name == "files" and (parent.parent / "set.json").exists())


def _packed(source: Source) -> bytes:
    folder, packed = _place(source) / "files", io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder))
    return packed.getvalue()
