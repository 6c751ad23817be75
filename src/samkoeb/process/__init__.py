"""What follows from what: inbound document type → action (inbound.py), event → actions (reactions.py). Whoever reads these two tables
has seen the whole process."""

from samkoeb.process.quiet import Counts, run_until_quiet

__all__ = ["Counts", "run_until_quiet"]
