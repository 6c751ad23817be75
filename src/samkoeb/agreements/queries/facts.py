"""Plain facts about agreements for the rooms downstream: no page, no rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from samkoeb.agreements.models import Agreement
from samkoeb.organisations.logic import settings
from samkoeb.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """`tolerances` holds every key of the settings table: the agreement's own, else its owner's, else the default."""

    id: int
    number: str
    title: str
    owner_id: int
    supplier_id: int
    state: str
    currency: str
    valid_from: date
    valid_to: date
    payment_days: int
    lead_time_days: int
    minimum_order: Decimal
    maximum: Decimal
    drawn: Decimal
    delivery_terms: str
    contact_email: str
    tolerances: dict[str, Any]

    @property
    def remaining(self) -> Decimal:
        return max(self.maximum - self.drawn, Decimal(0))


def agreement_facts(agreement_ids: Iterable[int]) -> dict[int, AgreementFacts]:
    """Of several agreements, in two questions."""
    rows = Agreement.objects.read_all(agreement_ids)
    owners = Organisation.objects.read_all(row.owner_id for row in rows.values())
    for row in rows.values():
        row.owner = owners[row.owner_id]
    return {pk: _facts(row) for pk, row in rows.items()}


def agreement_by_number(number: str, *, supplier_id: int | None = None) -> AgreementFacts | None:
    """By the number that documents carry as their contract reference."""
    rows = Agreement.objects.filter(number=number).select_related("owner")
    if supplier_id is not None:
        rows = rows.filter(supplier_id=supplier_id)
    row = rows.first()
    return None if row is None else _facts(row)


def agreements_of_supplier(supplier_id: int, on: date) -> list[AgreementFacts]:
    """In force on the day or still to come, the first to end first."""
    rows = Agreement.objects.filter(supplier_id=supplier_id, valid_to__gt=on).select_related("owner").order_by("valid_to", "pk")
    return [_facts(row) for row in rows]


def _facts(row: Agreement) -> AgreementFacts:
    return AgreementFacts(
        id=row.pk,
        number=row.number,
        title=row.title,
        owner_id=row.owner_id,
        supplier_id=row.supplier_id,
        state=row.state,
        currency=row.currency,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        payment_days=row.payment_days,
        lead_time_days=row.lead_time_days,
        minimum_order=row.minimum_order,
        maximum=row.maximum_value,
        drawn=row.drawn,
        delivery_terms=row.delivery_terms,
        contact_email=row.contact_email,
        tolerances=settings.all_values({**row.owner.settings, **row.tolerances}),
    )
