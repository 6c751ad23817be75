"""Where an installation keeps what it has: SAMKOEB_HOME."""

import os
import secrets
from pathlib import Path

from samkoeb.cli.fault import Fault

SOURCE = Path(__file__).resolve().parents[1]


def home() -> Path:
    """SAMKOEB_HOME, else `var` in the checkout that this program runs from, else `var` in the current folder."""
    given = os.environ.get("SAMKOEB_HOME")
    if given:
        return Path(given).expanduser().absolute()
    checkout = SOURCE.parents[1]
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"


def make_home(place: Path) -> None:
    """See that the folder is there and can be written in."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"{place} can't be made ({error.strerror}): set SAMKOEB_HOME to a folder you may write in.") from error
    if not os.access(place, os.W_OK | os.X_OK):
        raise Fault(f"{place} is not writable: set SAMKOEB_HOME to a folder you may write in.")


def secret_key(place: Path) -> str:
    """What signs sessions and links: SAMKOEB_SECRET_KEY, else one made once and kept where only its owner reads it."""
    given = os.environ.get("SAMKOEB_SECRET_KEY")
    if given:
        return given
    file = place / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text().strip()
