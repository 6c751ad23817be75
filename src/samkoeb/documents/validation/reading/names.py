"""The namespaces of rule files."""

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
XI = "http://www.w3.org/2001/XInclude"
SVRL = "http://purl.oclc.org/dsdl/svrl"
SCHXSLT = "https://doi.org/10.5281/zenodo.1495494"


def local(tag: object) -> str:
    """The name without its namespace; "" for comments."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
