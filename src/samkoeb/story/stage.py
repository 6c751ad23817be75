"""The stage: who acts, on which day, and how one purchase goes its way, so that the chapters read as a tale."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from typing import Any

from samkoeb import documents
from samkoeb.catalogue import queries as catalogue
from samkoeb.documents.model.invoice import PaymentMeans
from samkoeb.documents.model.order import Order
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries as exchange_queries
from samkoeb.kernel.actor import Actor, operator
from samkoeb.kernel.calendar import COPENHAGEN
from samkoeb.ordering import actions as ordering
from samkoeb.ordering import queries as ordering_queries
from samkoeb.organisations import queries as organisations
from samkoeb.process.quiet import run_until_quiet
from samkoeb.receiving import actions as receiving
from samkoeb.receiving import queries as receiving_queries
from samkoeb.story import suppliers
from samkoeb.story.cast import Cast

OPERATOR = operator("story")
IBANS = {"nordhaand": "DK5000400440116243", "renhald": "DK9520000123456789", "smaabo": "DK5750510001322617"}


@dataclass
class Stage:
    """`now` is the day of telling; the tale's days are counted back from it."""

    now: datetime
    cast: Cast = field(default_factory=Cast)
    ids: dict[str, int] = field(default_factory=dict)
    counter: int = 0

    def at(self, days_ago: int, hour: int = 9, minute: int = 0) -> datetime:
        """An instant of the tale, never after the telling."""
        day = self.now.astimezone(COPENHAGEN).date() - timedelta(days=days_ago)
        wanted = datetime.combine(day, clock(hour, minute), COPENHAGEN).astimezone(UTC)
        return min(wanted, self.now)

    def on(self, days_ago: int) -> date:
        return self.at(days_ago).astimezone(COPENHAGEN).date()

    def actor(self, who: str, at: datetime) -> Actor:
        return organisations.actor_for(self.cast.people[who], at)

    def next(self, prefix: str) -> str:
        """The next number of a supplier's papers."""
        self.counter += 1
        return f"{prefix}-{self.now:%y}{self.counter:04d}"

    def item(self, agreement: str, number: str) -> int:
        """The item's id by its supplier's number."""
        return catalogue.item_by_number(self.ids[agreement], number)

    def order(self, unit: str, who: str, wanted: Mapping[tuple[str, str], int], at: datetime, **how: Any) -> list[int]:
        """Basket and submit; the ids of the orders that left (none while it waits for approval)."""
        by = self.actor(who, at)
        for (agreement, number), quantity in wanted.items():
            ordering.add_to_basket(
                self.cast.units[unit],
                item_id=self.item(agreement, number),
                quantity=Decimal(quantity),
                large_confirmed=True,
                by=by,
                at=at,
                **how,
            )
        requisition = ordering.submit(self.cast.units[unit], by=by, at=at)
        run_until_quiet(at)
        return [order.pk for order in requisition.orders.order_by("pk")]

    def document(self, order_id: int) -> Order:
        """The order as it left, read as the supplier reads it."""
        number = ordering_queries.order_number(order_id)
        row = exchange_queries.outbox(OPERATOR, document_type="order").get(document_number=number)
        found = documents.read(exchange_queries.payload_of(OPERATOR, row.pk), on=self.now.date()).model
        assert isinstance(found, Order)
        return found

    def hand_in(self, document: Any, at: datetime, supplier: str) -> int:
        """A supplier's document arrives, and all that follows from it happens; the inbox row's id."""
        inbound = exchange.receive(
            documents.write(document), channel="story", handed_in_by_id=self.cast.bodies[supplier], by=OPERATOR, at=at
        )
        run_until_quiet(at)
        return int(inbound.pk)

    def answer(self, order_id: int, supplier: str, at: datetime, changes: dict[str, suppliers.Change] | None = None) -> None:
        on = at.astimezone(COPENHAGEN).date()
        self.hand_in(suppliers.answer(self.document(order_id), on=on, number=self.next("OB"), changes=changes), at, supplier)

    def despatch(self, order_id: int, supplier: str, at: datetime, sent: dict[str, Decimal] | None = None) -> None:
        on = at.astimezone(COPENHAGEN).date()
        advice = suppliers.despatch(
            self.document(order_id),
            on=on,
            number=self.next("FS"),
            sent=sent,
            batch=f"B{on:%y%m}",
            expires_on=on + timedelta(days=720),
        )
        self.hand_in(advice, at, supplier)

    def receive(self, order_id: int, who: str, at: datetime, less: Mapping[int, dict[str, Any]] | None = None) -> None:
        """All that is open, or what `less` says of single lines (by line number)."""
        by = self.actor(who, at)
        page = receiving_queries.delivery_page(by, order_id)
        lines = []
        for line in page.lines:
            said = dict((less or {}).get(line.number, {}))
            batch = line.coming[0].batch if line.coming else ""
            lines.append({"order_line_id": line.order_line_id, "quantity": line.open_quantity, "batch": batch} | said)
        receiving.register(order_id, unit_id=page.delivery_unit_id, lines=lines, by=by, at=at)
        run_until_quiet(at)

    def invoice(self, order_ids: list[int], supplier: str, at: datetime, **how: Any) -> int:
        """One invoice for the orders; the inbox row's id."""
        on = at.astimezone(COPENHAGEN).date()
        number = self.next("F")
        means = PaymentMeans(code="58", account=IBANS[supplier], payment_id=number)
        sent = how.pop("sent", None)
        written = suppliers.invoice([(self.document(pk), sent) for pk in order_ids], on=on, number=number, means=means, **how)
        return self.hand_in(written, at, supplier)

    def whole(self, order_id: int, supplier: str, who: str, ordered_days_ago: int) -> int:
        """From confirmation to invoice, each on its day."""
        self.answer(order_id, supplier, self.at(ordered_days_ago, 10))
        self.despatch(order_id, supplier, self.at(ordered_days_ago - 1, 7))
        self.receive(order_id, who, self.at(ordered_days_ago - 1, 11))
        return self.invoice([order_id], supplier, self.at(ordered_days_ago - 2, 8))
