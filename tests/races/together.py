"""Several people at the same moment, each on a database connection of their own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from samkoeb.kernel.problem import Refused


def at_the_same_moment(*jobs: Callable[[], Any]) -> list[Any]:
    """What each returned, or the refusal that it met. Any other error (two that wait for each other, a constraint) is raised here."""
    gate = threading.Barrier(len(jobs))
    outcomes: list[Any] = [None] * len(jobs)
    errors: list[Exception] = []

    def run(number: int, job: Callable[[], Any]) -> None:
        gate.wait()
        try:
            outcomes[number] = job()
        except Refused as refused:
            outcomes[number] = refused
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, job)) for n, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return outcomes


def said_at_the_same_moment(*jobs: Callable[[], Any]) -> list[str]:
    """"done" for each that was, or the codes of its refusal; sorted, since nobody knows who comes first."""
    outcomes = at_the_same_moment(*jobs)
    return sorted(" ".join(sorted(p.code for p in o.problems)) if isinstance(o, Refused) else "done" for o in outcomes)
