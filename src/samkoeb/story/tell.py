"""The demonstration tale: three months of a region's daily life, told through actions, so that every role has something waiting."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from samkoeb import documents
from samkoeb.agreements import actions as agreements
from samkoeb.budgets import actions as budgets
from samkoeb.catalogue import actions as catalogue
from samkoeb.catalogue import queries as catalogue_queries
from samkoeb.catalogue.actions.search_misses import note_miss
from samkoeb.documents.model.party import Address, Identifier, Party
from samkoeb.exchange import actions as exchange
from samkoeb.ledger import actions as ledger
from samkoeb.ordering import actions as ordering
from samkoeb.ordering import queries as ordering_queries
from samkoeb.organisations import actions as organisations
from samkoeb.organisations import queries as organisation_queries
from samkoeb.process.quiet import run_until_quiet
from samkoeb.receiving import actions as receiving
from samkoeb.story import cast, goods, suppliers
from samkoeb.story.stage import IBANS, OPERATOR, Stage

CARE, HOUSE, SERVICE = "DEMO-2026-01", "DEMO-2026-02", "DEMO-2026-03"
REGIONS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")


def tell(at: datetime, progress: Callable[[str], None] = print) -> None:
    """Tell the whole tale, ending at `at`. The database must be empty."""
    stage = Stage(at)
    for line, chapter in CHAPTERS:
        progress(line)
        chapter(stage)


def sign_ins() -> list[tuple[str, str, str]]:
    """(whose day it is, e-mail, password) for each part that can be played."""
    return [(who, cast.email(key), cast.PASSWORD) for who, key in cast.SIGN_INS]


def who_is_who(stage: Stage) -> None:
    at = stage.at(120)
    stage.cast = cast.assemble(by=OPERATOR, at=at)
    cast.merge_regions(stage.cast, by=OPERATOR, at=at)
    organisations.set_substitute(
        person_id=stage.cast.people["afsnitsleder"], substitute_id=stage.cast.people["stedfortraeder"], valid_from=stage.on(30),
        valid_to=stage.on(0) + timedelta(days=30), by=OPERATOR, at=stage.at(30),
    )  # fmt: skip
    for key in IBANS:
        account = organisations.propose_bank_account(
            supplier_id=stage.cast.bodies[key], kind="iban", iban=IBANS[key], by=stage.actor("bogholder", at), at=at
        )
        organisations.confirm_bank_account(
            account.pk, call_back_note="Ringet op på nummeret i aftalen", by=stage.actor("bogholder2", at), at=at
        )
    for body in ("hovedstaden", "sjaelland", "syddanmark", "kommune"):
        ledger.create_chart(stage.cast.bodies[body], bank={"iban": "DK8030000009876543"}, by=OPERATOR, at=at)
    year = stage.now.year
    for unit, amount in (("b4", "420000"), ("b5", "380000"), ("f2", "300000"), ("bakke", "2500000"), ("plejehjem", "180000")):
        budgets.set_budget(
            unit_id=stage.cast.units[unit], amount=Decimal(amount), currency="DKK", valid_from=date(year, 1, 1), valid_to=date(year + 1, 1, 1),
            by=OPERATOR, at=at,
        )  # fmt: skip


def tender_results(stage: Stage) -> None:
    at, bodies = stage.at(110), stage.cast.bodies
    begins, ends = stage.on(110), stage.on(110) + timedelta(days=365 * 3)

    def bound(*keys: str, level: str) -> list[dict[str, object]]:
        return [{"organisation_id": bodies[k], "binding_level": level} for k in keys]

    def conclude(
        number: str,
        title: str,
        supplier: str,
        maximum: str,
        participants: list[dict[str, object]],
        items: tuple[goods.Good, ...],
        **terms: Any,
    ) -> None:
        made = agreements.conclude(
            number=number, title=title, owner_id=bodies["hovedstaden"], supplier_id=bodies[supplier], currency="DKK",
            estimated_value=Decimal(maximum) * 3 / 4, maximum_value=Decimal(maximum), valid_from=begins, valid_to=ends, participants=participants,
            options=[{"extends_to": ends + timedelta(days=365), "last_notice_on": ends - timedelta(days=180)}],
            tendered_prices=[
                {"supplier_item_number": g.number, "description": g.name_da, "price": g.price, "base_quantity": Decimal(1), "unit": g.unit,
                 "valid_from": begins, "lot": _lot(g) if "lots" in terms else ""} for g in items
            ], by=OPERATOR, at=at, **terms,
        )  # fmt: skip
        stage.ids[number] = made.pk

    conclude(
        CARE, "Undersøgelseshandsker og engangsudstyr", "nordhaand", "2400000", bound(*REGIONS, level="mandatory"), goods.CARE,
        delivery_terms="Hverdage før kl. 10 på afsnittet", service_terms="Ordrekontor åbent 7–17", quality_terms="CE-mærket; PPE kat. III for handsker",
        lead_time_days=1, payment_days=30, lots=[{"number": "1", "title": "Handsker"}, {"number": "2", "title": "Øvrigt"}],
    )  # fmt: skip
    conclude(
        HOUSE, "Papir, rengøring og kontor", "renhald", "900000",
        bound("hovedstaden", "sjaelland", level="comply_or_explain") + bound("kommune", level="voluntary"), goods.HOUSE, lead_time_days=3, payment_days=30,
    )  # fmt: skip
    conclude(
        SERVICE,
        "Rengøring og reparation, Bakkehøj",
        "smaabo",
        "600000",
        bound("hovedstaden", level="voluntary"),
        goods.SERVICES,
        payment_days=30,
    )


def _lot(good: goods.Good) -> str:
    return "1" if "handske" in good.name_da.lower() else "2"


def catalogues(stage: Stage) -> None:
    at = stage.at(105)
    catalogue.load_own_unspsc(by=OPERATOR, at=at)
    buyer = stage.actor("indkoeber", at)
    for number, supplier, items in (
        (CARE, "nordhaand", goods.CARE),
        (HOUSE, "renhald", goods.HOUSE),
        (SERVICE, "smaabo", goods.SERVICES),
    ):
        file = _catalogue(stage, number, supplier, items, at)
        version = catalogue.import_file(
            file,
            supplier_id=stage.cast.bodies[supplier],
            agreement_id=stage.ids[number],
            file_name=f"katalog-{number}.xml",
            by=OPERATOR,
            at=at,
        )
        catalogue.approve_version(
            version.pk, also=[line.id for line in catalogue_queries.lines_to_name(version)], by=buyer, at=at
        )
        for item in catalogue_queries.orderable_on(stage.ids[number], on=stage.on(105), limit=500):
            if not item.is_service:
                catalogue.own_item_from(item.item_id, stage.cast.bodies["hovedstaden"], by=buyer, at=at)


def _catalogue(stage: Stage, number: str, supplier: str, items: tuple[goods.Good, ...], at: datetime) -> bytes:
    on = at.date()
    made = suppliers.catalogue(
        items, number=stage.next("K"), provider=_party(stage, supplier), receiver=_party(stage, "hovedstaden"), contract=number, on=on,
        until=on + timedelta(days=800),
    )  # fmt: skip
    return documents.write(made)


def _party(stage: Stage, key: str) -> Party:
    body = organisation_queries.organisation(stage.cast.bodies[key])
    endpoint = Identifier(body.gln, "0088")
    address = Address(street=body.street, city=body.city, postal_code=body.postal_code, country=body.country)
    legal = Identifier(f"DK{body.cvr}", "0184")
    return Party(endpoint=endpoint, ids=(endpoint,), name=body.name, legal_name=body.name, legal_id=legal, address=address)


def ward_lists_and_shelves(stage: Stage) -> None:
    at = stage.at(100)
    nurse, keeper = stage.actor("sygeplejerske", at), stage.actor("lager", at)
    daily = ordering.create_list(stage.cast.units["b4"], name="Depot B4, ugentlig", by=nurse, at=at)
    for code, (agreement, number, quantity) in enumerate(
        (
            (CARE, "UH-NI-02", 4),
            (CARE, "UH-NI-03", 6),
            (CARE, "UH-NI-04", 4),
            (CARE, "SP-04", 2),
            (CARE, "KO-02", 5),
            (HOUSE, "HK-01", 2),
        ),
        1,
    ):
        ordering.add_list_line(
            daily.pk,
            item_id=stage.item(agreement, number),
            usual_quantity=Decimal(quantity),
            shelf_code=f"B4-{code:02d}",
            by=nurse,
            at=at,
        )
    stage.ids["depot"] = receiving.create_location(stage.cast.units["bakke"], name="Centraldepot", by=keeper, at=at).pk
    for number, low, high in (("UH-NI-03", 1000, 6000), ("MB-01", 500, 3000), ("SP-04", 300, 1500)):
        own = ordering_queries.own_item_id(stage.item(CARE, number), stage.cast.bodies["hovedstaden"])
        assert own is not None
        receiving.set_min_max(
            stage.ids["depot"],
            own_item_id=own,
            minimum=Decimal(low),
            maximum=Decimal(high),
            shelf_code=f"CD-{number}",
            by=keeper,
            at=at,
        )


def three_months_of_orders(stage: Stage) -> None:
    for days in (77, 63, 49, 35, 21):
        wanted = {(CARE, "UH-NI-03"): 6, (CARE, "UH-NI-02"): 4, (CARE, "SP-04"): 2}
        for order_id in stage.order("b4", "sygeplejerske", wanted, stage.at(days, 8)):
            stage.whole(order_id, "nordhaand", "sygeplejerske", days)
    for order_id in stage.order("bakke", "lager", {(CARE, "UH-NI-03"): 30, (CARE, "MB-01"): 20}, stage.at(60, 8)):
        stage.whole(order_id, "nordhaand", "lager", 60)
    for order_id in stage.order("f2", "f2", {(CARE, "UH-NI-02"): 8}, stage.at(40, 8)):
        stage.whole(order_id, "nordhaand", "f2", 40)
    _pay(stage, 30)


def _pay(stage: Stage, days_ago: int) -> None:
    at = stage.at(days_ago, 13)
    proposal = ledger.propose_payment(
        organisation_id=stage.cast.bodies["hovedstaden"], due_until=stage.on(0), execute_on=stage.on(days_ago - 1),
        by=stage.actor("bogholder", at), at=at,
    )  # fmt: skip
    ledger.release_payment(proposal.pk, by=stage.actor("betaling", at), at=at)
    run_until_quiet(at)
    paid = stage.at(days_ago - 2, 8)
    ledger.settle(proposal.pk, on=stage.on(days_ago - 1), by=stage.actor("bogholder", paid), at=paid)
    run_until_quiet(paid)


def this_week(stage: Stage) -> None:
    b4 = ("b4", "sygeplejerske")
    # Eight come now, two later: what the nurse sees as a yellow line.
    (short,) = stage.order(*b4, {(CARE, "UH-NI-03"): 10, (CARE, "KO-02"): 5}, stage.at(3, 8))
    stage.answer(short, "nordhaand", stage.at(3, 11), {"1": suppliers.Change(Decimal(8), Decimal(2), "2 æsker i restordre")})
    stage.despatch(short, "nordhaand", stage.at(2, 7), {"1": Decimal(8), "2": Decimal(5)})
    # On its way, and to be received today.
    (coming,) = stage.order(*b4, {(CARE, "SF-02"): 3, (CARE, "VF-02"): 1}, stage.at(1, 8))
    stage.answer(coming, "nordhaand", stage.at(1, 10))
    stage.despatch(coming, "nordhaand", stage.at(0, 6))
    # Nobody has answered.
    stage.order(*b4, {(HOUSE, "HK-01"): 2, (HOUSE, "AP-02"): 1}, stage.at(1, 14))
    # The cleaning of the ward, month by month, from a supplier without a system.
    stage.order("bakke", "lager", {(SERVICE, "VU-TR"): 1}, stage.at(2, 9))
    # Above the nurse's limit: waits for the head of the ward.
    stage.order(*b4, {(CARE, "VF-03"): 10}, stage.at(0, 7))


def at_night(stage: Stage) -> None:
    """The ward is not the one to be stopped at night: an urgent purchase outside the agreements."""
    at = stage.at(1, 2)
    ordering.add_free_text(
        stage.cast.units["b4"], description="Ernæringspumpe, leje, 1 døgn", quantity=Decimal(1), unit="DAY", price=Decimal("640"),
        supplier_id=stage.cast.bodies["renhald"], outside_reason="urgent", by=stage.actor("sygeplejerske2", at), at=at,
    )  # fmt: skip
    ordering.submit(stage.cast.units["b4"], by=stage.actor("sygeplejerske2", at), at=at)
    run_until_quiet(at)


def the_clerks_queue(stage: Stage) -> None:
    b4 = ("b4", "sygeplejerske")
    # Four per cent above the agreement.
    (dear,) = stage.order(*b4, {(CARE, "SF-03"): 4, (CARE, "KO-03"): 10}, stage.at(9, 8))
    stage.answer(dear, "nordhaand", stage.at(9, 10))
    stage.despatch(dear, "nordhaand", stage.at(8, 7))
    stage.receive(dear, "sygeplejerske", stage.at(8, 10))
    stage.invoice([dear], "nordhaand", stage.at(7, 8), prices={"SF-03": Decimal("173.16")})
    # Invoiced, but nobody has received it.
    (unseen,) = stage.order(*b4, {(CARE, "HS-02"): 1}, stage.at(8, 8))
    stage.answer(unseen, "nordhaand", stage.at(8, 10))
    stage.invoice([unseen], "nordhaand", stage.at(6, 8))
    # Approved by itself, and waiting to be paid.
    for days in (14, 12):
        for order_id in stage.order(*b4, {(CARE, "UH-NI-03"): 6, (CARE, "SP-04"): 2}, stage.at(days, 8)):
            stage.whole(order_id, "nordhaand", "sygeplejerske", days)
    at = stage.at(0, 8)
    ledger.propose_payment(
        organisation_id=stage.cast.bodies["hovedstaden"], due_until=stage.on(0) + timedelta(days=30), execute_on=stage.on(0) + timedelta(days=3),
        by=stage.actor("bogholder", at), at=at,
    )  # fmt: skip


def for_the_buyer(stage: Stage) -> None:
    """A new catalogue with dearer prices and something that was not tendered; and what the wards could not find."""
    at = stage.at(1, 15)
    changed = (*(g if g.unspsc != "42132203" else _dearer(g) for g in goods.CARE if g.number != "TT-01"), _untendered())
    file = _catalogue(stage, CARE, "nordhaand", changed, at)
    exchange.receive(
        file, channel="story", file_name="katalog-nyt.xml", handed_in_by_id=stage.cast.bodies["nordhaand"], by=OPERATOR, at=at
    )
    run_until_quiet(at)
    for text in ("gummihansker latex", "ernæringspumpe", "blodtryksmanchet", "ernæringspumpe"):
        note_miss(text, unit_id=stage.cast.units["b4"], organisation_id=stage.cast.bodies["hovedstaden"], at=at)
    exchange.receive(b"<Invoice>", channel="dropfolder", file_name="faktura-afbrudt.xml", by=OPERATOR, at=at)
    run_until_quiet(at)
    clerk = stage.actor("bogholder", at)
    organisations.propose_bank_account(
        supplier_id=stage.cast.bodies["renhald"],
        kind="dk",
        registration_number="2000",
        account_number="0123456781",
        by=clerk,
        at=at,
    )


def a_basket_is_begun(stage: Stage) -> None:
    """Left in the ward's basket by whoever had the night; told last, since every order of the ward sends all that its basket holds."""
    at = stage.at(0, 7, 30)
    ordering.add_to_basket(
        stage.cast.units["b4"],
        item_id=stage.item(CARE, "UH-NI-03"),
        quantity=Decimal(6),
        by=stage.actor("sygeplejerske2", at),
        at=at,
    )


def _dearer(good: goods.Good) -> goods.Good:
    return goods.changed(good, price=(good.price * Decimal("1.035")).quantize(Decimal("0.01")))


def _untendered() -> goods.Good:
    return goods.changed(
        goods.CARE[0], number="UH-NI-XX", name_da="Undersøgelseshandske, nitril, lang, M", price=Decimal("52.00")
    )


CHAPTERS: tuple[tuple[str, Callable[[Stage], None]], ...] = (
    ("Organisationer, enheder og mennesker", who_is_who),
    ("Aftaler", tender_results),
    ("Kataloger", catalogues),
    ("Lister og lager", ward_lists_and_shelves),
    ("Tre måneders ordrer, leverancer, fakturaer og betalinger", three_months_of_orders),
    ("Denne uge", this_week),
    ("I nat", at_night),
    ("Bogholderens bunke", the_clerks_queue),
    ("Til indkøberen", for_the_buyer),
    ("I afsnittets kurv", a_basket_is_begun),
)
