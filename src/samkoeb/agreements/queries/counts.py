"""How many agreements a body has on a day: what an administrator must know before another stands where it stood."""

from dataclasses import dataclass
from datetime import date

from samkoeb.agreements.logic.lifecycle import IN_FORCE_STATES
from samkoeb.agreements.models import Agreement, Participant


@dataclass(frozen=True, slots=True)
class AgreementCounts:
    """`owned` by the body, and `shared`: others' that it is listed on. Those that have not ended."""

    owned: int
    shared: int


def agreement_counts(organisation_id: int, on: date) -> AgreementCounts:
    """Numbers only, so whoever administers the body may know them."""
    alive = Agreement.objects.filter(state__in=IN_FORCE_STATES, valid_to__gt=on)
    listed = Participant.objects.filter(organisation_id=organisation_id).exclude(valid_to__lte=on).values("agreement_id")
    return AgreementCounts(
        owned=alive.filter(owner_id=organisation_id).count(),
        shared=alive.filter(pk__in=listed).exclude(owner_id=organisation_id).count(),
    )
