"""A file between being handed in and being read: the buyer looks at how its columns are understood first.

It lies in a folder of the platform under a random name, with whose it is, until it is read (then the inbox keeps it) or a day has gone.
While it is read, the number of lines read stands beside it, so that another request can tell how far it is.
"""

import json
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

TOKEN = re.compile(r"[0-9a-f]{32}")
A_DAY = 24 * 60 * 60.0


@dataclass(frozen=True, slots=True)
class Kept:
    token: str
    file_name: str
    raw: bytes


def _folder() -> Path:
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(raw: bytes, *, file_name: str, agreement_id: int, person_id: int) -> str:
    """Its token. What others left behind for more than a day is thrown away."""
    folder = _folder()
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - A_DAY:
            old.unlink(missing_ok=True)
    token = secrets.token_hex(16)
    (folder / f"{token}.file").write_bytes(raw)
    facts = {"file_name": file_name, "agreement_id": agreement_id, "person_id": person_id}
    (folder / f"{token}.json").write_text(json.dumps(facts), encoding="utf-8")
    return token


def find(token: str, *, agreement_id: int, person_id: int) -> Kept | None:
    """The file, for who handed it in; None when it has gone, or is another's."""
    facts = _facts(token, agreement_id, person_id)
    if facts is None:
        return None
    return Kept(token, str(facts["file_name"]), (_folder() / f"{token}.file").read_bytes())


def note(token: str, lines: int) -> None:
    (_folder() / f"{token}.lines").write_text(str(lines), encoding="ascii")


def lines_read(token: str, *, agreement_id: int, person_id: int) -> int | None:
    """How many lines have been read; None when there is nothing to be read."""
    if _facts(token, agreement_id, person_id) is None:
        return None
    noted = _folder() / f"{token}.lines"
    return int(noted.read_text(encoding="ascii") or 0) if noted.exists() else 0


def drop(token: str) -> None:
    for end in ("file", "json", "lines"):
        (_folder() / f"{token}.{end}").unlink(missing_ok=True)


def _facts(token: str, agreement_id: int, person_id: int) -> dict[str, object] | None:
    if not TOKEN.fullmatch(token):
        return None
    written = _folder() / f"{token}.json"
    facts: dict[str, object] | None = json.loads(written.read_text(encoding="utf-8")) if written.exists() else None
    if facts is None or (facts["agreement_id"], facts["person_id"]) != (agreement_id, person_id):
        return None
    return facts
