"""The words that every room shares: money, quantity, period, calendar, identifiers, text, actor, workflow, problem.

Pure Python: no Django, no database, no clock, no network. A rule that needs more lives in the `logic` of a room.
"""
