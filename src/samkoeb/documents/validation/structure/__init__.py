"""XML Schemas: whether every element of a document may stand where it stands, and in plain words where not.

The rules presume it: Schematron says nothing of an element whose name it does not know.
"""

from samkoeb.documents.validation.structure.files import Found, files_of, find, index_of, issued_of
from samkoeb.documents.validation.structure.judging import Fault, Schemas, try_all

__all__ = ["Fault", "Found", "Schemas", "files_of", "find", "index_of", "issued_of", "try_all"]
