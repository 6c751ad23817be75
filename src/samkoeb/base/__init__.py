"""Django plumbing without any trade in it: what every model, transaction and form of the house shares."""
