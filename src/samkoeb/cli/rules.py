"""The rule sets of this installation: which there are, adding more, what a rule says, and whether they pass their publishers' tests."""

import sys
from argparse import Namespace

from samkoeb.documents.validation import rule_commands


def run(arguments: Namespace) -> int:
    return rule_commands.VERBS[arguments.verb](arguments, sys.stdout, sys.stderr)
