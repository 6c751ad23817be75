"""Documents against the official rules of their kind: one answer a file, in the order given."""

import sys
from argparse import Namespace

from samkoeb.documents.validation import command


def run(arguments: Namespace) -> int:
    """Exit status 0 all valid, 1 some not valid, 2 some could not be read."""
    return command.validate_files(arguments, sys.stdout, sys.stderr)
