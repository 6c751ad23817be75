"""The worker alone, in this process: what systemd runs, and what `samkoeb start` starts as its child."""

import importlib
from argparse import Namespace


def run(arguments: Namespace) -> int:
    """Work until SIGTERM or Ctrl-C. Found by name: `cli` and `jobs` stand side by side and do not import each other."""
    return int(importlib.import_module("samkoeb.jobs.worker").run())
