"""What the documents for people name is there: files, headings, commands, make's targets, sign-ins."""

import re
from pathlib import Path

import pytest

from samkoeb.cli import parser
from samkoeb.cli.table import COMMANDS
from samkoeb.story import cast

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
# A command stands in code, at the start of a line or after a prompt, a folder or a setting; its words are lower-case.
COMMAND = re.compile(r"(?:^|`|\$ |bin/|=\S* )samkoeb ((?:--as \S+ )?[a-z]+)\b", re.MULTILINE)
MAKE = re.compile(r"(?:^|[`$ ])make (?:-C \S+ )?([a-z]+)\b", re.MULTILINE)


def _code(page: Path) -> str:
    return "\n".join(CODE.findall(page.read_text(encoding="utf-8")))


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_to_something(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    lost = []
    for link in links:
        path, _, anchor = link.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in _anchors(there)):
            lost.append(link)
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_command_that_is_named_exists(page: Path) -> None:
    named = {words.split()[-1] for words in COMMAND.findall(_code(page))}
    assert named <= set(COMMANDS)
    assert set(MAKE.findall(_code(page))) <= TARGETS


def test_the_commands_of_the_readme_are_right_use() -> None:
    lines = re.findall(r"^\$ (?:\w+=\S+ )*samkoeb (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) >= 7
    for line in lines:
        parser().parse_args(line.split())  # wrong use ends the process


def test_the_readme_names_people_of_the_story_and_their_password() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w-]+@samkoeb\.example)`", text))
    assert {cast.email(key) for _who, key in cast.SIGN_INS} == named
    assert f"`{cast.PASSWORD}`" in text


def test_decisions_have_a_number_each_and_stand_in_their_list() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [name[:4] for name in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert [link for link in listed if link[0].isdigit()] == files
