"""Where a sign-in through a body's own accounts begins, and where its provider answers."""

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


def _path(named: tuple[str, list[str]]) -> str:
    name, arguments = named
    return reverse(name, args=arguments)
