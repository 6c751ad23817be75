"""Amounts of money in forms, as people type them: "1.000.000", "1.000.000,50" or "1000000.5" in Danish, "1,000,000.50" in English."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language

from samkoeb.catalogue.logic.decimals import Convention, read


class AmountField(forms.DecimalField):
    """What could be two numbers ("1.234") is read the reader's way; what can't be read is refused with Django's own sentence."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs say int, of IntegerField
        if isinstance(value, str) and value.strip():
            convention = Convention.POINT if (get_language() or "da").startswith("en") else Convention.COMMA
            found = read(value.strip(), convention)
            if found is None:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            return found
        return super().to_python(value)
