"""The start screens under 20 people at once, each with three seconds of thought between two pages (goal p95 ≤ 150 ms).

A real web server (`samkoeb web`) on a throw-away database in which the story has been told. Each person signs in through the form, in a
session of their own, and then opens the start page of their role again and again. Loopback only; BENCH_SECONDS bounds it (60). Times are
from the first byte sent to the last byte read. CPU and memory are those of the server's processes. The physical limit is the same
server's page that asks the database nothing but who is there (/about/), opened by the same people in the same run.
"""

import http.cookiejar
import os
import random
import re
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from samkoeb.cli.prepare import collect_assets
from samkoeb.story import cast, tell

GOAL = 150
PEOPLE = 20
THINK_SECONDS = 3.0
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
COMPARED = "/about/"
TICKS = os.sysconf("SC_CLK_TCK")
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

Times = dict[str, list[float]]


def run() -> list[dict[str, Any]]:
    """A row for all start pages together, one for each, and the page that they are compared with."""
    collect_assets()
    tell(datetime.now(UTC), lambda _line: None)
    with _server() as (address, processes):
        people = [_Browser(address, cast.email(key)) for key in _who()]
        starts = [person.sign_in() for person in people]
        for person, start in zip(people, starts, strict=True):
            person.open(start)
            person.open(COMPARED)
        began = _cpu(processes())
        times = _crowd(people, starts)
        used, memory = _cpu(processes()) - began, _memory(processes())
    pages = [ms for page, all_ms in times.items() if page != COMPARED for ms in all_ms]
    least = _p95(times[COMPARED])
    whole = {
        "what": f"start screens, {PEOPLE} people, {THINK_SECONDS:.0f} s of thought", **_row(pages), "goal": GOAL, "reached": _p95(pages) <= GOAL,
        "cpu_seconds": round(used, 1), "peak_mb": memory, "times_least": round(_p95(pages) / least, 1),
    }  # fmt: skip
    each = [
        {"what": f"  {page}", **_row(ms), "times_least": round(_p95(ms) / least, 1)}
        for page, ms in sorted(times.items())
        if page != COMPARED
    ]
    return [whole, *each, {"what": f"a page that asks nothing, {COMPARED}", **_row(times[COMPARED]), "times_least": 1.0}]


def _row(ms: list[float]) -> dict[str, Any]:
    return {"value": round(_p95(ms), 1), "unit": "ms p95", "p50_ms": round(statistics.median(ms), 1), "pages": len(ms)}


def _p95(ms: list[float]) -> float:
    return sorted(ms)[min(len(ms) - 1, int(len(ms) * 0.95))]


def _who() -> list[str]:
    """Twenty people of the tale's own roles; wards order most."""
    keys = [key for _whose, key in cast.SIGN_INS]
    wards = ("sygeplejerske", "sygeplejerske2", "f2", "plejehjem", "lager", "afsnitsleder", "bogholder2", "indkoeber")
    return [*keys, *wards][:PEOPLE]


def _crowd(people: "list[_Browser]", starts: list[str]) -> Times:
    """Everybody at once until the time is up; every fourth page is the one that is compared with."""
    times: Times = {COMPARED: []}
    faults: list[Exception] = []
    guard = threading.Lock()
    until = time.monotonic() + SECONDS

    def one(person: _Browser, start: str, chance: random.Random) -> None:
        try:
            time.sleep(chance.uniform(0, THINK_SECONDS))  # nobody begins in step
            visits = 0
            while time.monotonic() < until:
                visits += 1
                page = COMPARED if visits % 4 == 0 else start
                began = time.perf_counter()
                person.open(page)
                took = (time.perf_counter() - began) * 1000
                with guard:
                    times.setdefault(page, []).append(took)
                time.sleep(THINK_SECONDS)
        except Exception as fault:  # raised again below, in the thread that waits
            faults.append(fault)

    threads = [
        threading.Thread(target=one, args=(person, start, random.Random(n)))
        for n, (person, start) in enumerate(zip(people, starts, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return times


class _Browser:
    """One person's session: cookies, the form, and pages opened."""

    def __init__(self, address: str, email: str) -> None:
        self._address, self._email = address, email
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))

    def sign_in(self) -> str:
        """Through the form; the path of the page where one lands."""
        form, _ = self._get("/sign-in/")
        token = CSRF.search(form)
        assert token, "the form has no token"
        said = urllib.parse.urlencode({"login": self._email, "password": cast.PASSWORD, "csrfmiddlewaretoken": token[1]})
        _, landed = self._get("/sign-in/", said.encode())
        path = urllib.parse.urlsplit(landed).path
        assert not path.startswith("/sign-in"), f"{self._email} could not sign in"
        return path

    def open(self, path: str) -> None:
        _, landed = self._get(path)
        assert urllib.parse.urlsplit(landed).path == path, f"{path} led to {landed}"

    def _get(self, path: str, said: bytes | None = None) -> tuple[str, str]:
        asked = urllib.request.Request(self._address + path, data=said, headers={"Referer": self._address + path})
        with self._opener.open(asked, timeout=30) as answer:
            return answer.read().decode(), answer.url


@contextmanager
def _server() -> Iterator[tuple[str, Any]]:
    """The address of a web server on this database, and a function that lists its processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "SAMKOEB_PORT": str(port),
        "SAMKOEB_ADDRESS": address,
        "SAMKOEB_SECRET_KEY": secrets.token_hex(32),
    }
    server = subprocess.Popen([sys.executable, "-m", "samkoeb.cli", "web"], env=environment, stdout=sys.stderr)
    try:
        _wait(server, port)
        yield address, lambda: [server.pid, *_children(server.pid)]
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the web server did not answer")


def _children(pid: int) -> list[int]:
    """Linux alone; the processes that granian works in."""
    return [int(word) for task in Path(f"/proc/{pid}/task").glob("*/children") for word in task.read_text().split()]


def _cpu(pids: list[int]) -> float:
    """User and system seconds so far."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(found[11]) + int(found[12]) for found in fields) / TICKS


def _memory(pids: list[int]) -> int:
    """Highest resident memory of all together, in MB (pages that they share count in each)."""
    peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in pids]
    return sum(int(found[1]) for found in peaks if found) // 1024


if __name__ == "__main__":
    for line in run():
        print(line)
