"""A document as a person reads it, whatever is wrong with it: parties, lines and totals of a UBL document, the tree of any other.

    shown = readable.show(raw, locations=[f.location for f in report.findings], limits=limits)
    shown.sections, shown.tree          # one of the two is empty
    shown.marks[0].anchor               # the place that the first location is at, to be linked both ways

Nothing here asks whether the document is right: it shows what stands there.
"""

from samkoeb.documents.readable.showing import Cell, Mark, Row, Section, Shown, show

__all__ = ["Cell", "Mark", "Row", "Section", "Shown", "show"]
