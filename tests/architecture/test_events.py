"""An event is told because something follows: whatever an action tells stands in the table of reactions, and nothing stands there in vain."""

import ast
from pathlib import Path

import samkoeb
from samkoeb.process.reactions import REACTIONS

SOURCE = Path(samkoeb.__file__).parent


def _told() -> set[str]:
    """The first word of every `audit.tell`; a name that is put together at run time can't be followed, and fails here."""
    calls = (
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.tell"
    )
    return {str(ast.literal_eval(call.args[0])) for call in calls}


def test_every_event_that_is_told_has_a_consequence_and_every_consequence_an_event() -> None:
    assert _told() == set(REACTIONS)
