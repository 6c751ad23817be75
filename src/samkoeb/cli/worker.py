"""The worker alone, in this process: what systemd runs, and what `samkoeb start` starts as its child."""

import importlib
import sys
import time
from argparse import Namespace

import psycopg
from django.db import OperationalError

from samkoeb.cli.surroundings import installation

LOOK_SECONDS = 1.0


def run(arguments: Namespace) -> int:
    """Work until SIGTERM or Ctrl-C. A database that does not answer yet (it restarts as we start) is waited for."""
    told = False
    while True:
        try:
            with installation(in_step=True):
                # Found by name: `cli` and `jobs` stand side by side and do not import each other.
                return int(importlib.import_module("samkoeb.jobs.worker").run())
        except (OperationalError, psycopg.OperationalError):
            if not told:
                print("samkoeb: the database does not answer yet: waiting for it", file=sys.stderr)
            told = True
            time.sleep(LOOK_SECONDS)
