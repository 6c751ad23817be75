"""Official business rules, applied to a document.

    from samkoeb.documents import validation

    report = validation.validate(raw, on=date.today())          # DocumentFault for what can't be read
    report.valid                                                # False
    report.findings[0].id, report.findings[0].location          # "BR-CO-15", "/Invoice/cac:LegalMonetaryTotal"
    validation.validate(raw, on=day, rules=["en16931-ubl"])     # chosen by name instead of by the document
"""

from samkoeb.documents.faults import DocumentFault
from samkoeb.documents.validation.adding import add
from samkoeb.documents.validation.checking import default_library, rules_for, validate
from samkoeb.documents.validation.findings import Applied, Finding, Report
from samkoeb.documents.validation.library import Library, RuleSet, Source
from samkoeb.documents.validation.schema import RuleFileError

__all__ = [
    "Applied",
    "DocumentFault",
    "Finding",
    "Library",
    "Report",
    "RuleFileError",
    "RuleSet",
    "Source",
    "add",
    "default_library",
    "rules_for",
    "validate",
]
