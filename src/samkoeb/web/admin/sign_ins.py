"""How people get in: what the installation's settings have switched on, what its provider must be told, and who depends on it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samkoeb.kernel.actor import ADMINISTRATOR
from samkoeb.organisations import queries
from samkoeb.web.parts.elsewhere import ADDRESSES, answered_at, metadata_of, missing
from samkoeb.web.screen import screen

TITLES = {"oidc": "OpenID Connect (OIDC)", "saml": "SAML 2.0"}


@dataclass(frozen=True, slots=True)
class Way:
    """`provider` and `us`: whom is asked, and what we are called there. `missing`: settings without which it can't work."""

    title: str
    is_on: bool
    button: str = ""
    provider: str = ""
    us: str = ""
    answered_at: str = ""
    metadata: str = ""
    missing: tuple[str, ...] = ()


@screen(ADMINISTRATOR)
def page(request: HttpRequest) -> HttpResponse:
    counts = queries.sign_in_counts(request.actor)  # type: ignore[attr-defined]
    return render(request, "admin/sign_ins.html", {"ways": [_way(code) for code in ADDRESSES], "counts": counts})


def _way(code: str) -> Way:
    if code not in settings.SIGN_IN:
        return Way(TITLES[code], is_on=False)
    provider, us = _OF[code]()
    address = settings.PUBLIC_ADDRESS
    about = metadata_of(code)
    return Way(
        title=TITLES[code],
        is_on=True,
        button=settings.SIGN_IN_NAMES[code],
        provider=provider,
        us=us or (address + about if about else ""),
        answered_at=address + answered_at(code),
        metadata=address + about if about else "",
        missing=missing(code),
    )


def _oidc() -> tuple[str, str]:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    return app["settings"]["server_url"], app["client_id"]


def _saml() -> tuple[str, str]:
    wanted = settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"][0]["settings"]
    return wanted["idp"]["entity_id"], wanted.get("sp", {}).get("entity_id", "")


_OF = {"oidc": _oidc, "saml": _saml}
