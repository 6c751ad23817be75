"""`make bench`: every measurement of this folder, as one table. Nothing here is a test: a slow machine is not a fault.

    python -m bench [PART…]        a part is a file here, such as `search`

Each part is `run() -> list of rows`, in a process of its own (so that the peak memory is its own) and on a throw-away database. A row says
what was measured, its value and unit, and where there is one the goal and whether it was reached.
"""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from samkoeb.cli.surroundings import around

HERE = Path(__file__).resolve().parent
ORDER = ("what", "value", "unit", "goal", "reached", "cpu_seconds", "peak_mb")


def main(words: list[str]) -> int:
    if words[:1] == ["--rows"]:
        with around("throwaway"):
            print("\n".join(json.dumps(row, default=str) for row in importlib.import_module(f"bench.{words[1]}").run()))
        return 0
    known = sorted(path.stem for path in HERE.glob("[a-z]*.py"))
    unknown = [word for word in words if word not in known]
    if unknown:
        print(f"bench: no such part: {', '.join(unknown)} (there are {', '.join(known)})", file=sys.stderr)
        return 2
    failed = [part for part in words or known if not measure(part)]
    return 1 if failed else 0


def measure(part: str) -> bool:
    """Print the table of one part; False when it could not be measured, and why stands above."""
    print(f"\n{part} …", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--rows", part], cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=False
    )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode == 0:
        print(table(rows), flush=True)
    return done.returncode == 0


def table(rows: list[dict[str, Any]]) -> str:
    """Columns in the order of ORDER, then the part's own, each as wide as its widest."""
    columns = list(
        dict.fromkeys([name for name in ORDER if any(name in row for row in rows)] + [name for row in rows for name in row])
    )
    lines = [columns] + [[_cell(row.get(name)) for name in columns] for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
