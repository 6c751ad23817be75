"""A throw-away database is gone afterwards, quick to have again, and never in the way of somebody else's."""

import os
from pathlib import Path

import psycopg
import pytest

from samkoeb import postgres
from samkoeb.cli import throwaway


def names(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        found = {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}
    return {name for name in found if name.startswith(("samkoeb_throwaway_", "samkoeb_template_"))}


def run(url: str, query: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(query.encode())


def test_it_is_gone_afterwards_also_when_what_ran_in_it_failed(home: Path) -> None:
    server = postgres.ensure(home, fast=True)
    with pytest.raises(ZeroDivisionError), throwaway.database(server) as (own, has_tables):
        assert not has_tables
        run(own, "CREATE TABLE glove ()")
        raise ZeroDivisionError
    assert names(server) == set()


def test_the_next_one_has_its_tables_already_and_none_of_the_rows(home: Path) -> None:
    server = postgres.ensure(home, fast=True)
    with throwaway.database(server) as (own, _):
        run(own, "CREATE TABLE glove (size int)")
        throwaway.keep(server, own)
        run(own, "INSERT INTO glove VALUES (7)")
    with throwaway.database(server) as (second, has_tables), psycopg.connect(second) as connection:
        assert has_tables
        assert connection.execute("SELECT count(*) FROM glove").fetchone() == (0,)


def test_a_template_of_an_earlier_version_is_not_used_and_is_taken_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = postgres.ensure(home, fast=True)
    with throwaway.database(server) as (own, _):
        throwaway.keep(server, own)
    (earlier,) = names(server)
    monkeypatch.setattr(throwaway, "_template", lambda: throwaway.TEMPLATE + "of_other_migrations")
    with throwaway.database(server) as (own, has_tables):
        assert not has_tables
        throwaway.keep(server, own)
    assert earlier not in names(server) and len(names(server)) == 1


def test_what_a_killed_process_left_is_taken_away_and_what_a_living_one_uses_is_not(home: Path) -> None:
    server = postgres.ensure(home, fast=True)
    run(server, "CREATE DATABASE samkoeb_throwaway_4194305_dead")  # no process has a number that high
    living = f"samkoeb_throwaway_{os.getppid()}_lives"
    run(server, f"CREATE DATABASE {living}")
    with throwaway.database(server):
        assert "samkoeb_throwaway_4194305_dead" not in names(server)
    assert names(server) == {living}


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("postgresql://samkoeb:x@/samkoeb?host=/tmp/samkoeb-0123456789ab", True),
        ("postgresql://samkoeb:x@db.example.dk/samkoeb", False),
        ("postgresql:///samkoeb?host=/var/run/postgresql", False),
    ],
)
def test_nothing_is_left_on_a_server_that_is_not_ours(address: str, private: bool) -> None:
    assert postgres.is_private(address) is private
