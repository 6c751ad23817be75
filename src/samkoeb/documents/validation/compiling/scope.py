"""What an expression can see: its context item, the variables around it, the functions of the rule set, and the names of generated code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from samkoeb.documents.validation.compiling.codes import CannotCompile, Code
from samkoeb.documents.validation.schema import Function


@dataclass
class Module:
    """What a whole generated module shares: constants, functions, keys, globals."""

    functions: dict[tuple[str, int], tuple[str, Function]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    globals: dict[str, Code] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    counter: int = 0
    lookups: list[str] = field(default_factory=list)  # sources of the functions of what is found once a document
    numbers: dict[str, int] = field(default_factory=dict)

    def once(self, py: str) -> str:
        """What depends on the document only, found at its first use: `shared(D, number)`. Equal code shares one."""
        py = _renamed(py)
        if py not in self.numbers:
            self.numbers[py] = len(self.lookups)
            self.lookups.append(f"def global_{self.numbers[py]}(D):\n    return {py}\n")
        return f"shared(D, {self.numbers[py]})"

    def constant(self, py: str, prefix: str = "K") -> str:
        """The name of a module-level constant with this value; equal values share one."""
        if py not in self.constants:
            self.constants[py] = f"{prefix}{len(self.constants)}"
        return self.constants[py]

    def fresh(self, stem: str) -> str:
        self.counter += 1
        return f"{stem}{self.counter}"


@dataclass(frozen=True)
class Scope:
    """`item` is the Python name of the context item, `kind` what it is ("node", "none" or an atomic kind).

    `top`: the context is the root element itself and the only one of its path, so its child paths are columns.
    `height`: how many parents up from the context the root element is, where that is known; 0 where it is not.
    `current`: what current() gives. `place` and `size`: names for position() and last() where there are such.
    """

    module: Module
    item: str = ""
    kind: str = "none"
    top: bool = False
    height: int = 0
    current: str = ""
    place: str = ""
    size: str = ""
    variables: dict[str, Code] = field(default_factory=dict)

    def at(self, item: str, kind: str = "node", *, place: str = "", size: str = "") -> Scope:
        """The scope inside a predicate or a step."""
        return replace(self, item=item, kind=kind, top=False, height=0, place=place, size=size)

    def binding(self, name: str, code: Code) -> Scope:
        return replace(self, variables={**self.variables, name: code})

    def variable(self, name: str) -> Code:
        if name in self.variables:
            return self.variables[name]
        if name in self.module.globals:
            return self.module.globals[name]
        raise CannotCompile(f"the variable ${name} is not defined")

    def context(self) -> str:
        if not self.item:
            raise CannotCompile("there is no context item here")
        return self.item


def python_name(name: str) -> str:
    """An XPath name as part of a Python name."""
    return re.sub(r"\W", "_", name.rpartition("}")[2])


_FRESH = re.compile(r"\b((?:[psl]_)?[xysa]|v_\w*?_)(\d+)\b")


def _renamed(py: str) -> str:
    """With its local names counted from one, so that equal code is equal."""
    numbers: dict[str, int] = {}
    return _FRESH.sub(lambda found: found.group(1) + str(numbers.setdefault(found.group(2), len(numbers) + 1)), py)
