"""`make test` spread over the cores: a file of tests stays whole, and the longest begin first so that none is left to one core at the end.

A plugin (`-p tests.spread` in pyproject.toml). `-n auto`, which the Makefile gives, asks here how many processes it takes: what names single
files or tests, or says that it wants to be looked at (`-k`, `-s`, `--pdb`), stays in one, where starting more would cost more than they bring.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# What takes longest, first: a line is a file, or files that stay in one process since they share what takes a third of a minute to build
# (the house of tests/access, the founded home of tests/setup). What is not named here takes seconds.
LONGEST = (
    ("tests/access/", "tests/browser/"),
    ("tests/setup/test_command_line.py", "tests/setup/test_start.py"),
    ("tests/races/test_kill.py",),
    ("tests/conformance/test_same_verdict_as_saxon.py",),
    ("tests/conformance/test_every_standards_examples.py",),
    ("tests/conformance/test_any_bytes_get_a_verdict.py",),
    ("tests/setup/test_hostile_files_by_command.py",),
    ("tests/conformance/test_examples_get_the_verdict_meant.py",),
    ("tests/conformance/test_recurring_documents.py",),
    ("tests/stories/test_two_regions_become_one.py",),
    ("tests/stories/test_the_nine_steps.py",),
    ("tests/setup/test_sign_in_elsewhere.py",),
    ("tests/setup/test_private_postgres.py",),
    ("tests/setup/test_install.py",),
)


class Spread(LoadScopeScheduling):
    """xdist's own way of handing out tests, by the lines above and else by file."""

    def _split_scope(self, nodeid: str) -> str:
        place = rank(nodeid)
        return str(LONGEST[place]) if place < len(LONGEST) else nodeid.partition("::")[0]


def rank(nodeid: str) -> int:
    return next((place for place, files in enumerate(LONGEST) if nodeid.startswith(files)), len(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    if config.option.keyword or config.option.capture == "no" or not all(Path(word).is_dir() for word in config.args):
        return 0
    cores = len(os.sched_getaffinity(0))
    return cores if cores > 1 else 0


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    if config.option.dist != "load":  # another way that somebody asked for
        return None
    config.option.loadscopereorder = False  # the order of collection, which is ours
    return Spread(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: rank(item.nodeid))
