"""Goods in sale, put there the way a supplier does it: a spreadsheet proposed under an agreement and approved by the buyer."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import count

from tests.builders.bodies import AT

from samkoeb.agreements.actions import conclude
from samkoeb.agreements.models import Agreement
from samkoeb.catalogue.actions.approve import approve_version
from samkoeb.catalogue.actions.propose import propose_version
from samkoeb.catalogue.models import Item
from samkoeb.kernel.actor import operator
from samkoeb.organisations.models import Organisation, Unit

COLUMNS = ("Varenummer", "Varenavn", "Pris", "Enhed", "Antal pr. enhed", "GTIN", "UNSPSC", "Beskrivelse", "Mærkning")
_numbers = count(1)


def agreement(
    owner: Organisation,
    supplier: Organisation,
    *,
    listed: Iterable[tuple[Organisation, Unit | None, str]] | None = None,
    valid_from: date = date(2026, 1, 1),
    valid_to: date = date(2029, 1, 1),
) -> Agreement:
    """An agreement that these (body, unit or None, binding level) may draw on; the owner must, if none are named."""
    who = [(owner, None, "mandatory")] if listed is None else listed
    return conclude(
        number=f"A-{next(_numbers)}",
        title="Forbrugsvarer",
        owner_id=owner.pk,
        supplier_id=supplier.pk,
        currency="DKK",
        estimated_value=Decimal(1_000_000),
        maximum_value=Decimal(2_000_000),
        valid_from=valid_from,
        valid_to=valid_to,
        duration_reason="Langt udstyr" if valid_to.year - valid_from.year > 4 else "",
        participants=[
            {"organisation_id": body.pk, "unit_id": unit.pk if unit is not None else None, "binding_level": level}
            for body, unit, level in who
        ],
        by=operator(),
        at=AT,
    )


def offer(under: Agreement, lines: Iterable[str], *, at: datetime = AT) -> list[Item]:
    """Put "number | name | price per box | pieces in it" lines in sale; gtin, UNSPSC, description and label may follow. All others go."""
    table = [";".join(COLUMNS)]
    for line in lines:
        number, name, price, pieces, *rest = (part.strip() for part in line.split("|"))
        gtin, unspsc, description, label = (*rest, "", "", "", "")[:4]
        table.append(";".join((number, name, price.replace(".", ","), "æske", pieces, gtin, unspsc, description, label)))
    file = BytesIO("\n".join(table).encode("utf-8-sig"))
    version = propose_version(
        file, supplier_id=under.supplier_id, agreement_id=under.pk, by=operator(), at=at, file_name="vareliste.csv"
    )
    waiting = version.lines.filter(decision="open").values_list("pk", flat=True)
    approve_version(version.pk, also=list(waiting), by=operator(), at=at)
    return list(Item.objects.filter(agreement=under, withdrawn_at__isnull=True).order_by("pk"))
