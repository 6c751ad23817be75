"""A private PostgreSQL from a wheel, so that a fresh machine needs no database server; DATABASE_URL always wins.

    url = ensure(home)              start it if needed, and leave it running
    with running(home) as url: …    start it if needed, and stop it with the last one out
    stop(home)                      stop it

Knows no Django. Every expected "no" is a PostgresFault whose text is one sentence for the person at the keyboard.
"""

from samkoeb.postgres.binaries import program
from samkoeb.postgres.fault import PostgresFault
from samkoeb.postgres.server import ensure, is_private, is_running, revive, running, stop

__all__ = ["PostgresFault", "ensure", "is_private", "is_running", "program", "revive", "running", "stop"]
