"""The `samkoeb` command.

Errors are one line on stderr. Exit status: 0 yes, 1 no, 2 wrong use, 130 interrupted. Commands act as the operator, and that is
recorded; `--as PERSON` acts as someone (an e-mail address or id; the command's module reads `arguments.acting_as`).
"""

import argparse
import importlib
import os
import sys
from typing import NoReturn

import psycopg

from samkoeb.cli.fault import Fault
from samkoeb.cli.surroundings import around
from samkoeb.cli.table import COMMANDS
from samkoeb.kernel.problem import Refused
from samkoeb.postgres import PostgresFault
from samkoeb.sentences import say

NO, WRONG_USE, INTERRUPTED = 1, 2, 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as everything here does."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message} (try '{self.prog} --help')\n")


def main(words: list[str] | None = None) -> int:
    arguments = parser().parse_args(words)
    command = COMMANDS[arguments.command]
    try:
        with around(command.needs):
            return int(importlib.import_module(command.module).run(arguments))
    except (Fault, PostgresFault) as fault:
        return _no(str(fault))
    except Refused as refused:
        return _no(" ".join(say(problem, "en") for problem in refused.problems))
    except psycopg.OperationalError as error:
        return _no(f"the database does not answer: {_first_line(error)}")
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the reader has gone (samkoeb … | head): nothing is left to say
        return NO
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.filename and error.strerror:
            return _no(f"{os.fsdecode(error.filename)}: {error.strerror}")
        if os.environ.get("SAMKOEB_DEBUG"):
            raise
        return _no(f"{type(error).__name__}: {_first_line(error)} (SAMKOEB_DEBUG=1 shows where)")


def parser() -> Parser:
    """The whole command line, read from the table."""
    acting = Parser(add_help=False)
    acting.add_argument(
        "--as", dest="acting_as", metavar="PERSON", default=argparse.SUPPRESS, help="act as this person (e-mail or id)"
    )
    top = Parser(
        prog="samkoeb",
        parents=[acting],
        description="Samkøb: public bodies buy together, from agreement to payment.",
        epilog="Data is kept in SAMKOEB_HOME (var/ in the checkout when it is not set); DATABASE_URL names another PostgreSQL.",
    )
    top.set_defaults(acting_as=None)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    for name, command in COMMANDS.items():
        command.declare(
            commands.add_parser(name, parents=[acting], help=command.purpose, description=f"{command.purpose.capitalize()}.")
        )
    return top


def _no(sentence: str) -> int:
    print(f"samkoeb: {' '.join(sentence.split())}", file=sys.stderr)
    return NO


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
