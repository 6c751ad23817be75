"""What the rules that suppliers meet most mean, in plain words of our own. The official text is shown beside them: this is help, not the rule.

explanations.csv says for each in which release the rule was read (`source`) and when (`as_of`): a later release may give an id another meaning,
and a test says which ids it no longer has.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samkoeb.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    source: str
    as_of: date
    told: Text


def _rows() -> tuple[Row, ...]:
    with Path(__file__).with_name("explanations.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(row["id"], row["source"], date.fromisoformat(row["as_of"]), Text(row["da"], row["en"])) for row in csv.DictReader(file, delimiter=";")
        )


ROWS = _rows()
EXPLANATIONS: dict[str, Text] = {row.id: row.told for row in ROWS}
