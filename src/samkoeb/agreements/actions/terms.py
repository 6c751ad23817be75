"""Agreements: concluded with all who are bound, extended by their options, ended."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from samkoeb.agreements import permissions
from samkoeb.agreements.actions import prices
from samkoeb.agreements.logic import binding
from samkoeb.agreements.logic import terms as logic
from samkoeb.agreements.logic.lifecycle import AGREEMENT
from samkoeb.agreements.models import Agreement, Lot, Option, Participant
from samkoeb.audit import actions as audit
from samkoeb.base import transactions
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import Actor
from samkoeb.kernel.problem import Problem, refuse
from samkoeb.organisations import queries as organisations
from samkoeb.organisations.logic import identity, settings

_TEXTS = ("duration_reason", "quality_terms", "service_terms", "delivery_terms")
_TERMS = frozenset((*_TEXTS, "payment_days", "lead_time_days", "minimum_order", "contact_email", "tender_reference"))


def conclude(
    *,
    number: str,
    title: str,
    owner_id: int,
    supplier_id: int,
    currency: str,
    estimated_value: Decimal,
    maximum_value: Decimal,
    valid_from: date,
    valid_to: date,
    participants: Iterable[Mapping[str, Any]],
    lots: Iterable[Mapping[str, Any]] = (),
    options: Iterable[Mapping[str, Any]] = (),
    tendered_prices: Iterable[Mapping[str, Any]] = (),
    tolerances: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
    **terms: Any,
) -> Agreement:
    """What a tender ends in. Values ex VAT; `valid_to` is the first day after it.

    participants: organisation_id, binding_level, and unit_id, committed_value, valid_from, valid_to where they differ from the whole.
    lots: number, title, estimated_value, maximum_value. options: extends_to, last_notice_on. terms: duration_reason, quality_terms,
    service_terms, delivery_terms, payment_days, lead_time_days, minimum_order, contact_email, tender_reference.
    """
    participants, lots, options = list(participants), list(lots), sorted(options, key=lambda o: o["extends_to"])
    with transactions.owns():
        permissions.require(by, "conclude", permissions.Facts(owner_id, supplier_id))

        written = logic.Terms(
            estimated=estimated_value,
            maximum=maximum_value,
            valid_from=valid_from,
            valid_to=valid_to,
            duration_reason=terms.get("duration_reason", ""),
            binding_levels=tuple(p["binding_level"] for p in participants),
            options=tuple((o["extends_to"], o["last_notice_on"]) for o in options),
            lot_numbers=tuple(lot["number"] for lot in lots),
        )
        refuse(
            [
                *logic.check(written),
                *settings.check(tolerances or {}),
                *identity.check_text(title=title, **{k: v for k, v in terms.items() if k in _TEXTS}),
                *(Problem("agreement.term_unknown", "error", {"term": t}) for t in sorted(set(terms) - _TERMS)),
                *_check_parties(number, supplier_id),
            ]
        )

        made = Agreement.objects.create(
            number=number,
            title=title,
            owner_id=owner_id,
            supplier_id=supplier_id,
            state=AGREEMENT.take("conclude", "draft"),
            currency=currency,
            estimated_value=estimated_value,
            maximum_value=maximum_value,
            valid_from=valid_from,
            valid_to=valid_to,
            tolerances=settings.plain(tolerances or {}),
            **terms,
        )
        Lot.objects.bulk_create(Lot(agreement=made, **lot) for lot in lots)
        Option.objects.bulk_create(Option(agreement=made, **option) for option in options)
        for participant in participants:
            Participant.objects.create(agreement=made, **{"valid_from": valid_from, **participant})
        prices.write(made, tendered_prices)

        audit.record(
            "agreements.agreement.concluded", made, by=by, at=at, body_id=owner_id, supplier_id=supplier_id, maximum=maximum_value
        )
    return made


def add_participant(
    agreement_id: int,
    *,
    organisation_id: int,
    unit_id: int | None = None,
    binding_level: str,
    committed_value: Decimal | None = None,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Participant:
    """A body that the tender documents named and that joins later (F4.3, S111)."""
    with transactions.owns():
        agreement: Agreement = Agreement.objects.locked(agreement_id)

        permissions.require(by, "change", permissions.Facts(agreement.owner_id))

        problems = []
        if binding_level not in binding.LEVELS:
            problems.append(Problem("agreement.binding_level_unknown", "error", {"level": binding_level}))
        listed = Participant.objects.filter(agreement=agreement, organisation_id=organisation_id).values_list(
            "unit_id", flat=True
        )
        if unit_id in listed:
            problems.append(Problem("agreement.listed_already", "error", {"number": agreement.number}))
        if valid_to is not None and valid_to <= valid_from:
            problems.append(Problem("period.ends_before_it_begins"))
        refuse(problems)

        made = Participant.objects.create(
            agreement=agreement,
            organisation_id=organisation_id,
            unit_id=unit_id,
            binding_level=binding_level,
            committed_value=committed_value,
            valid_from=valid_from,
            valid_to=valid_to,
        )

        audit.record("agreements.participant.added", made, by=by, at=at, body_id=organisation_id, agreement_id=agreement.pk)
    return made


def end_participation(participant_id: int, *, on: date, by: Actor, at: datetime) -> Participant:
    """From `on` the body may no longer draw; what it has ordered stays."""
    with transactions.owns():
        participant: Participant = Participant.objects.locked(participant_id)
        agreement = Agreement.objects.get(pk=participant.agreement_id)

        permissions.require(by, "change", permissions.Facts(agreement.owner_id))

        refuse([Problem("period.ends_before_it_begins")] if on <= participant.valid_from else [])

        participant.valid_to = on
        participant.save(update_fields=["valid_to"])

        audit.record("agreements.participant.ended", participant, by=by, at=at, body_id=participant.organisation_id, on=on)
    return participant


def exercise_option(option_id: int, *, by: Actor, at: datetime) -> Agreement:
    """The agreement goes on until the option's day. Refused after the last notice day, and out of turn."""
    with transactions.owns():
        agreement: Agreement = Agreement.objects.locked(Option.objects.values_list("agreement_id", flat=True).get(pk=option_id))
        option = Option.objects.get(pk=option_id)

        permissions.require(by, "change", permissions.Facts(agreement.owner_id))

        state = AGREEMENT.take("extend", agreement.state)
        earlier = Option.objects.filter(agreement=agreement, exercised_at__isnull=True, extends_to__lt=option.extends_to)
        problems = [Problem("agreement.option_out_of_turn")] if option.exercised_at is not None or earlier.exists() else []
        if calendar.day_of(at) > option.last_notice_on:
            problems.append(Problem("agreement.option_too_late", "error", {"last_notice_on": option.last_notice_on}))
        refuse(problems)

        option.exercised_at = at
        option.save(update_fields=["exercised_at"])
        agreement.valid_to = option.extends_to
        agreement.state = state
        agreement.save(update_fields=["valid_to", "state"])

        audit.record(
            "agreements.option.exercised", agreement, by=by, at=at, body_id=agreement.owner_id, valid_to=agreement.valid_to
        )
    return agreement


def terminate(agreement_id: int, *, on: date, by: Actor, at: datetime) -> Agreement:
    """It ends on `on` instead of its last day; until then it can be drawn on."""
    with transactions.owns():
        agreement: Agreement = Agreement.objects.locked(agreement_id)

        permissions.require(by, "terminate", permissions.Facts(agreement.owner_id))

        state = AGREEMENT.take("terminate", agreement.state)
        refuse([Problem("agreement.ends_outside_its_period")] if not agreement.valid_from < on <= agreement.valid_to else [])

        agreement.state = state
        agreement.valid_to = on
        agreement.save(update_fields=["state", "valid_to"])

        audit.record("agreements.agreement.terminated", agreement, by=by, at=at, body_id=agreement.owner_id, on=on)
    return agreement


def _check_parties(number: str, supplier_id: int) -> list[Problem]:
    problems = [] if organisations.organisation(supplier_id).kind == "supplier" else [Problem("agreement.not_a_supplier")]
    if not number.strip():
        problems.append(Problem("agreement.number_missing"))
    elif Agreement.objects.filter(number=number).exists():
        problems.append(Problem("agreement.number_taken", "error", {"number": number}))
    return problems
