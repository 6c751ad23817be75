"""Every command of `samkoeb`: its name, what it is for, what it needs around it, and the words that may follow it.

A command lives in the module of its row, found by name only when it is called, so `--help` and wrong use cost nothing and
`start` runs without Django. Each module has `run(arguments: argparse.Namespace) -> int` (the exit status); its words are
declared here, since a module that needs Django can't be read before there is a database to point it at.
"""

from argparse import REMAINDER, ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from samkoeb.documents.validation import command as validation
from samkoeb.documents.validation import rule_commands

# nothing: runs as it is. database: the installation's database runs meanwhile, Django is set up, migrations are in step.
# unprepared: the same, but the tables need not be there yet. throwaway: a database and a SAMKOEB_HOME of its own, gone afterwards.
Needs = Literal["nothing", "database", "unprepared", "throwaway"]


@dataclass(frozen=True)
class Command:
    """`declare` adds the command's own words to its parser."""

    module: str
    needs: Needs
    purpose: str
    declare: Callable[[ArgumentParser], None]


def _none(parser: ArgumentParser) -> None:
    """A command without words of its own."""


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def _walk(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the documents and summary.json are written")
    parser.add_argument(
        "--catalogue", type=Path, metavar="FILE", help="a catalogue (UBL, CSV or XLSX) to walk with; else a small one of our own"
    )
    _json(parser)


def _catalogue(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="import")
    verb = verbs.add_parser("import", help="propose a version from a file; print its faults and what differs")
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--supplier", required=True, metavar="ID", help="the supplier's CVR number, GLN or id")
    verb.add_argument("--agreement", required=True, metavar="ID", help="the agreement's number or id")
    _json(verb)


def _unspsc(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="load")
    verb = verbs.add_parser(
        "load", help="add and rename codes from a CSV with code and titles; without FILE, the small set of our own"
    )
    verb.add_argument("file", type=Path, nargs="?", metavar="FILE")
    verb.add_argument("--list-version", default="", metavar="VERSION", help="the list's own version, such as v19.0501")


def _search(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="what to look for: words, a GTIN or an item number")
    parser.add_argument("--unit", required=True, metavar="ID", help="the unit that wants to buy: its GLN or id")
    _json(parser)


def _receive(parser: ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _json(parser)


def _audit(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verify")
    verbs.add_parser("verify", help="recompute the chain of seals over the audit trail; exit 1 if it is broken")


def _index(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="rebuild")
    verbs.add_parser("rebuild", help="make the search index anew from the database")


def _backup(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an empty one")


def _restore(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that 'samkoeb backup' made")
    parser.add_argument("--force", action="store_true", help="throw away what the database holds now")


def _story(parser: ArgumentParser) -> None:
    parser.add_argument("--no-story", action="store_true", help="leave an empty database empty: for a real installation")


def _found(parser: ArgumentParser) -> None:
    parser.add_argument("--body", required=True, metavar="NAME", help="the first body, such as 'Region Nord'")
    parser.add_argument(
        "--kind", default="region", choices=("region", "municipality", "state", "secretariat"), help="what it is (region)"
    )
    parser.add_argument("--cvr", required=True, help="its CVR number")
    parser.add_argument("--administrator", required=True, metavar="EMAIL", help="who administers it; the password is asked for")
    parser.add_argument("--name", default="Administrator", help="what the administrator is called")


def _django(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs=REMAINDER, metavar="…", help="passed on as they are")


COMMANDS: dict[str, Command] = {
    "start": Command("samkoeb.cli.start", "nothing", "start database, web and worker here; Ctrl-C stops them", _story),
    "walk": Command("samkoeb.cli.walk", "throwaway", "go through the nine steps of a purchase on a throw-away database", _walk),
    "catalogue": Command("samkoeb.cli.catalogue", "database", "import a supplier's catalogue as a proposed version", _catalogue),
    "unspsc": Command("samkoeb.cli.unspsc", "database", "load the UNSPSC classification", _unspsc),
    "search": Command("samkoeb.cli.search", "database", "search as a unit that wants to buy", _search),
    "receive": Command("samkoeb.cli.receive", "database", "take documents in as if they had arrived", _receive),
    "validate": Command("samkoeb.cli.validate", "nothing", "check documents against the official rules of their kind", validation.declare),
    "rules": Command("samkoeb.cli.rules", "nothing", "list, add, show and test the official rule sets", rule_commands.declare),
    "audit": Command("samkoeb.cli.audit", "database", "check that the audit trail is unbroken", _audit),
    "backup": Command("samkoeb.cli.backup", "database", "write the whole database and a manifest to a folder", _backup),
    "restore": Command("samkoeb.cli.restore", "unprepared", "read a backup into an empty database and check it", _restore),
    "index": Command("samkoeb.cli.index", "database", "rebuild the search index", _index),
    "prepare": Command("samkoeb.cli.prepare", "unprepared", "bring tables and assets in step; tell the demonstration story if empty", _story),
    "found": Command("samkoeb.cli.found", "database", "make the first body and its administrator, on an empty installation", _found),
    "web": Command("samkoeb.cli.web", "nothing", "run the web server alone (DATABASE_URL must be set)", _none),
    "worker": Command("samkoeb.cli.worker", "nothing", "run the worker alone", _none),
    "django": Command("samkoeb.cli.management", "unprepared", "Django's own commands, such as 'django shell'", _django),
}  # fmt: skip
