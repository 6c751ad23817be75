"""Agreements as a buyer's, a ward's or a supplier's list: what is left, what ends, what must be said when."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery

from samkoeb.agreements import permissions
from samkoeb.agreements.logic import ceiling
from samkoeb.agreements.models import Agreement, Option, Participant
from samkoeb.base.models import Rows
from samkoeb.kernel import actor as roles
from samkoeb.kernel.actor import Actor
from samkoeb.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """`binding_levels`: of the actor's own bodies. `next_notice_on`: the last day to say the next option. Values ex VAT."""

    id: int
    number: str
    title: str
    supplier_id: int
    supplier: str
    owner: str
    state: str
    valid_from: date
    valid_to: date
    in_force: bool
    currency: str
    maximum: Decimal
    drawn: Decimal
    remaining: Decimal
    percent: Decimal
    warned_percent: int
    binding_levels: tuple[str, ...]
    next_notice_on: date | None
    may_manage: bool


def visible_to(actor: Actor) -> Rows:
    """The owner's people, the participants', the supplier's own, and a secretariat's joint ones."""
    if actor.is_operator:
        return Agreement.objects.all()
    sells = actor.organisations(roles.SUPPLIER_USER)
    buys = frozenset().union(*(r.organisation_ids for r in actor.roles if r.role != roles.SUPPLIER_USER))
    listed = Participant.objects.filter(organisation_id__in=buys).values("agreement_id")
    seen = Q(owner_id__in=buys) | Q(supplier_id__in=sells) | Q(pk__in=listed) | Q(pk__in=coordinated_by(actor).values("pk"))
    return Agreement.objects.filter(seen)


def coordinated_by(actor: Actor) -> Rows:
    """What several bodies buy on together, for a secretariat's people (R10): its terms, catalogues and total, no body's own figures."""
    if not organisations.are_secretariats(actor.organisations(roles.SECRETARIAT)):
        return Agreement.objects.none()
    bodies = Participant.objects.order_by().values("agreement_id").annotate(bodies=Count("organisation_id", distinct=True))
    return Agreement.objects.filter(pk__in=bodies.filter(bodies__gte=2).values("agreement_id"))


def agreements_for(actor: Actor, on: date, *, text: str = "", in_force_only: bool = False) -> list[AgreementRow]:
    """Those in force first, the fullest first among them; then the others, the latest first. Two questions."""
    rows = visible_to(actor)
    if in_force_only:
        rows = rows.in_force(on)
    if text:
        rows = rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(supplier__name__icontains=text))
    shown = _rows(actor, rows, on)
    return sorted(shown, key=lambda r: (not r.in_force, -r.percent if r.in_force else -r.valid_to.toordinal(), r.number))


def expiring(actor: Actor, on: date, *, within_days: int = 365) -> list[AgreementRow]:
    """What ends, or must be said to go on, within so many days; the nearest day first (6.6 step 5)."""
    until = on + timedelta(days=within_days)
    shown = _rows(actor, visible_to(actor).in_force(on), on)
    near = [r for r in shown if r.valid_to <= until or (r.next_notice_on is not None and r.next_notice_on <= until)]
    return sorted(near, key=lambda r: (min(filter(None, (r.next_notice_on, r.valid_to))), r.number))


def _rows(actor: Actor, rows: Rows, on: date) -> list[AgreementRow]:
    in_turn = Option.objects.filter(agreement=OuterRef("pk"), exercised_at__isnull=True).order_by("extends_to")  # one let go closes the later ones
    found = list(rows.select_related("owner", "supplier").annotate(notice_in_turn=Subquery(in_turn.values("last_notice_on")[:1])))
    levels: dict[int, set[str]] = {}
    own = Participant.objects.in_force(on).filter(agreement__in=[a.pk for a in found], organisation_id__in=actor.organisations())
    for agreement_id, level in own.values_list("agreement_id", "binding_level"):
        levels.setdefault(agreement_id, set()).add(level)
    return [_row(actor, a, on, tuple(sorted(levels.get(a.pk, ()))), _still_to_come(a.notice_in_turn, on)) for a in found]


def _still_to_come(day: date | None, on: date) -> date | None:
    return day if day is not None and day >= on else None


def _row(actor: Actor, a: Agreement, on: date, levels: tuple[str, ...], next_notice_on: date | None) -> AgreementRow:
    return AgreementRow(
        id=a.pk,
        number=a.number,
        title=a.title,
        supplier_id=a.supplier_id,
        supplier=a.supplier.name,
        owner=a.owner.name,
        state=a.state,
        valid_from=a.valid_from,
        valid_to=a.valid_to,
        in_force=a.state != "draft" and a.valid_from <= on < a.valid_to,
        currency=a.currency,
        maximum=a.maximum_value,
        drawn=a.drawn,
        remaining=max(a.maximum_value - a.drawn, Decimal(0)),
        percent=ceiling.percent(a.drawn, a.maximum_value),
        warned_percent=a.warned_percent,
        binding_levels=levels,
        next_notice_on=next_notice_on,
        may_manage=permissions.allows(actor, "change", permissions.Facts(a.owner_id, a.supplier_id)),
    )
