"""Django, set up on the database that the environment names. Importing this module does it; nothing else in `cli` imports it by hand."""

import os
from collections.abc import Callable

import django
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from samkoeb.cli.fault import Fault

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samkoeb.config.settings")
django.setup()

MIGRATING = 7265, 2  # the advisory lock under which one node migrates and the others wait


def waiting_migrations() -> int:
    """How many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_in_step() -> None:
    if waiting_migrations():
        raise Fault("the database is not in step with this version: run 'samkoeb start' or 'samkoeb prepare' first.")


def migrate(tell: Callable[[str], None]) -> None:
    """Bring the tables in step; when several nodes start at once, one does it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", MIGRATING)
        try:
            count = waiting_migrations()
            if count:
                tell(f"Bringing the database in step ({count} migrations)")
                call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", MIGRATING)


def let_go() -> None:
    """Close what is open, so that the database can stop and the process end."""
    for each in connections.all():
        each.close()
        if hasattr(each, "close_pool"):
            each.close_pool()
