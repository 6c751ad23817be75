"""The rule sets of this installation: which there are, adding more, what a rule says, and whether they pass their publishers' tests.

Where there is a house, its database has what was added, and this node's folder is brought in step with it; else the folder is all there is.
SAMKOEB_RULES names a folder of somebody's own: the house has no part in it.
"""

import importlib
import os
import sys
from argparse import Namespace

from samkoeb.cli.home import home
from samkoeb.cli.surroundings import around
from samkoeb.documents.validation import rule_commands
from samkoeb.postgres import place

OF_THE_HOUSE = "samkoeb.cli.house_rules"  # imports Django, so it is found by name when there is a database to point it at
ASK_THE_HOUSE = frozenset({"add", "list", "show"})


def run(arguments: Namespace) -> int:
    if arguments.verb in ASK_THE_HOUSE and _there_is_a_house():
        with around("unprepared"):
            return int(importlib.import_module(OF_THE_HOUSE).run(arguments))
    return rule_commands.VERBS[arguments.verb](arguments, sys.stdout, sys.stderr)


def _there_is_a_house() -> bool:
    if os.environ.get("SAMKOEB_RULES"):
        return False
    return bool(os.environ.get("DATABASE_URL")) or place.find(home()).data.exists()
