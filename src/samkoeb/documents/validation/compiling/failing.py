"""Whether an expression can end in an error. What can't is found at once; what can is kept with its error until it is asked for."""

from samkoeb.documents.validation.xpath import ast

_SAFE_CALLS = frozenset({"not", "exists", "empty", "boolean", "true", "false", "count", "local-name", "name", "current"})
_SAFE = (ast.Literal, ast.Path, ast.Step, ast.Dot, ast.Root, ast.Logic, ast.If, ast.Sequence)


def may_fail(node: ast.Expr) -> bool:
    """Careful: what is not known to be safe may fail."""
    for below in ast.walk(node):
        if isinstance(below, ast.Call) and below.name in _SAFE_CALLS:
            continue
        if not isinstance(below, _SAFE):
            return True
    return False
