"""Workflow states as a table of steps. `take` raises and never skips; the same table draws the buttons and the docs."""

from dataclasses import dataclass

from samkoeb.kernel.problem import Problem, Refused


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    sources: tuple[str, ...]
    target: str


def step(name: str, sources: str, target: str) -> Step:
    """`sources` are written with spaces: step("approve", "submitted reminded", "approved")."""
    return Step(name, tuple(sources.split()), target)


class Workflow:
    """The life of one kind of thing."""

    def __init__(self, name: str, *steps: Step) -> None:
        self.name = name
        self.steps = steps

    @property
    def states(self) -> tuple[str, ...]:
        seen: dict[str, None] = {}
        for s in self.steps:
            seen.update(dict.fromkeys((*s.sources, s.target)))
        return tuple(seen)

    def take(self, name: str, state: str) -> str:
        """The state after taking step `name` from `state`; refuses when the table does not have it."""
        for s in self.steps:
            if s.name == name and state in s.sources:
                return s.target
        raise Refused([Problem("workflow.step_not_possible", "error", {"thing": self.name, "step": name, "state": state})])

    def choices(self, state: str) -> tuple[str, ...]:
        """The steps that are possible from `state`, in the table's order."""
        return tuple(dict.fromkeys(s.name for s in self.steps if state in s.sources))
