"""The ward's basket as its page shows it: at today's prices, with what would stop it and what is left of the budget."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from samkoeb.base.asking import asked
from samkoeb.budgets import queries as budgets
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.money import line_amount
from samkoeb.kernel.problem import Problem
from samkoeb.kernel.quantity import Pack
from samkoeb.ordering import permissions
from samkoeb.ordering.logic import approval, splitting
from samkoeb.ordering.logic.splitting import Wanted
from samkoeb.ordering.models import Requisition, RequisitionLine
from samkoeb.ordering.queries.agreement_says import agreement_problems
from samkoeb.ordering.queries.pricing import family_of, priced
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import settings
from samkoeb.organisations.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketLine:
    """price is today's, price_shown what it was when it was put in; both per base_quantity, ex VAT. is_orderable False: see problems."""

    line_id: int
    item_id: int | None
    name: str
    number: str
    supplier_id: int | None
    supplier_name: str
    agreement_id: int | None
    quantity: Decimal
    pack: Pack
    price: Decimal
    price_shown: Decimal | None
    base_quantity: Decimal
    currency: str
    net: Decimal
    outside_reason: str
    why: str
    added_by_id: int | None
    is_orderable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """totals: net by currency. budget_left: None where the unit has no budget. needs_approval: None where nobody was named."""

    unit_id: int
    requisition_id: int | None
    lines: tuple[BasketLine, ...]
    totals: Mapping[str, Decimal]
    currency: str
    budget_left: Decimal | None
    needs_approval: bool | None
    problems: tuple[Problem, ...]

    @property
    def total(self) -> Decimal:
        """In the body's own currency."""
        return self.totals.get(self.currency, Decimal(0))


def basket(unit_id: int, *, on: date, by: Actor | None = None) -> Basket:
    """The unit's basket, empty where there is none. With `by`: whether it will wait for approval; raises NotAllowed for strangers."""
    unit = organisations.unit(unit_id)
    if by is not None:
        permissions.require(by, "order", permissions.facts_of_unit(unit))
    found = Requisition.objects.filter(unit=unit, state="basket").first()
    lines = list(found.lines.order_by("pk")) if found is not None else []
    family = family_of(unit.organisation_id, on)
    at_today = priced(lines, family=family, on=on)
    wanted = {w.line_id: w for w in at_today.wanted}
    totals = splitting.totals(at_today.wanted)
    names = organisations.organisation_names(line.supplier_id for line in lines if line.supplier_id is not None)
    return Basket(
        unit_id=unit.pk,
        requisition_id=found.pk if found is not None else None,
        lines=tuple(_line(line, wanted.get(line.pk), names) for line in lines),
        totals=totals,
        currency=unit.organisation.currency,
        budget_left=budgets.left(unit.pk, currency=unit.organisation.currency, on=on),
        needs_approval=_needs_approval(at_today.wanted, unit, by),
        problems=(
            *at_today.problems,
            *at_today.price_changes,
            *agreement_problems(at_today.wanted, organisation_id=family[0], unit_id=unit.pk, on=on),
        ),
    )


def basket_count(unit_id: int) -> int:
    """How many lines: the number on the basket's button."""
    return RequisitionLine.objects.filter(requisition__unit_id=unit_id, requisition__state="basket").count()


def _needs_approval(wanted: tuple[Wanted, ...], unit: Unit, by: Actor | None) -> bool | None:
    if by is None:
        return None
    rest = approval.asked_about(wanted)
    limit = own_limit_of(by, unit)
    return bool(rest) and not approval.within(splitting.totals(rest), limit, unit.organisation.currency)


def own_limit_of(by: Actor, unit: Unit) -> Decimal | None:
    """The most that the person may order for the unit alone; None: no limit."""
    unit_limit = settings.value(unit.organisation.settings, "approval_limit")
    return approval.own_limit(by, unit.organisation_id, unit.pk, unit_limit=unit_limit)


def _line(line: RequisitionLine, wanted: Wanted | None, names: Mapping[int, str]) -> BasketLine:
    price = wanted.price if wanted is not None else line.price or Decimal(0)
    base_quantity = wanted.base_quantity if wanted is not None else line.base_quantity
    pack = Pack(line.unit, Decimal(1), line.unit)
    if wanted is not None:
        pack = Pack(wanted.unit, wanted.pack_content, wanted.pack_unit)
    return BasketLine(
        line_id=line.pk,
        item_id=line.item_id,
        name=line.description,
        number=wanted.number if wanted is not None else "",
        supplier_id=line.supplier_id,
        supplier_name=names.get(line.supplier_id or 0, ""),
        agreement_id=wanted.agreement_id if wanted is not None else None,
        quantity=line.quantity,
        pack=pack,
        price=price,
        price_shown=line.price,
        base_quantity=base_quantity,
        currency=line.currency,
        net=line_amount(line.quantity, price, base_quantity, line.currency),
        outside_reason=line.outside_reason,
        why=line.why,
        added_by_id=line.added_by_id,
        is_orderable=wanted is not None,
    )


def locked_basket(unit_id: int) -> Requisition | None:
    """The unit's basket, locked until the transaction ends; None where it has none."""
    return _locked_basket.first(unit_id)


@asked
def _locked_basket(unit_id: int) -> QuerySet[Requisition]:
    return Requisition.objects.filter(unit_id=unit_id, state="basket").select_for_update(of=("self",))
