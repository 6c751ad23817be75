"""How people get in besides by password, from the environment (docs/running.md): SAMKOEB_SIGN_IN=oidc,saml."""

import os
from typing import Any

WAYS = tuple(x.strip() for x in os.environ.get("SAMKOEB_SIGN_IN", "").split(",") if x.strip())
PROVIDERS = {"oidc": "allauth.socialaccount.providers.openid_connect", "saml": "allauth.socialaccount.providers.saml"}
OIDC, SAML = "oidc", "saml"  # also their place in the addresses


def _of(name: str, otherwise: str = "") -> str:
    return os.environ.get(f"SAMKOEB_{name}", otherwise)


def _yes(name: str) -> bool:
    return _of(name).lower() in ("1", "true", "yes", "on")


NAMES = {OIDC: _of("OIDC_NAME", "OpenID Connect"), SAML: _of("SAML_NAME", "SAML")}


def apps() -> list[str]:
    """What django-allauth needs installed for the ways that are switched on. KeyError for a way that there is not."""
    return ["allauth.socialaccount", *(PROVIDERS[way] for way in WAYS)] if WAYS else []


def providers() -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS."""
    made: dict[str, Any] = {}
    if OIDC in WAYS:
        made["openid_connect"] = {
            "APPS": [
                {
                    "provider_id": OIDC,
                    "name": NAMES[OIDC],
                    "client_id": _of("OIDC_CLIENT"),
                    "secret": _of("OIDC_SECRET"),
                    "settings": {"server_url": _of("OIDC_URL"), "oauth_pkce_enabled": True},
                }
            ],
            # Some providers of public bodies vouch for every e-mail and don't say so.
            "VERIFIED_EMAIL": _yes("OIDC_TRUST_EMAIL"),
        }
    if SAML in WAYS:
        made["saml"] = {
            "APPS": [{"provider_id": SAML, "name": NAMES[SAML], "client_id": SAML, "settings": _saml()}],
            "VERIFIED_EMAIL": _yes("SAML_TRUST_EMAIL"),
        }
    return made


def _saml() -> dict[str, Any]:
    """The provider by its metadata address, or by address and certificate. Only signed assertions that answer a question of ours are taken."""
    provider = {"entity_id": _of("SAML_IDP")}
    if metadata := _of("SAML_METADATA"):
        provider["metadata_url"] = metadata
    else:
        provider |= {"sso_url": _of("SAML_URL"), "x509cert": _of("SAML_CERTIFICATE")}
    wanted: dict[str, Any] = {"idp": provider, "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True}}
    if own := _of("SAML_ENTITY"):
        wanted["sp"] = {"entity_id": own}
    if email := _of("SAML_EMAIL_ATTRIBUTE"):
        wanted["attribute_mapping"] = {"email": [email]}  # the person is then known by the NameID
    return wanted
