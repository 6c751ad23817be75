"""The nine steps of electronic trade, headless: from a tender's result to the payment file, with real documents (S72 a–i).

Everything goes the way it goes in daily use: people act through actions, documents arrive in the inbox and leave by the outbox, and the
supplier is played by documents alone. When a step fails, those after it do not run.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from typing import Any

from samkoeb import documents
from samkoeb.agreements import actions as agreements
from samkoeb.catalogue import actions as catalogue
from samkoeb.catalogue import queries as catalogue_queries
from samkoeb.catalogue.search import node as search
from samkoeb.documents.model.invoice import PaymentMeans
from samkoeb.documents.model.order import Order
from samkoeb.exchange import actions as exchange
from samkoeb.exchange import queries as exchange_queries
from samkoeb.invoicing import queries as invoicing_queries
from samkoeb.kernel.actor import (
    ACCOUNTS_CLERK,
    APPROVER,
    GOODS_RECEIVER,
    PAYMENT_APPROVER,
    PURCHASER,
    REQUESTER,
    STOCK_KEEPER,
    Actor,
    operator,
)
from samkoeb.kernel.calendar import COPENHAGEN
from samkoeb.kernel.problem import Refused
from samkoeb.ledger import actions as ledger
from samkoeb.ordering import actions as ordering
from samkoeb.ordering import queries as ordering_queries
from samkoeb.organisations import actions as organisations
from samkoeb.organisations import queries as organisation_queries
from samkoeb.process.quiet import run_until_quiet
from samkoeb.receiving import actions as receiving
from samkoeb.receiving import queries as receiving_queries
from samkoeb.sentences import say, sentence
from samkoeb.story import suppliers
from samkoeb.story.cast import company_number, gln
from samkoeb.story.offered import Offered

OPERATOR = operator("walk")
LINES = 3  # ordered of a file's items: enough to be real, few enough to read
IBAN = "DK5000400440116243"  # an example account with right check digits
MAXIMUM = Decimal(100_000_000)


class StepFailed(Exception):
    """The step did not end as it must; the sentence says what was found instead."""


@dataclass
class Walk:
    """What the steps hand on: the day, ids, people, and the papers so far (file name → bytes)."""

    raw: bytes
    file_name: str
    offered: Offered
    papers: dict[str, bytes] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    minutes: int = 0

    def at(self) -> datetime:
        """The next instant of the tale, ten minutes after the one before."""
        self.minutes += 10
        return datetime.combine(self.offered.on, clock(6), COPENHAGEN).astimezone(UTC) + timedelta(minutes=self.minutes)

    def hand_in(self, content: bytes, name: str) -> None:
        """A document arrives from the supplier, and all that follows from it happens."""
        self.papers[name] = content
        at = self.at()
        inbound = exchange.receive(content, channel="story", file_name=name, by=OPERATOR, at=at)
        run_until_quiet(at)
        kept = exchange_queries.inbound(OPERATOR, inbound.pk)
        if kept.state != "handled":
            raise StepFailed(f"{name}: {kept.state} {exchange_queries.reason_of(kept)}")

    def sent(self, document_type: str) -> bytes:
        """The newest document of a type that left."""
        run_until_quiet(self.at())
        row = exchange_queries.outbox(OPERATOR, states=("sent",), document_type=document_type).first()
        if row is None:
            raise StepFailed(f"no {document_type} has left")
        return exchange_queries.payload_of(OPERATOR, row.pk)


def agreement(walk: Walk) -> None:
    """(a) The tender has ended: bodies, supplier and agreement are there, and the supplier's catalogue is approved under it."""
    at, on, offered = walk.at(), walk.offered.on, walk.offered
    body = organisations.create_organisation(
        kind="region", name="Vandreregionen", gln=gln(99_000_090), endpoint=f"0088:{gln(99_000_090)}", cvr="29190623", country="DK",
        street="Regionsvej 1", city="Demoby", postal_code="9999", valid_from=on, by=OPERATOR, at=at,
    )  # fmt: skip
    supplier = organisations.create_organisation(
        kind="supplier", name=offered.name, cvr=offered.cvr or _invented_cvr(offered), gln=offered.gln or gln(98_000_090), country=offered.country,
        endpoint=offered.endpoint or f"0088:{gln(98_000_090)}", street="Industrivej 8", city="Demoby", postal_code="9999", valid_from=on,
        currency=offered.currency, by=OPERATOR, at=at,
    )  # fmt: skip
    unit = organisations.create_unit(
        organisation_id=body.pk, name="Afsnit V1", delivery_gln=gln(97_000_090), invoice_gln=gln(96_000_090), street="Sygehusvej 10",
        city="Demoby", postal_code="9999", delivery_point="Depotet", account="4620", cost_place="1090", valid_from=on, by=OPERATOR, at=at,
    )  # fmt: skip
    walk.ids |= {"body": body.pk, "supplier": supplier.pk, "unit": unit.pk}
    for role in (REQUESTER, APPROVER, GOODS_RECEIVER, STOCK_KEEPER, PURCHASER, ACCOUNTS_CLERK, PAYMENT_APPROVER):
        _hire(walk, role)
    account = organisations.propose_bank_account(
        supplier_id=supplier.pk, kind="iban", iban=IBAN, by=walk.people[ACCOUNTS_CLERK], at=walk.at()
    )
    organisations.confirm_bank_account(account.pk, call_back_note="Ringet op", by=OPERATOR, at=walk.at())
    ledger.create_chart(body.pk, bank={"iban": IBAN}, by=OPERATOR, at=walk.at())
    concluded = agreements.conclude(
        number=offered.contract or "V-1", title="Vandringens aftale", owner_id=body.pk, supplier_id=supplier.pk, currency=offered.currency,
        estimated_value=MAXIMUM / 2, maximum_value=MAXIMUM, valid_from=on - timedelta(days=365), valid_to=on + timedelta(days=1000),
        participants=[{"organisation_id": body.pk, "binding_level": "mandatory"}], by=OPERATOR, at=walk.at(),
    )  # fmt: skip
    version = catalogue.import_file(
        walk.raw, supplier_id=supplier.pk, agreement_id=concluded.pk, file_name=walk.file_name, by=OPERATOR, at=walk.at()
    )
    if version.state != "proposed":
        raise StepFailed(" ".join(sentence(fault["code"], fault["facts"], "en") for fault in version.faults))
    named = catalogue_queries.lines_to_name(version)
    catalogue.approve_version(version.pk, also=[line.id for line in named], by=walk.people[PURCHASER], at=walk.at())
    walk.ids |= {"agreement": concluded.pk, "version": version.pk}
    walk.papers["catalogue.xml"] = documents.write(catalogue_queries.as_document(concluded.pk, on=on))


def _hire(walk: Walk, role: str) -> None:
    at, unit_id = walk.at(), walk.ids["unit"] if role in (REQUESTER, GOODS_RECEIVER, STOCK_KEEPER) else None
    person = organisations.create_person(
        name=f"{role}, V1", email=f"{role}@walk.example", home_unit_id=unit_id, by=OPERATOR, at=at
    )
    organisations.grant_role(
        person_id=person.pk, role=role, organisation_id=walk.ids["body"], unit_id=unit_id, valid_from=walk.offered.on,
        limit=Decimal(0) if role == REQUESTER else None, by=OPERATOR, at=at,
    )  # fmt: skip
    walk.people[role] = organisation_queries.actor_for(person.pk, at)


def product_search(walk: Walk) -> None:
    """(b) Someone of the unit looks for an item by its name, and finds it among what the unit may buy."""
    on = walk.offered.on
    items = catalogue_queries.orderable_on(walk.ids["agreement"], on=on, limit=LINES)
    if not items:
        raise StepFailed(f"nothing of the catalogue can be ordered on {on}")
    viewer = catalogue_queries.viewer_of(walk.ids["unit"], on)
    for item in items:
        found = search.search(item.name_da or item.name_en, viewer, on=on, fresh=True, size=100)
        if item.item_id not in {hit.item_id for hit in found.hits}:
            raise StepFailed(f"a search for “{item.name_da}” does not find it")
    for item in items:  # the body's own item: what stock and statistics are kept by
        catalogue.own_item_from(item.item_id, walk.ids["body"], by=walk.people[PURCHASER], at=walk.at())
    walk.ids["items"] = items


def order(walk: Walk) -> None:
    """(c) The basket is sent, approved by another, and leaves as an order."""
    unit_id = walk.ids["unit"]
    for item in walk.ids["items"]:
        quantity = max(item.minimum_quantity or Decimal(1), item.order_multiple or Decimal(1))
        ordering.add_to_basket(unit_id, item_id=item.item_id, quantity=quantity, by=walk.people[REQUESTER], at=walk.at())
    requisition = ordering.submit(unit_id, by=walk.people[REQUESTER], at=walk.at())
    if requisition.state == "submitted":
        ordering.approve(requisition.pk, by=walk.people[APPROVER], at=walk.at())
    walk.papers["order.xml"] = walk.sent("order")


def order_confirmation(walk: Walk) -> None:
    """(d) The supplier accepts."""
    answer = suppliers.answer(_order(walk), on=walk.offered.on, number="OB-1")
    walk.hand_in(documents.write(answer), "order-response.xml")
    _expect_state(walk, "confirmed")


def delivery(walk: Walk) -> None:
    """(e) The supplier sends, and says what is on its way."""
    advice = suppliers.despatch(
        _order(walk), on=walk.offered.on, number="FS-1", batch="B-1", expires_on=walk.offered.on + timedelta(days=700)
    )
    walk.hand_in(documents.write(advice), "despatch-advice.xml")


def goods_receipt(walk: Walk) -> None:
    """(f) The goods are taken over at the delivery point, onto a shelf."""
    receiver, at = walk.people[GOODS_RECEIVER], walk.at()
    location = receiving.create_location(walk.ids["unit"], name="Depotet", by=walk.people[STOCK_KEEPER], at=at)
    page = receiving_queries.delivery_page(receiver, _order_id(walk))
    lines = [{"order_line_id": line.order_line_id, "quantity": line.open_quantity, "batch": "B-1"} for line in page.lines]
    receiving.register(page.order_id, unit_id=walk.ids["unit"], lines=lines, location_id=location.pk, by=receiver, at=walk.at())
    run_until_quiet(walk.at())
    walk.ids["location"] = location.pk


def stock(walk: Walk) -> None:
    """(g) All is used, the shelf is counted, and below the minimum the house suggests an order and says why."""
    keeper, location_id = walk.people[STOCK_KEEPER], walk.ids["location"]
    levels = receiving_queries.stock_page(keeper, location_id, walk.offered.on).levels
    if len(levels) != len(walk.ids["items"]) or any(level.level <= 0 for level in levels):
        raise StepFailed(f"on the shelf there is {[(x.name_da, x.level) for x in levels]}")
    takes = [receiving.Take(level_id=level.id, quantity=level.level, batch="B-1") for level in levels]
    receiving.issue_all(takes, by=keeper, at=walk.at())
    for level in levels:
        receiving.set_min_max(
            location_id, own_item_id=level.own_item_id, minimum=Decimal(1), maximum=level.level, by=keeper, at=walk.at()
        )
        receiving.count(level.id, counted=Decimal(0), by=keeper, at=walk.at())
    if not receiving.suggest(walk.ids["unit"], walk.at()):
        raise StepFailed("nothing is suggested although the shelf is empty")


def _invented_cvr(offered: Offered) -> str:
    """A spreadsheet names no supplier; a Danish one cannot invoice without a company number (DK-R-002)."""
    return company_number(90) if offered.country == "DK" else ""


def invoice_approval(walk: Walk) -> None:
    """(h) The invoice fits order, receipt and price, is approved by itself, and the supplier is told."""
    means = PaymentMeans(code="58", account=IBAN, payment_id="F-1")
    written = suppliers.invoice([(_order(walk), None)], on=walk.offered.on, number="F-1", means=means)
    walk.hand_in(documents.write(written), "invoice.xml")
    rows = invoicing_queries.decided(walk.people[ACCOUNTS_CLERK], on=walk.offered.on)[:2]
    if [row.state for row in rows] not in (["approved"], ["posted"]):
        raise StepFailed(
            f"the invoice was not approved: {[(r.state, r.reason) for r in invoicing_queries.queue(walk.people[ACCOUNTS_CLERK], on=walk.offered.on)]}"
        )
    walk.ids["invoice"] = rows[0].id
    walk.papers["invoice-response.xml"] = walk.sent("invoice_response")


def posting_and_payment(walk: Walk) -> None:
    """(i) It is posted in balance, proposed for payment by one and released by another."""
    run_until_quiet(walk.at())
    due = walk.offered.on + timedelta(days=40)
    proposal = ledger.propose_payment(
        organisation_id=walk.ids["body"],
        due_until=due,
        execute_on=due,
        currency=walk.offered.currency, by=walk.people[ACCOUNTS_CLERK], at=_rested(walk)
    )
    ledger.release_payment(proposal.pk, by=walk.people[PAYMENT_APPROVER], at=_rested(walk))
    walk.papers["payment.xml"] = walk.sent("payment")
    walk.ids["proposal"] = proposal.pk


def _rested(walk: Walk) -> datetime:
    """Three days later: a supplier's new account rests before it is paid to."""
    return walk.at() + timedelta(days=3)


def _order(walk: Walk) -> Order:
    found = documents.read(walk.papers["order.xml"], on=walk.offered.on).model
    assert isinstance(found, Order)
    return found


def _order_id(walk: Walk) -> int:
    return int(_kept(walk).pk)


def _kept(walk: Walk) -> Any:
    """The order as the house keeps it."""
    found = ordering_queries.order_by_number(_order(walk).number, walk.ids["supplier"])
    if found is None:
        raise StepFailed("the order is not to be found")
    return found


def _expect_state(walk: Walk, state: str) -> None:
    found = _kept(walk).state
    if found != state:
        raise StepFailed(f"the order is {found}, not {state}")


STEPS: tuple[tuple[str, Callable[[Walk], None]], ...] = (
    ("agreement", agreement),
    ("search", product_search),
    ("order", order),
    ("order confirmation", order_confirmation),
    ("delivery", delivery),
    ("goods receipt", goods_receipt),
    ("stock", stock),
    ("invoice approval", invoice_approval),
    ("posting and payment", posting_and_payment),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One step: its time in milliseconds, whether it held, and if not what was found."""

    name: str
    ms: int
    ok: bool
    found: str = ""


def take(walk: Walk, name: str, step: Callable[[Walk], None]) -> Taken:
    """Take one step and time it."""
    start = time.perf_counter()
    try:
        step(walk)
        found = ""
    except Refused as refused:
        found = " ".join(say(problem, "en") for problem in refused.problems)
    except (StepFailed, LookupError, ValueError) as failure:
        found = str(failure) or type(failure).__name__
    return Taken(name, round((time.perf_counter() - start) * 1000), not found, found)
