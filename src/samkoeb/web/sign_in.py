"""Signing in: by password (or by OIDC and SAML where switched on), by PIN inside a ward's own session, and by a link that opens once."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from allauth.account import app_settings as allauth_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.urls import reverse

from samkoeb.organisations import actions
from samkoeb.organisations import queries as organisations
from samkoeb.process import letting_in

LINK_HOURS = settings.PASSWORD_RESET_TIMEOUT // 3600


class Adapter(DefaultAccountAdapter):
    """People are made by an administrator, never by themselves; letters leave by the outbox; a new password is an action."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Only to the person's present address, and not to one who signs in elsewhere and has no password here to forget."""
        if email.strip().lower() == user.email and user.is_active and user.has_usable_password():
            letting_in.send_forgotten(user, link=_address(context["key"], user), hours=LINK_HOURS, at=datetime.now(UTC))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No other letter of allauth's is the house's."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account:settings")

    def set_password(self, user: Any, password: str) -> None:
        at = datetime.now(UTC)
        changed = actions.set_password(user.pk, password=password, by=organisations.actor_for(user.pk, at), at=at)
        user.password = changed.password  # the session that did it is signed anew with it


def one_time_link(person: Any) -> str:
    """An address where the person chooses a new password. It is over once it is used, once the person has signed in, and after some hours."""
    return _address(allauth_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person), person)


def _address(token: str, person: Any) -> str:
    """Under the address that the installation is known by, whatever name the request came under."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.PUBLIC_ADDRESS + path.replace("UID-KEY", quote(f"{user_pk_to_url_str(person)}-{token}"))


class PinBackend(BaseBackend):
    """Quick change on a shared ward computer: only for someone of the unit that the session already stands in (6.1 step 1)."""

    def authenticate(self, request: HttpRequest | None, person_id: int | None = None, pin: str | None = None, **_: Any) -> Any:
        if request is None or person_id is None or not pin:
            return None
        return organisations.person_by_pin(person_id, pin=pin, unit_id=request.unit_id)  # type: ignore[attr-defined]

    def get_user(self, user_id: int) -> Any:
        return organisations.person_or_none(user_id)
