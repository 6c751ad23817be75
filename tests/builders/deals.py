"""Agreements in the words of the trade, concluded by the operator."""

from datetime import date
from decimal import Decimal
from itertools import count

from tests.builders import bodies

from samkoeb.agreements import actions
from samkoeb.agreements.models import Agreement
from samkoeb.kernel.actor import operator
from samkoeb.organisations.models import Organisation, Unit

_numbers = count(1)
BEGINS, ENDS = date(2025, 1, 1), date(2028, 1, 1)


def listed(body: Organisation, level: str = "mandatory", unit: Unit | None = None, **fields: object) -> dict[str, object]:
    return {"organisation_id": body.pk, "unit_id": unit.pk if unit is not None else None, "binding_level": level, **fields}


def agreement(
    owner: Organisation, supplier: Organisation, *participants: dict[str, object], maximum: str = "1000000", **terms: object
) -> Agreement:
    """ "Handsker" until the end of 2027, for the owner itself when nobody else is named."""
    return actions.conclude(
        **{
            "number": f"R-{next(_numbers):04}",
            "title": "Undersøgelseshandsker",
            "owner_id": owner.pk,
            "supplier_id": supplier.pk,
            "currency": "DKK",
            "estimated_value": Decimal(maximum) / 2,
            "maximum_value": Decimal(maximum),
            "valid_from": BEGINS,
            "valid_to": ENDS,
            "participants": participants or (listed(owner),),
            "by": operator(),
            "at": bodies.AT,
            **terms,
        }
    )


def draw(
    on_agreement: Agreement,
    body: Organisation,
    *amounts: str,
    lot: int | None = None,
    first_line: int = 1,
    currency: str = "DKK",
    on: date = bodies.TODAY,
) -> None:
    lines = [(first_line + n, lot, Decimal(amount)) for n, amount in enumerate(amounts)]
    actions.draw(on_agreement.pk, organisation_id=body.pk, lines=lines, currency=currency, on=on, by=operator(), at=bodies.AT)
