"""Official rule files as the publishers give them, a folder or a zip, become rule sets of a library."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from samkoeb.documents.validation import cache, reading, structure
from samkoeb.documents.validation.library import Library, Source, describe, role_of
from samkoeb.documents.validation.schema import RuleFileError

_ENDINGS = frozenset({".sch", ".xsl", ".xslt", ".xml"})
_FILES, _BYTES, _ONE = 20_000, 500_000_000, 50_000_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one rule file: a rule set, or the reason why it is none."""

    file: str
    source: Source | None
    checks: int = 0
    reason: str = ""
    twin: bool = False  # the same or an older one of what was added: nothing is wrong with it
    schemas: structure.Found | None = None

    @property
    def types(self) -> int:
        """How many types of documents XML Schemas are for; 0 for rules."""
        return len(self.schemas.files) if self.schemas else 0


def add(path: Path, *, to: Library, on: date, name: str = "") -> list[Added]:
    """Every rule set in a file, below a folder or in a zip. A part that another file includes is none of its own.

    Raises RuleFileError where there is nothing to add at all.
    """
    with _unpacked(path) as folder:
        mains, schemas = _mains(folder), structure.find(folder)
        if not mains and not schemas:
            raise RuleFileError(f"{path.name}: no rule file is in it")
        results = [*(_read(file, folder, path) for file in mains), *(_read_schemas(one, folder, path) for one in schemas)]
        chosen = _newest_of_each_role([one for one in results if one.source is not None])
        sequence = max((one.sequence for one in to.sources()), default=0)
        kept = [_keep(one, to, on, sequence + place, _named(name, one, len(chosen))) for place, one in enumerate(chosen, 1)]
    return [*kept, *(one for one in results if one.source is None), *_passed_over(results, chosen)]


def _named(name: str, one: Added, many: int) -> str:
    assert one.source is not None
    if not name:
        return one.source.role
    return role_of(name) if many == 1 else f"{role_of(name)}-{one.source.role}"


def _mains(folder: Path) -> list[Path]:
    """Whole rule sets, without those that another includes."""
    files = [folder] if folder.is_file() else sorted(x for x in folder.rglob("*") if x.suffix.lower() in _ENDINGS and x.is_file())
    files = [file.resolve() for file in files if file.stat().st_size <= _ONE and reading.is_rule_file(file)]
    included = {part for file in files for part in cache.files_of(file)[1:]}
    return [file for file in files if file not in included]


def _read(file: Path, folder: Path, given: Path) -> Added:
    """Compiled once, so that what can't be compiled is said now and not when a document comes."""
    shown = str(file.relative_to(folder.resolve())) if folder.is_dir() else file.name
    role = role_of(file.stem)
    if folder.is_dir() and any(not part.is_relative_to(folder.resolve()) for part in cache.files_of(file)):
        return Added(shown, None, reason=f"{file.name}: it includes a file outside of what was given")
    try:
        program = cache.load(file, role)
    except RuleFileError as error:
        return Added(shown, None, reason=str(error))
    except (OSError, ValueError, RecursionError) as error:
        return Added(shown, None, reason=f"{file.name}: {type(error).__name__}: {error}")
    source = Source(role, role, file, f"{given.name}: {shown}", issued=program.names["ABOUT"]["issued"])
    return Added(shown, source, len(program.names["CHECKS"]))


def _read_schemas(found: structure.Found, folder: Path, given: Path) -> Added:
    """Each schema is compiled once; those of one kind become one rule set."""
    top = folder.resolve() if folder.is_dir() else found.folder
    shown = str(found.folder.relative_to(top)) if found.folder != top else found.files[0].name
    try:
        parts = {part for file in found.files for part in structure.files_of(file)}
        if any(not part.is_relative_to(top) for part in parts) and folder.is_dir():
            return Added(shown, None, reason=f"{shown}: it includes a file outside of what was given")
        structure.try_all(found)
    except (RuleFileError, OSError, RecursionError) as error:
        return Added(shown, None, reason=str(error))
    source = Source(found.role, found.role, found.files[0], f"{given.name}: {shown}", issued=structure.issued_of(found.files[0]))
    return Added(shown, source, schemas=found)


def _newest_of_each_role(found: list[Added]) -> list[Added]:
    newest: dict[str, Added] = {}
    for one in found:
        assert one.source is not None
        before = newest.get(one.source.role)
        if before is None or before.source is None or _rank(one) > _rank(before):
            newest[one.source.role] = one
    return list(newest.values())


def _rank(one: Added) -> tuple[str, int]:
    assert one.source is not None
    return one.source.issued, one.checks + one.types


def _passed_over(results: list[Added], chosen: list[Added]) -> list[Added]:
    """Older ones and twins of what was added: said, so that nobody misses them."""
    taken = {one.source.role: one.file for one in chosen if one.source is not None}
    return [
        Added(one.file, None, reason=f"not newer than {taken[one.source.role]}, which was added as {one.source.role}", twin=True)
        for one in results
        if one.source is not None and one not in chosen
    ]


def _keep(one: Added, library: Library, on: date, sequence: int, name: str) -> Added:
    """A copy of the file and all that it includes, each where it lay beside the others."""
    assert one.source is not None
    files = _files(one)
    common = Path(os.path.commonpath([file.parent for file in files]))
    sha = cache.fingerprint(files)
    place = library.folder / name / f"{sequence:06}-{sha[:16]}"
    for file in files:
        target = place / "files" / file.relative_to(common)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    main = files[0].relative_to(common)
    if one.schemas:
        main = Path("index.xsd")
        (place / "files" / main).write_text(structure.index_of(one.schemas.files, common, one.schemas.title), encoding="utf-8")
    kept = replace(one.source, name=name, path=place / "files" / main, added=on, sha256=sha, sequence=sequence)
    describe(place, kept, str(main))
    return replace(one, source=kept)


def _files(one: Added) -> tuple[Path, ...]:
    assert one.source is not None
    if one.schemas is None:
        return cache.files_of(one.source.path)
    return tuple(dict.fromkeys(part for file in one.schemas.files for part in structure.files_of(file)))


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise RuleFileError(f"{path}: there is no such file or folder")
    if path.is_dir() or not zipfile.is_zipfile(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="samkoeb-rules-") as folder:
        _extract(path, Path(folder))
        yield Path(folder)


def _extract(path: Path, folder: Path) -> None:
    """Only files that stay inside the folder, and no more bytes than the limits, whatever the zip claims of itself."""
    left = _BYTES
    try:
        with zipfile.ZipFile(path) as packed:
            if len(packed.infolist()) > _FILES:
                raise RuleFileError(f"{path.name}: more than {_FILES} files are in it")
            for info in packed.infolist():
                target = (folder / info.filename).resolve()
                if not target.is_relative_to(folder.resolve()):
                    raise RuleFileError(f"{path.name}: {info.filename!r} would be written outside the folder")
                if info.is_dir():
                    continue
                with packed.open(info) as file:
                    raw = file.read(min(left, _ONE) + 1)
                left -= len(raw)
                if left < 0 or len(raw) > _ONE:
                    raise RuleFileError(f"{path.name}: unpacked, it is too large")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(raw)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise RuleFileError(f"{path.name}: the zip can't be read ({error})") from None
