"""SAMKOEB_SIGN_IN=oidc lets in whom the body's own provider knows and an administrator has made, and nobody else."""

import os
import subprocess
import sys

from tests.conftest import REPOSITORY
from tests.setup.oidc_provider import CLIENT, SECRET


def test_the_switch_is_played_from_the_button_to_the_start_page():
    told = {"SAMKOEB_SIGN_IN": "oidc", "SAMKOEB_OIDC_NAME": "Regionens login", "SAMKOEB_OIDC_CLIENT": CLIENT, "SAMKOEB_OIDC_SECRET": SECRET}
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/setup/played_with_oidc.py", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"],
        cwd=REPOSITORY, env=kept | told | {"SAMKOEB_TEST_DB": "test_samkoeb_oidc"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert "5 passed" in run.stdout
