"""One agreement as its page shows it: terms, who is bound, options, what is drawn by whom and when it will be used up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Case, F, QuerySet, Sum, When
from django.db.models.functions import Greatest

from samkoeb.agreements import permissions
from samkoeb.agreements.logic import ceiling, forecast
from samkoeb.agreements.logic.lifecycle import AGREEMENT
from samkoeb.agreements.models import Agreement, DrawDown, Lot, Participant
from samkoeb.agreements.queries.portfolio import visible_to
from samkoeb.base import fields
from samkoeb.kernel.actor import Actor
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import succession


@dataclass(frozen=True, slots=True)
class ParticipantShown:
    """`drawn` is None where the actor may not see another body's figures (R9)."""

    id: int
    organisation_id: int
    body: str
    unit: str
    binding_level: str
    committed: Decimal | None
    drawn: Decimal | None
    stands_now: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class LotShown:
    id: int
    number: str
    title: str
    maximum: Decimal | None
    drawn: Decimal
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class OptionShown:
    """has_lapsed: it can't be used any more, for its notice day is passed, an earlier one was let go, or the agreement was terminated."""

    id: int
    extends_to: date
    last_notice_on: date
    exercised_at: datetime | None
    may_exercise: bool
    has_lapsed: bool


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """owner_now: the body that has taken the owner's place since, or "" (T30)."""

    id: int
    number: str
    title: str
    owner_id: int
    owner: str
    owner_now: str
    supplier_id: int
    supplier: str
    state: str
    currency: str
    estimated: Decimal
    maximum: Decimal
    drawn: Decimal
    remaining: Decimal
    overdrawn: Decimal
    percent: Decimal
    exhausted_on: date | None
    valid_from: date
    valid_to: date
    in_force: bool
    quality_terms: str
    service_terms: str
    delivery_terms: str
    duration_reason: str
    payment_days: int
    lead_time_days: int
    minimum_order: Decimal
    tender_reference: str
    contact_email: str
    participants: tuple[ParticipantShown, ...]
    lots: tuple[LotShown, ...]
    options: tuple[OptionShown, ...]
    drawn_by_body: tuple[tuple[str, Decimal], ...]
    tendered_prices: int
    may_change: bool
    steps: tuple[str, ...]


def agreement_page(actor: Actor, agreement_id: int, on: date) -> AgreementPage:
    """Raises Agreement.DoesNotExist for one that the actor may not see. A fixed number of questions."""
    a: Agreement = visible_to(actor).select_related("owner", "supplier").get(pk=agreement_id)
    facts = permissions.Facts(a.owner_id, a.supplier_id)
    may_change = permissions.allows(actor, "change", facts)
    by_body = _drawn_by_body(a.pk)
    sees = (
        {b for b in by_body if b in actor.organisations()}
        if not permissions.allows(actor, "see_every_body", facts)
        else set(by_body)
    )
    names = organisations.organisation_names(by_body)
    listed = list(a.participants.select_related("organisation", "unit").order_by("organisation__name", "pk"))
    now = _stands_now({a.owner_id, *(p.organisation_id for p in listed)}, on)
    return AgreementPage(
        id=a.pk,
        number=a.number,
        title=a.title,
        owner_id=a.owner_id,
        owner=a.owner.name,
        owner_now=now.get(a.owner_id, ""),
        supplier_id=a.supplier_id,
        supplier=a.supplier.name,
        state=a.state,
        currency=a.currency,
        estimated=a.estimated_value,
        maximum=a.maximum_value,
        drawn=a.drawn,
        remaining=max(a.maximum_value - a.drawn, Decimal(0)),
        overdrawn=a.overdrawn,
        percent=ceiling.percent(a.drawn, a.maximum_value),
        exhausted_on=forecast.exhausted_on(_draws(a.pk), drawn=a.drawn, maximum=a.maximum_value, valid_from=a.valid_from, on=on),
        valid_from=a.valid_from,
        valid_to=a.valid_to,
        in_force=a.state != "draft" and a.valid_from <= on < a.valid_to,
        quality_terms=a.quality_terms,
        service_terms=a.service_terms,
        delivery_terms=a.delivery_terms,
        duration_reason=a.duration_reason,
        payment_days=a.payment_days,
        lead_time_days=a.lead_time_days,
        minimum_order=a.minimum_order,
        tender_reference=a.tender_reference,
        contact_email=a.contact_email,
        participants=_participants(listed, now, by_body, actor, facts),
        lots=tuple(_lot(row) for row in a.lots.order_by("number")),
        options=_options(a, on, may_change),
        drawn_by_body=tuple(sorted((names[b], by_body[b]) for b in sees)),
        tendered_prices=a.tendered_prices.count(),
        may_change=may_change,
        steps=AGREEMENT.choices(a.state) if may_change else (),
    )


def _rows_with_counts(agreement_id: int) -> "QuerySet[DrawDown]":
    """Each row with what it counts: the same rule as logic/ceiling.py, summed by the database."""
    still_ordered = Case(
        When(settled=True, then=0), default=Greatest(F("ordered") - F("replaced"), 0), output_field=fields.money()
    )
    rows: QuerySet[DrawDown] = DrawDown.objects.filter(agreement_id=agreement_id).annotate(counts=F("invoiced") + still_ordered)
    return rows


def _drawn_by_body(agreement_id: int) -> dict[int, Decimal]:
    return dict(
        _rows_with_counts(agreement_id).values("organisation_id").annotate(s=Sum("counts")).values_list("organisation_id", "s")
    )


def _draws(agreement_id: int) -> list[tuple[date, Decimal]]:
    return list(_rows_with_counts(agreement_id).values("drawn_on").annotate(s=Sum("counts")).values_list("drawn_on", "s"))


def _participants(
    listed: Iterable[Participant], now: Mapping[int, str], by_body: Mapping[int, Decimal], actor: Actor, facts: permissions.Facts
) -> tuple[ParticipantShown, ...]:
    sees_all = permissions.allows(actor, "see_every_body", facts)
    return tuple(
        ParticipantShown(
            id=p.pk,
            organisation_id=p.organisation_id,
            body=p.organisation.name,
            unit=p.unit.name if p.unit is not None else "",
            binding_level=p.binding_level,
            committed=p.committed_value if sees_all or p.organisation_id in actor.organisations() else None,
            drawn=by_body.get(p.organisation_id, Decimal(0)) if sees_all or p.organisation_id in actor.organisations() else None,
            stands_now=now.get(p.organisation_id, ""),
            valid_from=p.valid_from,
            valid_to=p.valid_to,
        )
        for p in listed
    )


def _stands_now(body_ids: Iterable[int], on: date) -> dict[int, str]:
    """body → the name of the one that has taken its place; absent where none has."""
    links = organisations.links()
    now = {b: succession.body_on(b, links, on) for b in body_ids}
    names = organisations.organisation_names({new for old, new in now.items() if new != old})
    return {old: names[new] for old, new in now.items() if new != old}


def _lot(row: Lot) -> LotShown:
    percent = ceiling.percent(row.drawn, row.maximum_value) if row.maximum_value else None
    return LotShown(row.pk, row.number, row.title, row.maximum_value, row.drawn, percent)


def _options(a: Agreement, on: date, may_change: bool) -> tuple[OptionShown, ...]:
    """The first that was not exercised can be, until its last notice day; where that passes, those that build on it lapse with it."""
    shown, is_next, lapsed = [], True, "extend" not in AGREEMENT.choices(a.state)
    for option in a.options.order_by("extends_to"):
        is_used = option.exercised_at is not None
        lapsed = lapsed or (not is_used and on > option.last_notice_on)
        open_now = may_change and is_next and not is_used and not lapsed
        fate = (option.exercised_at, open_now, lapsed and not is_used)
        shown.append(OptionShown(option.pk, option.extends_to, option.last_notice_on, *fate))
        is_next = is_next and is_used
    return tuple(shown)
