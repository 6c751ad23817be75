"""The structural rules: most of EN 16931's only say that an element must not be there. All of one context become one tree that is laid over the document."""

from __future__ import annotations

from typing import Any

from samkoeb.documents.validation.xpath import ast


def forbidden_path(test: ast.Expr) -> tuple[str, ...]:
    """The tags of the path that must be absent, where that is all that a test says; () where it is not."""
    inner: ast.Expr | None = None
    match test:
        case ast.Call("not", (ast.Call("exists", (path,)),)) | ast.Call("not", (path,)) | ast.Call("empty", (path,)):
            inner = path
        case ast.Compare("=", ast.Call("count", (path,)), ast.Literal(0)):
            inner = path
    if inner is None:
        return ()
    steps = inner.steps if isinstance(inner, ast.Path) else (inner,)
    tags: list[str] = []
    for step in steps:
        if not isinstance(step, ast.Step) or step.axis != "child" or step.test.kind != "element" or step.predicates or not step.test.tag:
            return ()
        tags.append(step.test.tag)
    return tuple(tags)


def spelled_tree(paths: dict[tuple[str, ...], list[int]]) -> str:
    """{tag: (checks that end here, {tag: …})} as Python."""
    tree: dict[str, Any] = {}
    for path, checks in paths.items():
        level = tree
        for tag in path[:-1]:
            level = level.setdefault(tag, ([], {}))[1]
        level.setdefault(path[-1], ([], {}))[0].extend(checks)
    return repr(tree)
