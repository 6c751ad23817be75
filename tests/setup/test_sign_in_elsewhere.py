"""SAMKOEB_SIGN_IN lets in whom the body's own provider knows and an administrator has made, and nobody else: by OIDC and by SAML."""

import os
import subprocess
import sys

import pytest
from tests.conftest import REPOSITORY
from tests.setup.oidc_provider import CLIENT, SECRET
from tests.setup.saml_provider import IDP, SSO

OIDC = {"SAMKOEB_OIDC_NAME": "Regionens login", "SAMKOEB_OIDC_CLIENT": CLIENT, "SAMKOEB_OIDC_SECRET": SECRET}
SAML = {"SAMKOEB_SAML_NAME": "Kommunens login", "SAMKOEB_SAML_IDP": IDP, "SAMKOEB_SAML_URL": SSO, "SAMKOEB_SAML_TRUST_EMAIL": "1"}


@pytest.mark.parametrize(("way", "told", "how_many"), [("oidc", OIDC, 5), ("saml", SAML, 7)])
def test_the_switch_is_played_from_the_button_to_the_start_page(way, told, how_many):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", f"tests/setup/played_with_{way}.py", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=REPOSITORY, env=kept | told | {"SAMKOEB_SIGN_IN": way, "SAMKOEB_TEST_DB": f"test_samkoeb_{way}"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert f"{how_many} passed" in run.stdout
