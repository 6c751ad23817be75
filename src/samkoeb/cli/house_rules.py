"""`samkoeb rules add | list | show` in a house: what was added stands in its database, with who added it."""

import sys
from argparse import Namespace
from datetime import UTC, datetime

from samkoeb.cli import acting, ready
from samkoeb.documents.validation import RuleFileError, rule_commands
from samkoeb.documents.validation.adding import Added
from samkoeb.exchange import actions
from samkoeb.exchange.queries import rules

YES, NO, WRONG_USE = rule_commands.YES, rule_commands.NO, rule_commands.WRONG_USE


def run(arguments: Namespace) -> int:
    if ready.waiting_migrations():
        # No house yet: `samkoeb prepare` takes over what lies in the folder.
        return rule_commands.VERBS[arguments.verb](arguments, sys.stdout, sys.stderr)
    if arguments.verb == "add":
        return _add(arguments)
    rules.library()
    return rule_commands.VERBS[arguments.verb](arguments, sys.stdout, sys.stderr)


def _add(arguments: Namespace) -> int:
    at = datetime.now(UTC)
    actions.adopt_rules(by=acting.actor(None), at=at)
    try:
        results = actions.add_rules(arguments.path, name=arguments.name, by=acting.actor(arguments.acting_as), at=at)
    except (RuleFileError, OSError) as error:
        print(f"samkoeb: {error}", file=sys.stderr)
        return WRONG_USE
    for one in results:
        _say(one)
    print(f"{sum(one.source is not None for one in results)} rule sets added")
    return YES if all(one.source is not None or one.twin for one in results) else NO


def _say(one: Added) -> None:
    if one.source is not None:
        held = f"{one.types} document types" if one.types else f"{one.checks} checks"
        print(f"{one.source.name}: added, {held} ({one.file})")
    else:
        print(f"not added: {one.file}: {one.reason}", file=sys.stdout if one.twin else sys.stderr)
