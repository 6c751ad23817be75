"""The fields of the administration's forms in the design system's classes, and a refusal said at the field that it is about."""

from collections.abc import Iterable
from typing import Any

from django import forms

from samkoeb.kernel.problem import Refused
from samkoeb.web.screen import say

INPUT, SELECT = {"class": "form-input"}, {"class": "form-select"}


def text(label: Any, length: int, *, required: bool = False, help: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, help_text=help, widget=forms.TextInput(INPUT))


def email(label: Any, *, required: bool = False) -> forms.EmailField:
    return forms.EmailField(label=label, required=required, widget=forms.EmailInput(INPUT))


def day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=forms.DateInput({**INPUT, "type": "date"}, "%Y-%m-%d"))


def choice(label: Any, choices: Iterable[tuple[str, Any]] = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.Select(SELECT))


def one_of(label: Any, *, required: bool = False) -> forms.TypedChoiceField:
    """A row by its id; its choices are given by `choose`. None for none."""
    return forms.TypedChoiceField(label=label, required=required, coerce=int, empty_value=None, widget=forms.Select(SELECT))


def choose(form: forms.Form, field: str, choices: Iterable[tuple[Any, Any]]) -> None:
    form.fields[field].choices = list(choices)  # type: ignore[attr-defined]


def explain(form: forms.Form, refusal: Refused) -> None:
    """The refusal's sentences, at the field where the problem names one."""
    for problem in refusal.problems:
        if problem.severity == "error":
            field = str(problem.facts.get("field", ""))
            form.add_error(field if field in form.fields else None, say(problem))
