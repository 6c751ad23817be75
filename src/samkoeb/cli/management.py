"""Django's own commands, on the installation's database."""

from argparse import Namespace

from django.core.management import execute_from_command_line


def run(arguments: Namespace) -> int:
    execute_from_command_line(["samkoeb django", *arguments.words])
    return 0
