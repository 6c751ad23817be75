"""Suppliers' files and what becomes of them, said shortly."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import count

from tests.builders import bodies
from tests.builders.bodies import AT

from samkoeb.agreements.actions import conclude, set_tendered_prices
from samkoeb.agreements.models import Agreement
from samkoeb.catalogue.actions import propose_version
from samkoeb.catalogue.models import CatalogueVersion, VersionLine
from samkoeb.kernel.actor import operator
from samkoeb.organisations.models import Organisation

HEAD = "varenr;varetekst;enhed;pris;pris 10+;gtin;unspsc;størrelse;gyldig fra;gyldig til"
_numbers = count(1)


def agreement(currency: str = "DKK", *, owner: Organisation | None = None, **supplier: str) -> Agreement:
    """An agreement with a supplier of its own, from 2026 on."""
    buyer = owner or bodies.body()
    seller = bodies.supplier(f"Leverandør {next(_numbers)}", **supplier)
    return conclude(
        number=f"K-{next(_numbers)}", title="Forbrugsvarer", owner_id=buyer.pk, supplier_id=seller.pk, currency=currency,
        estimated_value=Decimal(1000), maximum_value=Decimal(2000), valid_from=date(2026, 1, 1), valid_to=date(2029, 1, 1),
        participants=[{"organisation_id": buyer.pk, "unit_id": None, "binding_level": "mandatory"}], by=operator(), at=AT,
    )  # fmt: skip


def tender(under: Agreement, prices: Iterable[tuple[str, str, str]]) -> None:
    """(item number, price, unit) as they were tendered."""
    rows = [
        {"supplier_item_number": number, "price": Decimal(price), "unit": unit, "base_quantity": Decimal(1), "description": number}
        for number, price, unit in prices
    ]
    set_tendered_prices(under.pk, prices=rows, by=operator(), at=AT)


def sheet(*lines: str, head: str = HEAD) -> BytesIO:
    """A CSV with "number;text;unit;price;…" lines."""
    return BytesIO("\n".join([head, *lines]).encode())


def proposed(under: Agreement, *lines: str, at: datetime = AT, head: str = HEAD) -> CatalogueVersion:
    return propose_version(sheet(*lines, head=head), supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=at)


def line(version: CatalogueVersion, number: str) -> VersionLine:
    return version.lines.get(supplier_item_number=number)
