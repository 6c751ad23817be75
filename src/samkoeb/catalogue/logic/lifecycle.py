"""The life of a catalogue version: read, proposed, decided on; superseded by the next."""

from typing import Final

from samkoeb.kernel.problem import Problem
from samkoeb.kernel.workflow import Workflow, step

VERSION: Final = Workflow(
    "catalogue version",
    step("propose", "reading", "proposed"),
    step("refuse", "reading", "refused"),
    step("approve", "proposed approved", "approved"),
    step("reject", "proposed", "rejected"),
    step("supersede", "approved", "superseded"),
)


def may_decide(state: str) -> list[Problem]:
    """Lines can be decided on while the version is proposed, and after it while it is the newest approved one."""
    if "approve" in VERSION.choices(state):
        return []
    return [Problem("catalogue.version_decided", facts={"state": state})]
