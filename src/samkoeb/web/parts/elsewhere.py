"""Where a sign-in through a body's own accounts begins, where its provider answers, and what it lacks."""

from django.conf import settings
from django.urls import reverse

# way → (begins, answered at, what tells the provider about us)
ADDRESSES = {
    "oidc": (("openid_connect_login", ["oidc"]), ("openid_connect_callback", ["oidc"]), None),
    "saml": (("saml_login", ["saml"]), ("saml_acs", ["saml"]), ("saml_metadata", ["saml"])),
}


def start_of(way: str) -> str:
    return _path(ADDRESSES[way][0])


def answered_at(way: str) -> str:
    return _path(ADDRESSES[way][1])


def metadata_of(way: str) -> str:
    """Empty where there is none."""
    found = ADDRESSES[way][2]
    return _path(found) if found else ""


def missing(way: str) -> tuple[str, ...]:
    """The settings without which nobody can get in this way; of one that is switched on."""
    return tuple(name for name, value in _NEEDED[way]().items() if not value)


def _oidc() -> dict[str, str]:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    return {"SAMKOEB_OIDC_URL": app["settings"]["server_url"], "SAMKOEB_OIDC_CLIENT": app["client_id"], "SAMKOEB_OIDC_SECRET": app["secret"]}


def _saml() -> dict[str, str]:
    idp = settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"][0]["settings"]["idp"]
    needed = {"SAMKOEB_SAML_IDP": idp["entity_id"]}
    if "metadata_url" not in idp:
        needed |= {"SAMKOEB_SAML_URL": idp["sso_url"], "SAMKOEB_SAML_CERTIFICATE": idp["x509cert"]}
    return needed


_NEEDED = {"oidc": _oidc, "saml": _saml}


def _path(named: tuple[str, list[str]]) -> str:
    name, arguments = named
    return reverse(name, args=arguments)
