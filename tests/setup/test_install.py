"""`make install` does what is missing and no more, and says in one sentence what it lacks."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PARTS = ("Makefile", "setup", "requirements", "pyproject.toml", "package.json", "package-lock.json", "locale")

# A Python that lacks one module, as Debian's lacks ensurepip until python3-venv is installed.
WITHOUT_ENSUREPIP = """#!/bin/sh
exec "{python}" -c 'import runpy, sys
sys.modules["ensurepip"] = None
sys.argv = sys.argv[1:]
sys.argv[0] == "-c" or runpy.run_path(sys.argv[0], run_name="__main__")' "$@"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the set-up reads of a checkout, in a folder with a space and Danish letters."""
    folder = tmp_path / "en prøve på samkøb"
    folder.mkdir()
    for part in PARTS:
        source = REPOSITORY / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    return folder


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """setup/install.py as a module, with a folder of its own to work in."""
    spec = importlib.util.spec_from_file_location("install_under_test", REPOSITORY / "setup" / "install.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "install_under_test", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMPS", tmp_path / "stamps")
    (tmp_path / "stamps").mkdir()
    yield module


def make(folder: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PIP_", "UV_"))}
    return subprocess.run(
        ["make", *words], cwd=folder, env={**kept, **more}, capture_output=True, text=True, timeout=300, check=False
    )


def test_a_step_is_done_once_and_again_when_what_it_reads_changes_or_what_it_makes_is_gone(
    install: ModuleType, tmp_path: Path
) -> None:
    source, made, runs = tmp_path / "locked", tmp_path / "made", []

    def work() -> None:
        runs.append(source.read_text())
        made.write_text("made")

    def once() -> None:
        step = install.Step("step", "making", (source,), (made,), work)
        if not step.is_done():
            step.run()

    source.write_text("one")
    once()
    once()
    assert runs == ["one"]

    source.write_text("two")
    once()
    assert runs == ["one", "two"]

    made.unlink()
    once()
    once()
    assert runs == ["one", "two", "two"]


def test_a_step_that_fails_leaves_no_stamp(install: ModuleType, tmp_path: Path) -> None:
    def work() -> None:
        raise install.CannotInstall("no")

    (tmp_path / "locked").write_text("one")
    step = install.Step("step", "making", (tmp_path / "locked",), (), work)
    with pytest.raises(install.CannotInstall):
        step.run()
    assert not step.is_done()


def test_a_checkout_that_was_moved_is_set_up_anew(install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs in .venv/bin carry the folder's full name."""
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "locked").write_text("one")
    prints = []
    for name in ("here", "there"):
        monkeypatch.setattr(install, "ROOT", tmp_path / name)
        prints.append(install.Step("step", "making", (tmp_path / name / "locked",), (), lambda: None).fingerprint())
    assert prints[0] != prints[1]


def test_no_python_that_is_new_enough_is_one_sentence(checkout: Path) -> None:
    answer = make(checkout, "install", "PYTHON=")
    assert answer.returncode != 0
    assert "Python 3.11 or newer is needed" in answer.stderr and "apt install" in answer.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_without_venv_is_one_sentence(checkout: Path) -> None:
    python = checkout.parent / "python without venv"
    python.write_text(WITHOUT_ENSUREPIP.format(python=sys.executable))
    python.chmod(0o755)
    answer = make(checkout, "install", f"PYTHON={python}")
    assert answer.returncode != 0
    assert "apt install python3-venv" in answer.stderr and "Traceback" not in answer.stderr
    assert not (checkout / ".venv").exists()


def test_no_network_at_the_first_installation_is_one_sentence(checkout: Path) -> None:
    answer = make(checkout, "install", f"PYTHON={sys.executable}", PIP_NO_INDEX="1")
    assert answer.returncode != 0
    sentence = next(line for line in answer.stderr.splitlines() if line.startswith("samkoeb:"))
    assert "on the network" in sentence and "install.log" in sentence
    assert "Traceback" not in answer.stderr


def test_every_target_has_a_line_of_help(checkout: Path) -> None:
    targets = re.findall(r"^\.PHONY: (.*)$", (checkout / "Makefile").read_text(), re.MULTILINE)[0].split()
    said = make(checkout, "help").stdout
    assert {line.split()[1] for line in said.splitlines()} == set(targets)
    assert all(len(line.split()) > 3 for line in said.splitlines())


@pytest.mark.parametrize("name", ["uv", "runtime", "dev", "node"])
def test_locks_name_every_package_by_version_and_hash_and_no_address(name: str) -> None:
    lock = (REPOSITORY / "requirements" / f"{name}.lock").read_text()
    packages = re.findall(
        r"^([a-z0-9][a-z0-9._-]*(?:\[[^]]*\])?)==(\S+)(.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+)", lock, re.MULTILINE
    )
    lines = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(packages) == len(lines) > 0
    assert "://" not in lock and "--index" not in lock and "--find-links" not in lock


def test_what_tests_run_on_is_what_the_product_runs_on() -> None:
    """dev.lock holds runtime.lock, version for version."""
    pinned = {}
    for name in ("runtime", "dev"):
        lock = (REPOSITORY / "requirements" / f"{name}.lock").read_text()
        pinned[name] = dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==(\S+)", lock, re.MULTILINE))
    assert pinned["runtime"].items() <= pinned["dev"].items()


def test_the_front_end_lock_names_hashes_and_no_address() -> None:
    lock = (REPOSITORY / "package-lock.json").read_text()
    assert '"resolved"' not in lock and "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", lock)
    assert lock.count('"node_modules/') == lock.count('"integrity": "sha512-')


def test_the_built_style_sheet_finds_everything_it_names() -> None:
    dist = REPOSITORY / "src" / "samkoeb" / "web" / "assets" / "dist"
    if not dist.exists():
        pytest.skip("the assets are not built: make install")
    names = set(re.findall(r"url\(\"?(?!data:)([^)\"]+)\"?\)", (dist / "samkoeb.css").read_text()))
    assert len(names) > 50
    assert not [name for name in names if not (dist / name).is_file()]
    assert not [name for name in names if name.endswith((".eot", ".ttf", ".otf", ".woff"))]
    assert (dist / "icons.svg").is_file() and (dist / "samkoeb.js").is_file()
