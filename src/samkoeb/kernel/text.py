"""Content in Danish and English. Screens have gettext; what people write has this."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    da: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text in `language` ("da" or "en"), else in the other one: something is better than nothing."""
        return (self.en or self.da) if language.startswith("en") else (self.da or self.en)
