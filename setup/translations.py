"""Compiles the translations, and with --check says whether every text has one.

    .venv/bin/python setup/translations.py [--check]

Needs polib and no gettext programs. The texts in the code are English, so the English file may leave a text empty.
"""

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"
LANGUAGE_OF_THE_CODE = "en"


def main(arguments: list[str]) -> int:
    files = sorted(LOCALE.rglob("*.po"))
    for path in files:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    if "--check" not in arguments:
        return 0
    lacking = [line for path in files if path.parts[-3] != LANGUAGE_OF_THE_CODE for line in incomplete(path)]
    print("\n".join(lacking) or f"translations: complete in {len(files)} files")
    return 1 if lacking else 0


def incomplete(path: Path) -> list[str]:
    """One line per text that has no translation, or only a guessed one (fuzzy)."""
    name = path.relative_to(LOCALE.parent)
    entries = polib.pofile(str(path))
    return [f"{name}:{entry.linenum}: {'guessed' if entry.fuzzy else 'not translated'}: {entry.msgid}"
            for entry in [*entries.untranslated_entries(), *entries.fuzzy_entries()]]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
