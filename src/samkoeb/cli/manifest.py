"""What a backup says about itself, so that a restore can prove that everything came back: rows and a fingerprint per table."""

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from samkoeb import postgres
from samkoeb.cli.fault import Fault

DUMP, MANIFEST = "database.dump", "manifest.json"
FORMAT = 1

# The text of a value must not depend on where and how the session runs.
SESSION = "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET extra_float_digits = 1; SET bytea_output = 'hex'"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@dataclass(frozen=True)
class Manifest:
    """tables: name → [rows, fingerprint]; dump: SHA-256 of the dump file; made_at: UTC, ISO 8601."""

    format: int
    made_at: str
    server: str
    dump: str
    tables: dict[str, list[str]]

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")

    @property
    def rows(self) -> int:
        return sum(int(rows) for rows, _ in self.tables.values())


def read(folder: Path) -> Manifest:
    """The manifest of a backup whose dump is whole; a Fault where it is none, or was damaged."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
        whole = sha256(folder / DUMP) == manifest.dump
    except (OSError, ValueError, TypeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Fault(f"{folder} holds no backup that can be read: {reason}") from error
    if manifest.format != FORMAT:
        raise Fault(
            f"the backup in {folder} has format {manifest.format}, and this version reads {FORMAT}: use the version that made it."
        )
    if not whole:
        raise Fault(f"{folder / DUMP} is not the file that was written when the backup was made: take another backup.")
    return manifest


def tables_of(connection: psycopg.Connection) -> dict[str, list[str]]:
    """Each table's number of rows and a sum over the rows' hashes, which does not depend on their order."""
    connection.execute(SESSION)
    found = {}
    for (name,) in connection.execute(TABLES).fetchall():
        query = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {} t").format(sql.Identifier(name))
        row = connection.execute(query).fetchone()
        found[name] = [str(value) for value in row or ()]
    return found


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run_client(name: str, url: str, *words: str) -> None:
    """Run pg_dump or pg_restore against `url`, with the password kept out of the list of processes."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    password = parts.pop("password", None)
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    done = subprocess.run(
        [_client(name, str(parts.get("host", ""))), *words, f"--dbname={make_conninfo(**parts)}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if "error:" in line] or done.stderr.splitlines() or ["it said nothing"]
        raise Fault(f"{name}: {said[0].strip()}")


def _client(name: str, host: str) -> str:
    """Over a network the machine's own program comes first: the wheel's knows no TLS. On a socket the wheel's fits its server."""
    own, machines = postgres.program(name), shutil.which(name)
    return str(own) if host.startswith("/") or machines is None else machines
