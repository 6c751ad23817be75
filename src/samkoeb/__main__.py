"""The `samkoeb` command: all of it where the house is installed, `validate` and `rules` where only the documents are."""

import importlib
import sys
from importlib.util import find_spec


def main() -> int:
    everything = find_spec("django") and find_spec("psycopg")
    return int(importlib.import_module("samkoeb.cli" if everything else "samkoeb.documents.validation.alone").main())


if __name__ == "__main__":
    sys.exit(main())
