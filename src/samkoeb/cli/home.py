"""Where an installation keeps what it has: SAMKOEB_HOME."""

import os
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]


def home() -> Path:
    """SAMKOEB_HOME, else `var` in the checkout that this program runs from, else `var` in the current folder."""
    given = os.environ.get("SAMKOEB_HOME")
    if given:
        return Path(given).expanduser().absolute()
    checkout = SOURCE.parents[1]
    return (checkout if (checkout / "pyproject.toml").exists() else Path.cwd()) / "var"
