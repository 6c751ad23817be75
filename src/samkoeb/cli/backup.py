"""`samkoeb backup DIR`: the whole database, attachments included, as it was at one instant, while others go on working."""

import os
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from samkoeb.cli import manifest
from samkoeb.cli.fault import Fault
from samkoeb.cli.manifest import DUMP, FORMAT, Manifest


def run(arguments: Namespace) -> int:
    folder: Path = arguments.folder
    _make(folder)
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        snapshot = str(_value(connection, "SELECT pg_export_snapshot()"))
        manifest.run_client("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
                            f"--file={folder / DUMP}")  # fmt: skip
        made = Manifest(
            format=FORMAT,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            server=str(_value(connection, "SHOW server_version")),
            dump=manifest.sha256(folder / DUMP),
            tables=manifest.tables_of(connection),
        )
    made.write(folder)
    print(f"{made.rows} rows in {len(made.tables)} tables are in {folder}")
    return 0


def _value(connection: psycopg.Connection, query: str) -> object:
    row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def _make(folder: Path) -> None:
    """A folder that only its owner reads: it will hold everything."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Fault(f"{folder} is not empty: name a new folder for each backup.")
    except OSError as error:
        raise Fault(f"{folder} can't be written ({error.strerror}): name a folder that you may write in.") from error
