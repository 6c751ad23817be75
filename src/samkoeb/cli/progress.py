"""That a long command lives: a count that grows on one line. To people only; what is piped or logged stays free of it."""

import sys
from collections.abc import Callable
from decimal import Decimal

from samkoeb.kernel.quantity import number_da


def counting(words: str) -> Callable[[int], None]:
    """Says "12.000 items" over and over on one line of a terminal, where what is said next takes its place."""

    def told(count: int) -> None:
        if sys.stderr.isatty():
            print(f"{number_da(Decimal(count))} {words}", end="\r", file=sys.stderr, flush=True)

    return told
