"""Signing in: by password (or by OIDC and SAML where switched on), and by PIN inside a ward's own session."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from samkoeb.organisations import queries as organisations


class Adapter(DefaultAccountAdapter):
    """People are made by an administrator, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class PinBackend(BaseBackend):
    """Quick change on a shared ward computer: only for someone of the unit that the session already stands in (6.1 step 1)."""

    def authenticate(self, request: HttpRequest | None, person_id: int | None = None, pin: str | None = None, **_: Any) -> Any:
        if request is None or person_id is None or not pin:
            return None
        return organisations.person_by_pin(person_id, pin=pin, unit_id=request.unit_id)  # type: ignore[attr-defined]

    def get_user(self, user_id: int) -> Any:
        return organisations.person_or_none(user_id)
