"""Compiles the translations, and with --check says whether every text has one.

    .venv/bin/python setup/translations.py [--check]

The texts in the code are English; `locale/da/` has one file per audience, so that who writes a screen finds its words in one place. All are
merged into the one catalogue that Django reads. Needs no gettext programs.
"""

import ast
import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "samkoeb"
LOCALE = ROOT / "locale"
TRANSLATING = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "_"}
TEMPLATE_TEXT = re.compile(r"""\{%-?\s*(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")
TEMPLATE_BLOCK = re.compile(r"\{%\s*blocktranslate\b([^%]*)%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
VARIABLE = re.compile(r"\{\{\s*([\w.]+)[^}]*\}\}")
STRING_FILTER = re.compile(r"""_\(\s*(?:"([^"]*)"|'([^']*)')\s*\)""")


def main(arguments: list[str]) -> int:
    faults: list[str] = []
    for folder in sorted(p for p in LOCALE.iterdir() if p.is_dir()):
        merged = merge(folder, faults)
        target = folder / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(exist_ok=True)
        merged.save_as_mofile(str(target))
        if "--check" in arguments:
            faults += lacking(merged)
    print("\n".join(faults) or "translations: complete")
    return 1 if faults and "--check" in arguments else 0


def merge(folder: Path, faults: list[str]) -> polib.POFile:
    """One catalogue of all files of a language; a text that two files translate differently is a fault."""
    merged = polib.POFile()
    merged.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);", "Language": folder.name}
    seen: dict[tuple[str, str | None], tuple[polib.POEntry, str]] = {}
    for path in sorted(folder.glob("*.po")):
        for entry in polib.pofile(str(path)):
            before = seen.get((entry.msgid, entry.msgctxt))
            if before is None:
                seen[entry.msgid, entry.msgctxt] = (entry, path.name)
                merged.append(entry)
            elif before[0].msgstr != entry.msgstr:
                faults.append(f"{folder.name}/{path.name} and {before[1]} translate differently: {entry.msgid}")
    return merged


def lacking(merged: polib.POFile) -> list[str]:
    """One line per text in code and templates that has no translation."""
    have = {e.msgid for e in merged if e.translated()}
    return [f"not translated: {text!r} ({place})" for text, place in sorted(texts().items()) if text and text not in have]


def texts() -> dict[str, str]:
    """Every text that the code and the templates ask to be translated, and one place where it stands."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for line, message in _python(path):
            found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    for path in sorted(path for end in ("html", "txt") for path in SOURCE.rglob(f"templates/**/*.{end}")):
        for message in _template(path.read_text(encoding="utf-8")):
            found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def _python(path: Path) -> list[tuple[int, str]]:
    """(line, text) of every call of a translating function with a literal text."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and node.args)
    return [
        (node.lineno, node.args[0].value)
        for node in calls
        if getattr(node.func, "id", getattr(node.func, "attr", "")) in TRANSLATING
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


def _template(text: str) -> list[str]:
    found = [a or b for a, b in (*TEMPLATE_TEXT.findall(text), *STRING_FILTER.findall(text))]
    for options, body in TEMPLATE_BLOCK.findall(text):
        message = VARIABLE.sub(r"%(\1)s", PLURAL.split(body)[0])
        found.append(" ".join(line.strip() for line in message.strip().splitlines()).strip() if "trimmed" in options else message)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
