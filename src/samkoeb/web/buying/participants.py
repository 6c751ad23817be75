"""Who may draw on an agreement, as it is typed: a whole body, or one of its units with all that lies in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samkoeb.agreements.logic.binding import LEVELS
from samkoeb.organisations import queries as organisations
from samkoeb.web.parts.amounts import AmountField
from samkoeb.web.parts.states import STATES

INPUT, SELECT = {"class": "form-input"}, {"class": "form-select"}


class ParticipantFields(forms.Form):
    """`unit` is written by name or GLN, and cleaned to its id: a region has more units than a list has room for."""

    organisation = forms.TypedChoiceField(label=gettext_lazy("Body"), coerce=int, widget=forms.Select(SELECT))
    unit = forms.CharField(
        label=gettext_lazy("Only the unit: name or GLN"), max_length=200, required=False, widget=forms.TextInput(INPUT)
    )
    binding_level = forms.ChoiceField(
        label=gettext_lazy("Bound how"),
        choices=[(level, gettext_lazy(STATES[level][1])) for level in LEVELS],
        initial=LEVELS[0],
        widget=forms.Select(SELECT),
    )
    committed_value = AmountField(
        label=gettext_lazy("Committed value, excl. VAT"),
        required=False,
        min_value=0,
        max_digits=15,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(INPUT),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        text, body_id = given.pop("unit", "").strip(), given.get("organisation")
        given["unit_id"] = None
        if text and body_id:
            found = organisations.units_named(body_id, text)
            given["unit_id"] = found[0] if len(found) == 1 else None
            if not found:
                self.add_error("unit", _("The body has no such unit."))
            elif len(found) > 1:
                self.add_error("unit", _("Several units are called that: write the GLN."))
        return given
