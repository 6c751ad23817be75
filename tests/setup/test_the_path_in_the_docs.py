"""docs/validation.md's ten minutes from a rule to a finding, followed."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = (Path(__file__).resolve().parents[2] / "docs/validation.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_the_rule_of_the_page_becomes_the_finding_of_the_page(tmp_path):
    rule, letter = blocks("xml")
    (tmp_path / "letter.sch").write_text(rule, encoding="utf-8")
    (tmp_path / "letter.xml").write_text(letter, encoding="utf-8")
    settings, command, *said = blocks("console")[0].splitlines()
    given = dict(word.split("=") for word in settings.removeprefix("$ export ").split())
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8", **given}
    samkoeb = str(Path(sys.executable).with_name("samkoeb"))

    def run(line: str) -> "subprocess.CompletedProcess[str]":
        words = line.removeprefix("$ ").split()
        assert words[0] == "samkoeb"
        return subprocess.run([samkoeb, *words[1:]], cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False, timeout=100)

    done = run(command)
    assert (done.returncode, done.stdout.splitlines()) == (1, said)

    (module,) = (tmp_path / "compiled").glob("letter-*.py")
    text = module.read_text(encoding="utf-8")
    for line in blocks("python")[0].splitlines():
        assert line.partition("  # ")[0].rstrip() in text
    assert text.index("def rule_0(") < text.index("def rule_0_top(") < text.index("PATTERNS = ")

    (tmp_path / "letter.sch").write_text(rule.replace("le 2", "le 3"), encoding="utf-8")
    assert "LETTER-2" not in run(command).stdout
    assert len([*(tmp_path / "compiled").glob("letter-*.py")]) == 2

    assert run("samkoeb rules add letter.sch").returncode == 0
    assert "count(l:page) le 3" in run("samkoeb rules show LETTER-2").stdout
    assert "cbc:ID" in run("samkoeb rules show BR-21").stdout


def test_the_files_that_the_page_names_are_there():
    room = Path(__file__).resolve().parents[2] / "src/samkoeb/documents/validation"
    named = set(re.findall(r"`(\w+/)`|`(\w+\.(?:py|csv))`", PAGE.partition("## The command")[0]))
    missing = [one or two for one, two in named if not any(room.rglob((one or two).rstrip("/")))]
    assert missing == []
