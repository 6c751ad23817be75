"""Put files where somebody else takes them from, each exactly once, whatever is killed in between.

1. `prepare` writes the file under a hidden name of this one try and makes it durable. Then the caller commits "sending" with that name.
2. `publish` renames it to its place: one indivisible act that also takes the prepared name away. Then the caller commits "sent".

Killed before the commit of 1, nobody knows the prepared file and another try makes its own. Killed after it, the prepared name tells:
still there, it was not published; gone, it was, also when the receiver has taken it away meanwhile. (docs/decisions/0009-documents-exactly-once.md)
"""

import os
from pathlib import Path

PREPARED = ".prepared"


def prepare(root: Path, token: str, content: bytes) -> None:
    """Raises OSError (a full disk, a folder that can't be written)."""
    place = root / PREPARED
    place.mkdir(parents=True, exist_ok=True)
    handle = os.open(place / token, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync(place)


def publish(root: Path, token: str, target: Path) -> None:
    """Into place, or nothing when it was published before."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        (root / PREPARED / token).rename(target)
    except FileNotFoundError:
        return
    sync(target.parent)
    sync(target.parent.parent)


def sync(folder: Path) -> None:
    """The names in a folder are durable too only when the folder itself is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
