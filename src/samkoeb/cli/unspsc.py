"""`samkoeb unspsc load FILE`: the UNSPSC tree from a CSV (code and titles); without a file, the small set of our own."""

import sys
from argparse import Namespace
from datetime import UTC, datetime

from samkoeb.catalogue import actions
from samkoeb.catalogue.logic.faults import FileFault
from samkoeb.cli.acting import actor
from samkoeb.cli.fault import Fault
from samkoeb.sentences import say


def run(arguments: Namespace) -> int:
    by, at = actor(arguments.acting_as), datetime.now(UTC)
    if arguments.file is None:
        count = actions.load_own_unspsc(by=by, at=at)
    else:
        try:
            with arguments.file.open("rb") as file:
                count = actions.load_unspsc(file, version=arguments.list_version, by=by, at=at)
        except OSError as error:
            print(f"samkoeb: {arguments.file} can't be read ({error.strerror}): name a file that is there.", file=sys.stderr)
            return 2
        except FileFault as fault:
            raise Fault(say(fault.problem, "en")) from fault
    print(f"{count} UNSPSC codes loaded")
    return 0
