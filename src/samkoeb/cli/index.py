"""`samkoeb index rebuild`: the search index anew from the database, while searches go on in the old one."""

from argparse import Namespace
from datetime import UTC, datetime
from decimal import Decimal

from samkoeb.catalogue.search import node
from samkoeb.cli.progress import counting
from samkoeb.kernel import calendar
from samkoeb.kernel.quantity import number_da


def run(arguments: Namespace) -> int:
    count = node.rebuild(calendar.day_of(datetime.now(UTC)), counting("items in the new index"))
    print(f"The search index is new: {number_da(Decimal(count))} items.")
    return 0
