"""What the commonest rules mean, in plain words. The official text is shown beside it: this is help, not the rule."""

from samkoeb.kernel.text import Text

EXPLANATIONS: dict[str, Text] = {
}
