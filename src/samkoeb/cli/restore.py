"""`samkoeb restore DIR`: read a backup back in one transaction, and prove that it is all there and that the audit trail holds."""

import os
from argparse import Namespace
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from samkoeb.audit import queries as audit
from samkoeb.catalogue.search import node
from samkoeb.cli import manifest, ready
from samkoeb.cli.fault import Fault
from samkoeb.cli.manifest import DUMP, TABLES
from samkoeb.kernel import calendar

OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
TRANSACTION_NUMBERS = "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'xid' AND is_updatable = 'YES'"


def run(arguments: Namespace) -> int:
    url = os.environ["DATABASE_URL"]
    wanted = manifest.read(arguments.folder)
    ready.let_go()
    with psycopg.connect(url, autocommit=True) as connection:
        _empty(connection, force=arguments.force)
    manifest.run_client("pg_restore", url, "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
                        str(arguments.folder / DUMP))  # fmt: skip
    with psycopg.connect(url) as connection:
        _compare(wanted.tables, manifest.tables_of(connection))
        _forget_transaction_numbers(connection)
    ready.migrate(lambda line: print(line, flush=True))
    verdict = audit.verify()
    if not verdict.holds:
        raise Fault(f"everything came back, but the audit trail is broken at event {verdict.broken_at}: it was so in the backup.")
    print(f"{wanted.rows} rows in {len(wanted.tables)} tables came back as they were on {wanted.made_at}; "
          f"the audit trail holds ({verdict.sealed} events sealed, {verdict.unsealed} not yet)")  # fmt: skip
    items = node.rebuild(calendar.day_of(datetime.now(UTC)))
    print(f"The search index of this node is made anew ({items} items); other nodes do it with 'samkoeb index rebuild'.")
    return 0


def _empty(connection: psycopg.Connection, *, force: bool) -> None:
    """Refuse to write over anything, and to work under somebody's hands."""
    count = connection.execute(OTHERS).fetchone()
    if count and count[0]:
        raise Fault(f"{count[0]} others use the database: stop web server and worker first.")
    if not connection.execute(TABLES).fetchall():
        return
    if not force:
        raise Fault(
            "the database is not empty: set SAMKOEB_HOME or DATABASE_URL to an empty one, or add --force to throw away what it holds."
        )
    connection.execute("DROP SCHEMA public CASCADE")
    connection.execute("CREATE SCHEMA public")


def _compare(wanted: dict[str, list[str]], found: dict[str, list[str]]) -> None:
    differing = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if differing:
        raise Fault(f"what came back differs from the backup's manifest in {', '.join(differing)}: do not use this database.")


def _forget_transaction_numbers(connection: psycopg.Connection) -> None:
    """Rows remember the transaction that wrote them, so that no reader skips one that is still open. The numbers belong to the
    server that was; on this one they may lie in the future, and the rows would wait for ever. All of them are long committed.
    """
    for (name,) in connection.execute(TRANSACTION_NUMBERS).fetchall():
        table = sql.Identifier(name)
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
        connection.execute(sql.SQL("UPDATE {} SET xid = 0 WHERE xid <> 0").format(table))
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))
