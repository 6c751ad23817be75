"""The structural rules: most of EN 16931's only say that an element or attribute must not be there. All of one context become one tree
that is laid over the document's paths: each distinct path is looked at once, however many elements have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from samkoeb.documents.validation.xpath import ast

_ANYWHERE = ast.Step("descendant-or-self", ast.Test("node"))


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A path that must be absent: below the root element, or (`anywhere`) at any depth. `attribute` is the name of one, or ""."""

    tags: tuple[str, ...]
    attribute: str = ""
    anywhere: bool = False


@dataclass
class Trees:
    """All of one rule: {tag: (checks, {tag: …}, {attribute: checks})}; and those that hold anywhere, by their last tag."""

    below: dict[str, Any] = field(default_factory=dict)
    anywhere: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, list[int]] = field(default_factory=dict)

    def add(self, path: Forbidden, check: int) -> None:
        if path.anywhere:
            if not path.tags:
                self.attributes.setdefault(path.attribute, []).append(check)
            else:
                self.anywhere.setdefault(path.tags[-1], []).append((path.tags, path.attribute, check))
            return
        level = self.below
        for tag in path.tags[:-1]:
            level = level.setdefault(tag, ([], {}, {}))[1]
        checks, _, attributes = level.setdefault(path.tags[-1], ([], {}, {}))
        (attributes.setdefault(path.attribute, []) if path.attribute else checks).append(check)

    def spelled(self) -> str:
        return repr((self.below, self.anywhere, self.attributes))


def forbidden_paths(test: ast.Expr) -> list[Forbidden]:
    """The paths that must all be absent, where that is all that a test says; none where it is not."""
    match test:
        case ast.Call("not", (ast.Call("exists", (path,)),)) | ast.Call("not", (path,)) | ast.Call("empty", (path,)):
            return _paths(path)
        case ast.Compare("=", ast.Call("count", (path,)), ast.Literal(0)):
            return _paths(path)
    return []


def _paths(node: ast.Expr) -> list[Forbidden]:
    if isinstance(node, ast.SetOp) and node.op == "union":
        left, right = _paths(node.left), _paths(node.right)
        return left + right if left and right else []
    found: list[tuple[str, ...]] = [()]
    steps = node.steps if isinstance(node, ast.Path) else (node,)
    anywhere, attribute = False, ""
    if isinstance(steps[0], ast.Root):
        steps = steps[1:]
        if steps and steps[0] == _ANYWHERE:
            anywhere, steps = True, steps[1:]
        elif steps and isinstance(steps[0], ast.Step) and steps[0].axis == "descendant":
            anywhere, steps = True, (ast.Step("child", steps[0].test, steps[0].predicates), *steps[1:])
        else:
            return []  # from the document node: rare, and not below the root element
    for number, step in enumerate(steps):
        if isinstance(step, ast.Step) and step.axis == "attribute" and step.test.tag and not step.predicates and number == len(steps) - 1:
            attribute = step.test.tag
            continue
        tags = _tags(step)
        if not tags:
            return []
        found = [(*path, tag) for path in found for tag in tags]
    if not anywhere and found == [()]:
        return []
    return [Forbidden(path, attribute, anywhere) for path in found]


def _tags(step: ast.Expr) -> list[str]:
    """The names that a step may have: one, or those of (a | b)."""
    if isinstance(step, ast.SetOp) and step.op == "union":
        left, right = _tags(step.left), _tags(step.right)
        return left + right if left and right else []
    if isinstance(step, ast.Step) and step.axis == "child" and step.test.kind == "element" and step.test.tag and not step.predicates:
        return [step.test.tag]
    return []
