"""Who opens the buyer's screens. What each may do there, the rooms' own permissions decide."""

from samkoeb.kernel.actor import PURCHASER, PURCHASING_HEAD, SECRETARIAT

BUYERS = (PURCHASER, PURCHASING_HEAD)
READERS = (*BUYERS, SECRETARIAT)
