"""Bring an installation in step with the program: tables, static files, and the demonstration story where there is nothing yet.

The story lives in `samkoeb.story` and is found by name: `tell(at, progress)` plays it, and `sign_ins()` gives
(role, e-mail, password) for each of its people.
"""

import importlib
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from samkoeb.cli import ready
from samkoeb.cli.fault import Fault
from samkoeb.cli.home import SOURCE
from samkoeb.exchange import actions as exchange
from samkoeb.kernel.actor import operator
from samkoeb.organisations.queries import bodies

STORY = "samkoeb.story"
BEGUN, TOLD = (
    "samkoeb: story begun",
    "samkoeb: story told",
)  # kept as the comment on the schema, so that it goes where the tables go


def run(arguments: Namespace) -> int:
    if _how_far() == BEGUN:
        _tell("The story was interrupted last time: beginning again")
        _empty()
    ready.migrate(_tell)
    collect_assets()
    exchange.adopt_rules(by=operator("command line"), at=datetime.now(UTC))
    if not arguments.no_story and not bodies.any_exists():
        _tell("Telling the demonstration story (once; it takes a little while)")
        _remember(BEGUN)
        importlib.import_module(STORY).tell(datetime.now(UTC), progress=lambda line: _tell(f"  {line}"))
        _remember(TOLD)
    if _how_far() == TOLD:
        _show_sign_ins(importlib.import_module(STORY).sign_ins())
    return 0


def collect_assets() -> None:
    """Put the built assets where the web server reads them, when they are newer than what lies there."""
    built = SOURCE / "web" / "assets" / "dist" / "samkoeb.css"
    if not built.exists():
        raise Fault("the front-end assets are not built: run 'make install'.")
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and manifest.stat().st_mtime >= built.stat().st_mtime:
        return
    _tell("Collecting the front-end assets")
    call_command("collectstatic", interactive=False, verbosity=0)


def _how_far() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')")
        row = cursor.fetchone()
    return (row[0] or "") if row else ""


def _remember(mark: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON SCHEMA public IS '{mark}'")  # a constant of ours: COMMENT takes no parameters


def _empty() -> None:
    """Only ever half of our own story: while it is told nobody else can be in there, and its end removes the mark."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()


def _show_sign_ins(people: list[tuple[str, str, str]]) -> None:
    print("\nDemonstration sign-ins (role, e-mail, password):")
    wide, wider = (max((len(row[i]) for row in people), default=0) for i in (0, 1))
    for role, email, password in people:
        print(f"  {role:{wide}}  {email:{wider}}  {password}")
    print(flush=True)


def _tell(line: str) -> None:
    print(f"  {line}", flush=True)
