"""One small house for the tests of all screens: a few days of the demonstration's tale, told through actions, in a database of its own.

The database is dropped afterwards, and no other test sees it: screens are opened by many actors in it, and Chromium needs its rows
committed. `House.ids` names one row of every kind that an address can ask for.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation
from PIL import Image
from tests import private_database

from samkoeb.agreements.models import Option
from samkoeb.catalogue.models import CatalogueVersion, OwnItem
from samkoeb.exchange import actions as exchange
from samkoeb.exchange.models import Inbound, Outbound
from samkoeb.invoicing.models import Invoice
from samkoeb.kernel import actor as roles
from samkoeb.ledger import actions as ledger
from samkoeb.ledger.models import Entry
from samkoeb.ordering import actions as ordering
from samkoeb.ordering.models import Requisition, WardList
from samkoeb.organisations import actions as organisations
from samkoeb.organisations.models import Person
from samkoeb.process.quiet import run_until_quiet
from samkoeb.receiving import actions as receiving
from samkoeb.receiving import queries as receiving_queries
from samkoeb.receiving.models import Photo, StockLevel
from samkoeb.story import cast
from samkoeb.story.stage import IBANS, OPERATOR, Stage
from samkoeb.story.tell import CARE, HOUSE, SERVICE, catalogues, for_the_buyer, tender_results, ward_lists_and_shelves
from samkoeb.web.catalogue_files import kept

EVERYTHING = tuple(r for r in roles.ROLES if r not in (roles.SUPPLIER_USER, roles.AUDITOR))
# actor of the tables → its e-mail's key; those made here hold every role of a body, so that only whose body it is decides.
ACTORS = {"owner": "alt-ejer", "partner": "alt-partner", "other": "alt-anden", "ward": "sygeplejerske", "supplier": "leverandoer",
          "rival": "leverandoer2", "auditor": "revisor", "anonymous": None}  # fmt: skip


@dataclass
class House:
    stage: Stage
    ids: dict[str, object] = field(default_factory=dict)

    def client(self, who: str | None, language: str = "da") -> Client:
        """A browser without a screen, in which the person (a key of the cast, or an actor of the tables) has signed in."""
        client = Client(HTTP_ACCEPT_LANGUAGE=language)
        key = ACTORS.get(who, who) if who else None
        if key is not None:
            client.force_login(self.person(key), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def person(self, key: str) -> Person:
        return Person.objects.get(pk=self.stage.cast.people[key])


@dataclass
class _Standing:
    """The house of this run of the tests, once somebody has asked for it."""

    database: str = ""
    folder: str = ""
    house: House | None = None


_standing = _Standing()


@contextmanager
def inside() -> Iterator[House]:
    """The tests' connection and files lead to the house as long as this lasts; it is built when first asked for."""
    before, home = str(connection.settings_dict["NAME"]), settings.HOME
    try:
        if _standing.house is None:
            _standing.database, _standing.folder = (
                f"{before}_house_{uuid.uuid4().hex[:8]}",
                tempfile.mkdtemp(prefix="house-", dir=private_database.FOLDER),
            )
            _admin(f'CREATE DATABASE "{_standing.database}"')
            _lead_to(_standing.database, Path(_standing.folder))
            call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
            _standing.house = build()
        else:
            _lead_to(_standing.database, Path(_standing.folder))
        yield _standing.house
    finally:
        _lead_to(before, home)


@contextmanager
def copied() -> Iterator[House]:
    """As `inside`, in a copy that is thrown away: for tests that leave nothing as it was."""
    with inside() as house:
        before, copy = str(connection.settings_dict["NAME"]), f"{connection.settings_dict['NAME']}_copy"
        home, folder = settings.HOME, Path(tempfile.mkdtemp(prefix="house-copy-", dir=private_database.FOLDER))
        try:
            _lead_to("postgres", home)  # nobody may be in a database that is copied
            _admin(f'CREATE DATABASE "{copy}" TEMPLATE "{before}"')
            _lead_to(copy, shutil.copytree(home, folder / "home"))
            yield house
        finally:
            _lead_to(before, home)
            _admin(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            shutil.rmtree(folder, ignore_errors=True)


def tear_down() -> None:
    """Nothing is left, when all tests have run."""
    if _standing.database:
        _admin(f'DROP DATABASE IF EXISTS "{_standing.database}" WITH (FORCE)')
        shutil.rmtree(_standing.folder, ignore_errors=True)
        _standing.database, _standing.house = "", None


def _lead_to(database: str, home: Path) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"], settings.HOME = database, home


def _admin(statement: str) -> None:
    parts = connection.get_connection_params()
    with psycopg.connect(
        dbname="postgres",
        user=parts.get("user"),
        password=parts.get("password"),
        host=parts.get("host"),
        port=parts.get("port"),
        autocommit=True,
    ) as admin:
        admin.execute(statement.encode())


def build() -> House:
    """Tell the tale."""
    with translation.override("da"):
        stage = Stage(datetime.now(UTC))
        house = House(stage)
        _people(stage)
        tender_results(stage)
        catalogues(stage)
        ward_lists_and_shelves(stage)
        _purchases(house)
        _money(house)
        for_the_buyer(stage)
        _names(house)
    return house


def _people(stage: Stage) -> None:
    at = stage.at(120)
    stage.cast = cast.assemble(by=OPERATOR, at=at)
    for key, body, unit in (
        ("alt-ejer", "hovedstaden", "b4"), ("alt-partner", "syddanmark", "vest"), ("alt-anden", "kommune", "plejehjem"),
    ):  # fmt: skip
        someone = organisations.create_person(
            name=f"Altmuligperson, {body}",
            email=cast.email(key),
            password=cast.PASSWORD,
            home_unit_id=stage.cast.units[unit],
            by=OPERATOR,
            at=at,
        )
        stage.cast.people[key] = someone.pk
        for role in EVERYTHING:
            organisations.grant_role(
                person_id=someone.pk,
                role=role,
                organisation_id=stage.cast.bodies[body],
                valid_from=stage.on(120),
                by=OPERATOR,
                at=at,
            )
    for key in ("nordhaand", "smaabo"):
        account = organisations.propose_bank_account(
            supplier_id=stage.cast.bodies[key], kind="iban", iban=IBANS[key], by=stage.actor("bogholder", at), at=at
        )
        organisations.confirm_bank_account(account.pk, call_back_note="Ringet op", by=stage.actor("bogholder2", at), at=at)
    ledger.create_chart(stage.cast.bodies["hovedstaden"], bank={"iban": IBANS["nordhaand"]}, by=OPERATOR, at=at)


def _purchases(house: House) -> None:
    """One purchase paid for, one dear, one on its way, one that waits for a yes, and one at a supplier without a system."""
    stage, b4 = house.stage, ("b4", "sygeplejerske")
    (paid,) = stage.order(*b4, {(CARE, "UH-NI-03"): 6, (CARE, "SP-04"): 2}, stage.at(30, 8))
    stage.whole(paid, "nordhaand", "sygeplejerske", 30)
    (dear,) = stage.order(*b4, {(CARE, "SF-03"): 4, (CARE, "KO-03"): 10}, stage.at(9, 8))
    stage.answer(dear, "nordhaand", stage.at(9, 10))
    stage.despatch(dear, "nordhaand", stage.at(8, 7))
    house.ids["receipt"], house.ids["photo"] = _damaged(stage, dear, stage.at(8, 10))
    stage.invoice([dear], "nordhaand", stage.at(7, 8), prices={"SF-03": Decimal("173.16")})
    (coming,) = stage.order(*b4, {(CARE, "SF-02"): 3, (CARE, "VF-02"): 1}, stage.at(2, 8))
    stage.answer(coming, "nordhaand", stage.at(2, 10))
    stage.despatch(coming, "nordhaand", stage.at(1, 6))
    (unanswered,) = stage.order(*b4, {(CARE, "UH-NI-02"): 2}, stage.at(1, 14))
    (service,) = stage.order("bakke", "lager", {(SERVICE, "VU-TR"): 1}, stage.at(2, 9))
    ordering.add_free_text(
        stage.cast.units["b4"], description="Ernæringspumpe, leje, 1 døgn", quantity=Decimal(1), unit="DAY", price=Decimal("640"),
        supplier_id=stage.cast.bodies["renhald"], outside_reason="urgent", by=stage.actor("sygeplejerske", stage.at(1, 2)), at=stage.at(1, 2),
    )  # fmt: skip
    outside = ordering.submit(stage.cast.units["b4"], by=stage.actor("sygeplejerske", stage.at(1, 2)), at=stage.at(1, 2))
    run_until_quiet(stage.at(1, 2))
    stage.order(*b4, {(CARE, "VF-03"): 10}, stage.at(0, 7))
    at = stage.at(0, 7, 30)
    ordering.add_to_basket(
        stage.cast.units["b4"],
        item_id=stage.item(HOUSE, "HK-01"),
        quantity=Decimal(6),
        by=stage.actor("sygeplejerske2", at),
        at=at,
    )
    house.ids |= {
        "paid_order": paid,
        "dear_order": dear,
        "order": coming,
        "unanswered_order": unanswered,
        "service_order": service,
    }
    house.ids["outside_order"] = outside.orders.get().pk if outside.orders.exists() else paid
    house.ids["token"] = exchange.make_link(
        purpose="answer_order", reference=service, organisation_id=stage.cast.bodies["smaabo"], at=stage.now
    )


def photo() -> bytes:
    """A small picture, as a phone takes it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (120, 60, 30)).save(out, "JPEG")
    return out.getvalue()


def _damaged(stage: Stage, order_id: int, at: datetime) -> tuple[int, int]:
    by = stage.actor("sygeplejerske", at)
    page = receiving_queries.delivery_page(by, order_id)
    lines = [{"order_line_id": line.order_line_id, "quantity": line.open_quantity, "batch": "B-7"} for line in page.lines]
    lines[0] |= {
        "quantity": lines[0]["quantity"] - 1,
        "rejected_quantity": Decimal(1),
        "deviation": "damaged",
        "photos": [photo()],
    }
    receipt = receiving.register(order_id, unit_id=page.delivery_unit_id, lines=lines, by=by, at=at)
    run_until_quiet(at)
    return receipt.pk, Photo.objects.get().pk


def _money(house: House) -> None:
    stage, at = house.stage, house.stage.at(5, 13)
    proposal = ledger.propose_payment(
        organisation_id=stage.cast.bodies["hovedstaden"], due_until=stage.on(0) + timedelta(days=40), execute_on=stage.on(0) + timedelta(days=3),
        by=stage.actor("bogholder", at), at=at,
    )  # fmt: skip
    ledger.release_payment(proposal.pk, by=stage.actor("betaling", at), at=at)
    house.ids["proposal"] = proposal.pk


def _names(house: House) -> None:
    """One row of every kind, found among what the tale left."""
    stage = house.stage
    ids, bodies = house.ids, stage.cast.bodies
    ids |= {
        "agreement": stage.ids[CARE],
        "option": Option.objects.get(agreement_id=stage.ids[CARE]).pk,
        "version": CatalogueVersion.objects.filter(agreement_id=stage.ids[CARE]).latest("pk").pk,
        "item": stage.item(CARE, "UH-NI-03"),
        "own_item": OwnItem.objects.order_by("pk").first().pk,
        "list": WardList.objects.get().pk,
        "requisition": Requisition.objects.get(state="submitted").pk,
        "sent_requisition": Requisition.objects.filter(orders=ids["unanswered_order"]).get().pk,
        "location": stage.ids["depot"],
        "level": StockLevel.objects.order_by("pk").first().pk,
        "invoice": Invoice.objects.filter(orders__order=ids["dear_order"]).get().pk,
        "entry": Entry.objects.order_by("pk").first().pk,
        "inbound": Inbound.objects.filter(document_type="invoice").order_by("pk").first().pk,
        "outbound": Outbound.objects.filter(document_type="order").order_by("pk").first().pk,
        "organisation": bodies["hovedstaden"],
        "unit": stage.cast.units["b4"],
        "person": stage.cast.people["sygeplejerske"],
        "upload": kept.keep(
            b"varenr;varetekst;enhed;pris\n1;Handske;stk;1,00\n", file_name="priser.csv", agreement_id=stage.ids[CARE],
            person_id=stage.cast.people["alt-ejer"],
        ),
        "supplier_upload": kept.keep(
            b"varenr;varetekst;enhed;pris\n1;Handske;stk;1,00\n", file_name="priser.csv", agreement_id=stage.ids[CARE],
            person_id=stage.cast.people["leverandoer"],
        ),
    }  # fmt: skip
