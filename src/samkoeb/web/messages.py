# MOVED: sentences live in src/samkoeb/sentences/<room>.py (one file per room). This file is removed at the end.
