"""Who opens the buyer's screens. What each may do there, the rooms' own permissions decide."""

from samkoeb.kernel.actor import AUDITOR, CONTROLLER, PURCHASER, PURCHASING_HEAD, SECRETARIAT

BUYERS = (PURCHASER, PURCHASING_HEAD)
READERS = (*BUYERS, SECRETARIAT)
# What a body has bought, for its council (R9); the room decides over which body.
COUNTERS = (*BUYERS, CONTROLLER, AUDITOR)
LOOKERS = (*READERS, AUDITOR)  # those screens that change nothing, or whose steps the room refuses an auditor (R18)
