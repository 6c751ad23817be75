"""Orders of ten lines through all nine steps, from the tender's result to the released payment file (goal ≥ 300 lines/s, all in).

The steps are those of `samkoeb walk`, taken over and over: people act through actions, the supplier is played by documents alone, and all
that follows from a document happens before the next one comes. Wards order from a list, so ten lines go into the basket at once. There
are as many wards at work as the machine has cores, each a process of its own that is web server and worker at once; they share the
database and whatever waits. BENCH_ORDERS says how many orders they make together (1,000), BENCH_WARDS how many wards there are.

Lines a second are order lines by the wall time of everything, the supplier's writing of its papers included. CPU is that of our processes;
PostgreSQL works in its own. The physical limit is the rows that were written: as many as stand in the tables afterwards, one INSERT
each, in transactions of ten.
"""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from samkoeb import documents
from samkoeb.catalogue import actions as catalogue
from samkoeb.catalogue import queries as catalogue_queries
from samkoeb.catalogue.search import node
from samkoeb.documents.model.invoice import PaymentMeans
from samkoeb.documents.model.order import Order
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries as exchange_queries
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import APPROVER, GOODS_RECEIVER, PURCHASER, REQUESTER, STOCK_KEEPER
from samkoeb.ordering import actions as ordering
from samkoeb.ordering import queries as ordering_queries
from samkoeb.organisations import actions as organisations
from samkoeb.organisations import queries as organisation_queries
from samkoeb.process.quiet import run_until_quiet
from samkoeb.receiving import actions as receiving
from samkoeb.receiving import queries as receiving_queries
from samkoeb.story import suppliers, walk
from samkoeb.story.cast import gln
from samkoeb.story.offered import look
from samkoeb.story.walk import OPERATOR, Walk

ORDERS = int(os.environ.get("BENCH_ORDERS", "1000"))
WARDS = int(os.environ.get("BENCH_WARDS", str(os.cpu_count() or 1)))
LINES = 10
ITEMS = 200
GOAL = 300


def run() -> list[dict[str, Any]]:
    """A row for the whole chain, one for each step with its share of the time, and the physical limit."""
    clock = Clock()
    raw = _catalogue()
    tale = Walk(raw, "bench.csv", look(raw, "bench.csv", today=calendar.day_of(datetime.now(UTC))))
    rows_before = _rows()
    began, cpu = time.perf_counter(), _cpu()
    clock.time("1 agreement", lambda: walk.agreement(tale))
    items = clock.time("1 agreement", lambda: _own_items(tale))
    wards = [_ward(tale, number) for number in range(WARDS)]
    for spent in _at_the_same_time(tale, wards, items):
        clock.add(spent)
    tale.minutes += ORDERS // 60
    clock.time("9 posting and payment", lambda: walk.posting_and_payment(tale))
    seconds, used = time.perf_counter() - began, _cpu() - cpu
    written = _rows() - rows_before
    lines = ORDERS * LINES
    rate, limit = round(lines / seconds), _insert_rate(written)
    whole = {
        "what": f"nine steps, {ORDERS:,} orders of {LINES} lines, {WARDS} wards", "value": rate, "unit": "lines/s", "goal": GOAL,
        "reached": rate >= GOAL, "cpu_seconds": round(used, 1), "peak_mb": _peak(), "ms_per_order": round(seconds / ORDERS * 1000),
    }  # fmt: skip
    steps = [
        {
            "what": f"  step {name}, in one process",
            "value": round(lines / spent),
            "unit": "lines/s",
            "ms_per_order": round(spent / ORDERS * 1000, 1),
        }
        for name, spent in sorted(clock.spent.items())
    ]
    least = written / limit
    peer = {
        "what": f"bare INSERT of the {written:,} rows written", "value": round(lines / least), "unit": "lines/s",
        "ms_per_order": round(least / ORDERS * 1000, 1), "times_ours": round(seconds / least, 1),
    }  # fmt: skip
    return [whole, *steps, peer]


class Clock:
    """Wall seconds by step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def time(self, step: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        done = work()
        self.add({step: time.perf_counter() - began})
        return done

    def add(self, spent: dict[str, float]) -> None:
        for step, seconds in spent.items():
            self.spent[step] = self.spent.get(step, 0.0) + seconds


@dataclass(frozen=True, slots=True)
class Ward:
    number: int
    unit_id: int
    place_id: int


def _ward(tale: Walk, number: int) -> Ward:
    """A ward below the tale's unit, so that its people look after it, with a shelf of its own."""
    unit = organisations.create_unit(
        organisation_id=tale.ids["body"], parent_id=tale.ids["unit"], name=f"Afsnit {number + 1}", delivery_gln=gln(97_100_000 + number),
        invoice_gln=gln(96_000_090), delivery_point="Depotet", account="4620", cost_place="1090", valid_from=tale.offered.on,
        by=OPERATOR, at=tale.at(),
    )  # fmt: skip
    place = receiving.create_location(unit.pk, name="Depotet", by=OPERATOR, at=tale.at())
    return Ward(number, unit.pk, place.pk)


def _at_the_same_time(tale: Walk, wards: list[Ward], items: list[Any]) -> list[dict[str, float]]:
    """Each ward in a process of its own; the seconds by step of each."""
    first_at = tale.at()
    tale.people = {role: organisation_queries.actor_for(person.person_id, first_at) for role, person in tale.people.items()}
    connection.close()  # no process has another's
    connection.close_pool()
    fork = multiprocessing.get_context("fork")
    told = fork.SimpleQueue()
    processes = [fork.Process(target=_work, args=(tale, ward, items, first_at, told)) for ward in wards]
    for one in processes:
        one.start()
    spent = []
    for one in processes:
        one.join()
        if one.exitcode != 0:
            raise RuntimeError("a ward's process failed; why stands above")
        spent.append(told.get())
    return spent


def _work(tale: Walk, ward: Ward, items: list[Any], first_at: datetime, told: Any) -> None:
    clock = Clock()
    for number in range(ward.number, ORDERS, WARDS):
        wanted = [items[(number * 7 + n * 13) % ITEMS] for n in range(LINES)]
        _one(tale, ward, clock, number + 1, wanted, first_at + timedelta(seconds=number))
    told.put(clock.spent)
    connection.close()


def _one(tale: Walk, ward: Ward, clock: Clock, number: int, items: list[Any], at: datetime) -> None:
    """One order from the search to the approved invoice. All fall on one day, a second apart."""
    on = tale.offered.on
    clock.time("2 search", lambda: _search(ward, items, on))
    order = clock.time("3 order", lambda: _order(tale, ward, items, at))
    answer = suppliers.answer(order, on=on, number=f"OB-{number}")
    clock.time("4 order confirmation", lambda: _hand_in(documents.write(answer), at))
    advice = suppliers.despatch(order, on=on, number=f"FS-{number}", batch="B-1", expires_on=on + timedelta(days=700))
    clock.time("5 delivery", lambda: _hand_in(documents.write(advice), at))
    clock.time("6 goods receipt", lambda: _receive(tale, ward, order, at))
    clock.time("7 stock", lambda: _use(tale, ward, items, at))
    means = PaymentMeans(code="58", account=walk.IBAN, payment_id=f"F-{number}")
    invoice = suppliers.invoice([(order, None)], on=on, number=f"F-{number}", means=means)
    clock.time("8 invoice approval", lambda: _hand_in(documents.write(invoice), at))


def _search(ward: Ward, items: list[Any], on: date) -> None:
    viewer = catalogue_queries.viewer_of(ward.unit_id, on)
    for item in items:
        found = node.search(item.name_da, viewer, on=on)
        assert item.item_id in {hit.item_id for hit in found.hits}, item.name_da


def _order(tale: Walk, ward: Ward, items: list[Any], at: datetime) -> Order:
    wishes = [ordering.Wish(item_id=item.item_id, quantity=Decimal(2)) for item in items]
    ordering.add_many_to_basket(ward.unit_id, wishes=wishes, by=tale.people[REQUESTER], at=at)
    requisition = ordering.submit(ward.unit_id, by=tale.people[REQUESTER], at=at)
    if requisition.state == "submitted":
        requisition = ordering.approve(requisition.pk, by=tale.people[APPROVER], at=at)
    (number,) = requisition.orders.values_list("number", flat=True)
    sent = exchange_queries.outbox(OPERATOR, states=("sent",), document_type="order").filter(document_number=number)
    row = _when_there(sent.first, at)
    found = documents.read(exchange_queries.payload_of(OPERATOR, row.pk), on=tale.offered.on).model
    assert isinstance(found, Order)
    return found


def _hand_in(content: bytes, at: datetime) -> None:
    inbound = exchange.receive(content, channel="story", by=OPERATOR, at=at)
    taken = exchange_queries.inbox(OPERATOR).exclude(state="received").filter(pk=inbound.pk)
    kept = _when_there(taken.first, at)
    assert kept.state == "handled", exchange_queries.reason_of(kept)


def _when_there(look_for: Callable[[], Any], at: datetime) -> Any:
    """What waits is handled by whoever comes first: ours may be in another ward's hands."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        run_until_quiet(at)
        if (found := look_for()) is not None:
            return found
        time.sleep(0.001)
    raise AssertionError("what another process took is not done after a minute")


def _receive(tale: Walk, ward: Ward, order: Order, at: datetime) -> None:
    by = tale.people[GOODS_RECEIVER]
    kept = ordering_queries.order_by_number(order.number, tale.ids["supplier"])
    assert kept is not None
    page = receiving_queries.delivery_page(by, kept.pk)
    lines = [{"order_line_id": line.order_line_id, "quantity": line.open_quantity, "batch": "B-1"} for line in page.lines]
    receiving.register(page.order_id, unit_id=ward.unit_id, lines=lines, location_id=ward.place_id, by=by, at=at)
    run_until_quiet(at)


def _use(tale: Walk, ward: Ward, items: list[Any], at: datetime) -> None:
    """All that came is taken for use."""
    names = {item.name_da for item in items}
    keeper = tale.people[STOCK_KEEPER]
    levels = receiving_queries.stock_page(keeper, ward.place_id, tale.offered.on).levels
    takes = [receiving.Take(level_id=x.id, quantity=x.level, batch="B-1") for x in levels if x.name_da in names]
    receiving.issue_all(takes, by=keeper, at=at)


def _own_items(tale: Walk) -> list[Any]:
    items = list(catalogue_queries.orderable_on(tale.ids["agreement"], on=tale.offered.on, limit=ITEMS))
    for item in items:
        catalogue.own_item_from(item.item_id, tale.ids["body"], by=tale.people[PURCHASER], at=tale.at())
        tale.minutes -= 10
    return items


def _catalogue() -> bytes:
    """Names that differ in more than a number, so that a search finds the one that was meant."""
    kinds = ("Handske", "Forbinding", "Kanyle", "Spritserviet", "Plaster", "Pose", "Kateter", "Maske", "Kittel", "Tape")
    colours = ("blå", "hvid", "grøn", "gul", "rød")
    rows = [
        f"V-{n:04d};{kinds[n % 10]}, {colours[n // 10 % 5]}, str. {'SMLX'[n // 50]} udgave{n:03d};100/bx;{10 + n % 90},50;42132203;Nordhånd"
        for n in range(ITEMS)
    ]
    return "\n".join(["Varenr;Varetekst;Enhed;Nettopris;UNSPSC;Producent", *rows]).encode()


def _rows() -> int:
    """Rows in all tables, counted."""
    with connection.cursor() as cursor:
        return sum(_count(cursor, name) for name in connection.introspection.table_names(cursor))


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
    return int(cursor.fetchone()[0])


def _insert_rate(rows: int) -> float:
    """Rows a second into a table with a key, a number, an instant and a JSON, one INSERT each, ten a transaction."""
    rows = min(rows, 20_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_row (id bigint generated always as identity primary key, number int, at timestamptz, facts jsonb)"
        )
        began = time.perf_counter()
        for first in range(0, rows, 10):
            cursor.execute("BEGIN")
            for n in range(first, first + 10):
                cursor.execute(
                    "INSERT INTO bench_row (number, at, facts) VALUES (%s, now(), %s)", [n, '{"quantity": "2", "price": "10.50"}']
                )
            cursor.execute("COMMIT")
        return rows / (time.perf_counter() - began)


def _cpu() -> float:
    """Of this process and those it has waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _peak() -> int:
    """Of the largest of our processes."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


if __name__ == "__main__":
    for line in run():
        print(line)
