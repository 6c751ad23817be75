"""Matching alone: invoice lines a second, exact Decimal, nothing read or written (goal ≥ 2,000)."""

import resource
import time
from decimal import Decimal
from typing import Any

from samkoeb.invoicing.logic.facts import DocumentCharge, InvoicedLine, OrderedLine
from samkoeb.invoicing.logic.matching import match
from samkoeb.invoicing.logic.tolerance import Tolerances

GOAL = 2_000
_SHAPES = ((200, 10), (20, 100), (2, 1_000))  # invoices × lines


def _invoice(number: int, lines: int) -> tuple[list[InvoicedLine], list[OrderedLine]]:
    """As the world is: most lines fit, some in pieces for boxes, some dearer, some without a reference, some not received."""
    invoiced, ordered = [], []
    for at in range(lines):
        price = Decimal(1000 + (number * 37 + at * 13) % 9000) / 100
        quantity = Decimal(1 + at % 25)
        ordered.append(
            OrderedLine(
                id=at,
                order_id=number,
                order_number=f"R-{number}",
                number=str(at + 1),
                quantity=quantity,
                unit="XBX",
                price=price,
                pack_content=Decimal(100),
                agreed_price=price,
                received=Decimal(0) if at % 17 == 16 else quantity,
                item_number=f"A-{number}-{at}",
            )
        )
        dearer = price * (100 + at % 4) / 100 if at % 7 == 6 else price
        in_pieces = at % 5 == 4
        invoiced.append(
            InvoicedLine(
                position=at,
                quantity=quantity * 100 if in_pieces else quantity,
                unit="C62" if in_pieces else "XBX",
                price=dearer,
                base_quantity=Decimal(100) if in_pieces else Decimal(1),
                net_amount=(quantity * dearer).quantize(Decimal("0.01")),
                order_number=f"R-{number}",
                order_line_number="" if at % 11 == 10 else str(at + 1),
                item_number=f"A-{number}-{at}",
                description="Undersøgelseshandske, nitril, pudderfri",
            )
        )
    return invoiced, ordered


def run() -> list[dict[str, Any]]:
    """One row for each shape of invoice: what, throughput, CPU seconds, peak memory of the process, goal, and whether it was reached."""
    rows = []
    for invoices, lines in _SHAPES:
        work = [_invoice(number, lines) for number in range(invoices)]
        freight = [DocumentCharge(amount=Decimal(100), reason="Fragt")]
        started, cpu = time.perf_counter(), time.process_time()
        waiting = sum(
            bool(match(invoiced, ordered, tolerances=Tolerances(), charges=freight).reason) for invoiced, ordered in work
        )
        seconds, used = time.perf_counter() - started, time.process_time() - cpu
        rows.append(
            {
                "what": f"matching, {invoices} invoices of {lines} lines ({waiting} wait for a person)",
                "value": round(invoices * lines / seconds),
                "unit": "lines/s",
                "goal": GOAL,
                "reached": invoices * lines / seconds >= GOAL,
                "cpu_seconds": round(used, 3),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    return rows


if __name__ == "__main__":
    for row in run():
        print(row)
