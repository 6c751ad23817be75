"""Who calls: a machine with a key."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyHeader

from samkoeb.exchange import actions, queries


class ByKey(APIKeyHeader):
    """Sets `request.machine` (the key's row), `request.actor` and `request.at`."""

    param_name = "X-API-Key"

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        holder = queries.key_holder(key) if key else None
        if holder is None:
            return None
        at = datetime.now(UTC)
        request.machine, request.at = holder, at  # type: ignore[attr-defined]
        actions.note_key_used(holder.pk, at=at)
        request.actor = queries.actor_of(holder, at)  # type: ignore[attr-defined]
        return holder
