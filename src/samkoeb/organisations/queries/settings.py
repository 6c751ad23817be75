"""What a body has set for itself, with the defaults (S9)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from samkoeb.base import transactions
from samkoeb.base.asking import asked
from samkoeb.organisations.logic import settings
from samkoeb.organisations.models import Organisation


def setting(organisation_id: int, key: str) -> Any:
    """Decimal, int or bool as the key's kind is. KeyError for a key that no one documented."""
    return settings.value(_own(organisation_id), key)


def settings_of(organisation_id: int) -> dict[str, Any]:
    """Every key with what holds for the body, in one question."""
    return settings.all_values(_own(organisation_id))


def longest_setting(organisation_ids: Iterable[int], key: str) -> Any:
    """The most careful value among the bodies and the default; where several bodies share a thing the strictest decides."""
    own = Organisation.objects.filter(pk__in=list(organisation_ids)).values_list("settings", flat=True)
    return max([settings.SETTINGS[key].default, *(settings.value(found, key) for found in own)])


def _own(organisation_id: int) -> dict[str, Any]:
    """As the body wrote them; asked once in a transaction."""
    found: dict[str, Any] = transactions.known(("settings", organisation_id), lambda: _written(organisation_id)[0])
    return found


@asked
def _written(organisation_id: int) -> QuerySet[Organisation, dict[str, Any]]:
    return Organisation.objects.filter(pk=organisation_id).values_list("settings", flat=True)
