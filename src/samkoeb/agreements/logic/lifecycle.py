"""The life of an agreement. It is in force by its period; the state says how the period came to be."""

from samkoeb.kernel.workflow import Workflow, step

AGREEMENT = Workflow(
    "agreement",
    step("conclude", "draft", "concluded"),
    step("extend", "concluded", "concluded"),
    step("terminate", "concluded", "terminated"),
)

IN_FORCE_STATES = ("concluded", "terminated")  # a terminated one runs until its last day
