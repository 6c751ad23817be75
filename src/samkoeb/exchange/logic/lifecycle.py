"""The life of what comes in and of what goes out, as tables of steps."""

from samkoeb.kernel.workflow import Workflow, step

INBOUND = Workflow(
    "exchange.inbound",
    step("handle", "received", "handled"),
    step("set_aside", "received", "set_aside"),
    step("find_duplicate", "received", "duplicate"),
    step("retry", "set_aside dismissed duplicate rejected", "received"),
    step("take_anyway", "set_aside rejected", "received"),
    step("dismiss", "set_aside duplicate", "dismissed"),
    step("reject", "set_aside", "rejected"),
)

OUTBOUND = Workflow(
    "exchange.outbound",
    step("claim", "waiting", "sending"),
    step("stop", "waiting", "stopped"),
    step("deliver", "sending", "sent"),
    step("put_off", "sending", "waiting"),
    step("fail", "waiting sending", "failed"),
    step("lose_sight", "sending", "unclear"),
    step("confirm", "unclear", "sent"),
    step("retry", "failed unclear cancelled stopped", "waiting"),
    step("cancel", "waiting failed stopped", "cancelled"),
)

# `mark(state=…)` says where a document ended; the table says by which step.
STEP_TO = {"handled": "handle", "set_aside": "set_aside", "duplicate": "find_duplicate"}
