"""Compiled rule sets, kept by content: reading and compiling takes a second, loading what was compiled takes milliseconds.

A cached file is code that will be run, so it is taken only from a folder and file of our own that nobody else can write.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from samkoeb.documents.validation import reading
from samkoeb.documents.validation.compiling.module import VERSION, generate
from samkoeb.documents.validation.running.engine import Program

_MAGIC = f"samkoeb rules {reading.VERSION}.{VERSION} {sys.implementation.cache_tag} {sys.hexversion:x}\n".encode()
_INCLUDES = re.compile(rb"""<(?:[\w.-]+:)?(?:include|extends|import)\b[^>]*?\bhref\s*=\s*["']([^"'#]+)""")
_FILES = 500


def folder() -> Path:
    """SAMKOEB_RULES_CACHE, else below SAMKOEB_HOME, else the user's own cache folder."""
    if given := os.environ.get("SAMKOEB_RULES_CACHE"):
        return Path(given)
    if home := os.environ.get("SAMKOEB_HOME"):
        return Path(home) / "cache" / "rules"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "samkoeb" / "rules"


def files_of(path: Path) -> tuple[Path, ...]:
    """A rule file and everything that it includes, itself first."""
    found: dict[Path, None] = {}
    todo = [path.resolve()]
    while todo and len(found) < _FILES:
        one = todo.pop()
        if one in found or not one.is_file():
            continue
        found[one] = None
        for href in _INCLUDES.findall(one.read_bytes()):
            todo.append((one.parent / href.decode("utf-8", "replace")).resolve())
    return tuple(found)


def fingerprint(files: Iterable[Path]) -> str:
    """The same for the same contents in the same order, wherever they lie."""
    seen = hashlib.sha256()
    for file in files:
        raw = file.read_bytes()
        seen.update(f"{len(raw)}\0".encode() + raw)
    return seen.hexdigest()


def load(path: Path, name: str) -> Program:
    """The rule set in a file, compiled, from the cache if it is there. Raises RuleFileError."""
    key = hashlib.sha256(_MAGIC + f"{name}\0{fingerprint(files_of(path))}".encode()).hexdigest()[:40]
    place = folder() / f"{name}-{key}.py"
    kept = _kept(place)
    if kept is None:
        kept = _compiled(path, name, place)
        _keep(place, *kept)
    text, code = kept
    names: dict[str, Any] = {"__name__": f"rules.{name}"}
    exec(code, names)  # noqa: S102 - what our own compiler made
    return Program(name, names, text)


def _compiled(path: Path, name: str, place: Path) -> tuple[str, Any]:
    schema = reading.read(path, name=name)
    about = {"title": schema.title, "issued": schema.issued, "remarks": schema.remarks}
    text = f"{generate(schema)}\nABOUT = {about!r}\n"
    return text, compile(text, str(place), "exec", dont_inherit=True)


def _kept(place: Path) -> tuple[str, Any] | None:
    binary = place.with_suffix(".code")
    try:
        if not (_ours(place.parent) and _ours(place) and _ours(binary)):
            return None
        text, raw = place.read_text(encoding="utf-8"), binary.read_bytes()
        head = _MAGIC + hashlib.sha256(text.encode()).digest() + hashlib.sha256(raw[len(_MAGIC) + 64 :]).digest()
        return (text, marshal.loads(raw[len(head) :])) if raw.startswith(head) else None
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _keep(place: Path, text: str, code: Any) -> None:
    """Beside it first, then moved, so that nobody reads half a file. A folder that can't be written means that nothing is kept."""
    made = marshal.dumps(code)
    raw = _MAGIC + hashlib.sha256(text.encode()).digest() + hashlib.sha256(made).digest() + made
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _ours(place.parent):
            _write(place, text.encode())
            _write(place.with_suffix(".code"), raw)
    except OSError:
        return


def _write(place: Path, raw: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(temporary).replace(place)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _ours(path: Path) -> bool:
    """Whether it belongs to us, and neither group nor others may write to it."""
    found = path.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022
