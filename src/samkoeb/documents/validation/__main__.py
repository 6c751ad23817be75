"""`python -m samkoeb.documents.validation FILE…`."""

import sys

from samkoeb.documents.validation.command import main

if __name__ == "__main__":
    sys.exit(main())
