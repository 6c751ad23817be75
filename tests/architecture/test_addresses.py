"""What a letter or a message leads to is there: every address that a room writes down is a screen."""

import re
from pathlib import Path

import pytest
from django.urls import resolve

import samkoeb

SOURCE = Path(samkoeb.__file__).parent
WRITTEN = re.compile(r"""path=f?"(/[^"]*)\"""")


def _addresses() -> list[str]:
    rooms = [p for p in SOURCE.rglob("*.py") if p.relative_to(SOURCE).parts[0] != "web"]
    return sorted({found for p in rooms for found in WRITTEN.findall(p.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("address", _addresses())
def test_a_notification_leads_to_a_screen(address: str) -> None:
    assert resolve(re.sub(r"\{[^}]*\}", "1", address))
