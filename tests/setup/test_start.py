"""`samkoeb start` holds everything up until Ctrl-C, and then takes down what it started and nothing else."""

import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.setup.running import Started, go, lives, samkoeb, started

from samkoeb import postgres
from samkoeb.postgres import place, processes


def status(running: Started, path: str = "/") -> int:
    try:
        with urllib.request.urlopen(f"http://localhost:{running.port}{path}", timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop_and_leaves_nothing_behind(founded: Path, sign: signal.Signals) -> None:
    with subprocess.Popen(["sleep", "600"]) as bystander, started(founded, "--no-story") as running:
        assert str(running.port) in running.wait_for("Samkøb runs at")
        assert status(running) == 200
        children = running.children()
        assert set(children) == {"web", "worker"}
        database = processes.postmaster(place.find(founded))
        assert database is not None

        assert running.stop(sign) == 0
        assert not any(lives(pid) for pid in (*children.values(), database))
        assert not postgres.is_running(founded)
        assert bystander.poll() is None
        bystander.kill()


def test_a_second_start_in_the_same_home_says_where_the_first_is(founded: Path) -> None:
    with started(founded, "--no-story") as running:
        running.wait_for("Samkøb runs at")
        answer = samkoeb(founded, "start")
        assert answer.returncode == 1
        assert len(answer.stderr.splitlines()) == 1
        assert f"runs here already, at http://localhost:{running.port}" in answer.stderr
        assert status(running) == 200, "the first is not disturbed"


def test_a_taken_port_is_said_before_anything_is_started(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = samkoeb(home, "start", SAMKOEB_PORT=str(port))
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    assert f"port {port}" in answer.stderr and "SAMKOEB_PORT=" in answer.stderr
    assert not (home / "postgres").exists()


def test_a_home_that_cannot_be_written_is_said(home: Path) -> None:
    answer = samkoeb(Path("/proc/samkoeb"), "start")
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1 and "SAMKOEB_HOME" in answer.stderr


def test_what_dies_is_started_again(founded: Path) -> None:
    with started(founded, "--no-story") as running:
        running.wait_for("Samkøb runs at")
        before = running.children()
        os.kill(before["worker"], signal.SIGKILL)
        running.wait_for(r"worker was killed \(SIGKILL\): starting it again")
        os.kill(before["web"], signal.SIGKILL)
        running.wait_for(r"web server was killed \(SIGKILL\): starting it again")
        database = processes.postmaster(place.find(founded))
        assert database is not None
        os.kill(database, signal.SIGKILL)
        running.wait_for("The database has died: starting it again")

        after = running.children()
        assert set(after) == {"web", "worker"} and not set(after.values()) & set(before.values())


def test_when_it_is_killed_its_children_go_and_the_next_start_goes_on(founded: Path) -> None:
    with started(founded, "--no-story") as running:
        running.wait_for("Samkøb runs at")
        children = running.children()
        running.process.kill()
        running.process.wait()
    with started(founded, "--no-story") as again:
        again.wait_for("Samkøb runs at")
        assert children and go(children.values())
        assert not [line for line in again.said if "Making a new database" in line]
        assert again.stop() == 0
    assert not postgres.is_running(founded)


def test_a_database_of_ones_own_is_used_and_left_alone(home: Path, founded: Path) -> None:
    """DATABASE_URL's server is not ours to stop."""
    url = postgres.ensure(founded, fast=True)
    with started(home, "--no-story", DATABASE_URL=url) as running:
        running.wait_for("Samkøb runs at")
        assert running.stop() == 0
    assert not (home / "postgres").exists()
    assert postgres.is_running(founded)
    postgres.stop(founded)
