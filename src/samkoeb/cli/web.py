"""The web server alone, in this process: what systemd runs on a web node, and what `samkoeb start` starts as its child."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from samkoeb.cli.fault import Fault

APPLICATION = "samkoeb.config.wsgi:application"


def run(arguments: Namespace) -> int:
    """Become granian. Two processes with four threads each fill two cores; SAMKOEB_WEB_PROCESSES and _THREADS change that."""
    if not os.environ.get("DATABASE_URL"):
        raise Fault(
            "DATABASE_URL is not set: 'samkoeb start' runs everything, 'samkoeb web' is for a node of its own (docs/running.md)."
        )
    if not os.environ.get("SAMKOEB_SECRET_KEY"):
        raise Fault("SAMKOEB_SECRET_KEY is not set: it signs sessions, and must be the same on all nodes (docs/running.md).")
    server = Path(sys.executable).with_name("granian")
    sys.stdout.flush()
    os.execv(
        server,
        [
            str(server),
            "--interface=wsgi",
            f"--host={os.environ.get('SAMKOEB_BIND', '127.0.0.1')}",
            f"--port={os.environ.get('SAMKOEB_PORT', '8000')}",
            f"--workers={os.environ.get('SAMKOEB_WEB_PROCESSES', '2')}",
            f"--blocking-threads={os.environ.get('SAMKOEB_WEB_THREADS', '4')}",
            "--respawn-failed-workers",
            "--no-ws",
            "--log-level=warning",
            APPLICATION,
        ],
    )
