"""`samkoeb validate` and `samkoeb rules` where the rest of the house is not installed. What is added lies in a folder; see library.py."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import NoReturn

from samkoeb.documents.validation import command, rule_commands

_READER_GONE, _INTERRUPTED = 1, 130


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(command.UNREADABLE, f"{self.prog}: {message} (try '{self.prog} --help')\n")


def main(words: list[str] | None = None) -> int:
    parser = _Parser(prog="samkoeb", description="Samkøb's rule engine alone: official business rules for documents.")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="validate|rules")
    command.declare(verbs.add_parser("validate", help="check documents against the official rules of their kind"))
    rule_commands.declare(verbs.add_parser("rules", help="the rule sets: list, add, show, test"))
    arguments = parser.parse_args(words)
    try:
        if arguments.command == "validate":
            return command.validate_files(arguments, sys.stdout, sys.stderr)
        return rule_commands.VERBS[arguments.verb](arguments, sys.stdout, sys.stderr)
    except BrokenPipeError:  # samkoeb … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except KeyboardInterrupt:
        return _INTERRUPTED
