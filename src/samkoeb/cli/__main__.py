"""`python -m samkoeb.cli`, for a process that starts another of its own kind."""

import sys

from samkoeb.cli import main

sys.exit(main())
