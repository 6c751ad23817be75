"""Check the audit trail: recompute the chain of seals."""

import sys
from argparse import Namespace

from samkoeb.audit import queries
from samkoeb.audit.queries import Verdict


def run(arguments: Namespace) -> int:
    """0 when the chain holds (the unsealed tail is named), 1 when it is broken."""
    verdict = queries.verify()
    if not verdict.holds:
        print(
            f"samkoeb: the audit trail is broken at event {verdict.broken_at}; the {verdict.sealed} events before it hold.",
            file=sys.stderr,
        )
        return 1
    print(said(verdict))
    return 0


def said(verdict: Verdict) -> str:
    tail = f"{verdict.unsealed} newer ones are not sealed yet" if verdict.unsealed else "none is unsealed"
    return f"The audit trail holds: {verdict.sealed} events are sealed, {tail}."
