"""`samkoeb found`: the first body and its administrator on an installation that holds nobody; all else is then done on screens."""

import getpass
import sys
from argparse import Namespace
from datetime import UTC, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from samkoeb.base import transactions
from samkoeb.cli.fault import Fault
from samkoeb.kernel import calendar
from samkoeb.kernel.actor import ADMINISTRATOR, operator
from samkoeb.organisations import actions as organisations
from samkoeb.organisations.queries import bodies


def run(arguments: Namespace) -> int:
    if bodies.any_exists():
        raise Fault("this installation has been founded already: its administrators make further bodies and people.")
    password = _password()
    by, at = operator("samkoeb found"), datetime.now(UTC)
    with transactions.owns():
        body = organisations.create_organisation(
            kind=arguments.kind, name=arguments.body, cvr=arguments.cvr, valid_from=calendar.day_of(at), by=by, at=at
        )
        person = organisations.create_person(name=arguments.name, email=arguments.administrator, password=password, organisation_id=body.pk, by=by, at=at)
        organisations.grant_role(
            person_id=person.pk, role=ADMINISTRATOR, organisation_id=body.pk, valid_from=calendar.day_of(at), by=by, at=at
        )
    print(f"{body.name} is founded; {person.email} signs in and goes on from there.")
    return 0


def _password() -> str:
    """Asked for twice at a keyboard; read as one line where there is none. Never on the command line, where others could see it."""
    if sys.stdin.isatty():
        password = getpass.getpass("Password for the administrator: ")
        if getpass.getpass("Again: ") != password:
            raise Fault("the two passwords differ.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise Fault(" ".join(error.messages)) from error
    return password
