"""`samkoeb catalogue import`: what it prints, and its exit status."""

import json
from argparse import Namespace
from pathlib import Path

import pytest
from tests.builders import catalogues

from samkoeb.agreements.models import Agreement
from samkoeb.catalogue.models import CatalogueVersion
from samkoeb.cli import catalogue

pytestmark = pytest.mark.django_db
CVR = "10092485"


@pytest.fixture
def under() -> Agreement:
    return catalogues.agreement("USD", cvr=CVR)


def command(file: Path, under: Agreement, *, as_json: bool = False, **other: str) -> int:
    words = {"supplier": CVR, "agreement": under.number} | other
    return catalogue.run(Namespace(file=file, json=as_json, acting_as=None, **words))


def written(folder: Path, text: str) -> Path:
    file = folder / "priser.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_faults_and_differences_are_a_line_each(tmp_path: Path, under: Agreement, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "varenr;navn;enhed;pris\n1;Handske;100/bx;.3125\n2;Klud;stk;\n")
    assert command(file, under) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "UDELADT linje 3: Prisen mangler."
    assert "1 nye" in said[2]
    assert said[-1] == "  1 · Handske · 1 æske à 100 stk · 0,3125 USD pr. æske"


def test_the_same_is_said_as_json(tmp_path: Path, under: Agreement, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "varenr;navn;enhed;pris\n1;Handske;100/bx;12,50\n2;Klud;stk;\n")
    assert command(file, under, as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["state"], said["counts"]["new"], said["currency"], said["mapping"]["columns"]["price"]) == ("proposed", 1, "USD", "pris")
    assert said["faults"][0] == {
        "code": "catalogue.no_price", "severity": "line", "line": 3, "column": "", "item_number": "2", "da": "Prisen mangler.",
        "en": "The price is missing.",
    }  # fmt: skip
    assert (said["diff"][0]["change"], said["diff"][0]["pack"]) == ("new", "1 æske à 100 stk")


def test_a_file_fault_is_one(tmp_path: Path, under: Agreement, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(written(tmp_path, "varenr;navn;enhed\n1;Handske;stk\n"), under) == 1
    assert capsys.readouterr().out.startswith("FEJL Filen har ingen kolonne med priser.")


def test_what_is_not_there_is_wrong_use(tmp_path: Path, under: Agreement, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "varenr;navn;enhed;pris\n1;a;stk;1\n")
    assert command(tmp_path / "nope.csv", under) == 2
    assert command(file, under, supplier="00000000") == 2
    assert command(file, under, agreement="nope") == 2
    assert all(line.startswith("samkoeb: ") for line in capsys.readouterr().err.splitlines())
    assert not CatalogueVersion.objects.exists()


def test_supplier_and_agreement_may_be_ids(tmp_path: Path, under: Agreement) -> None:
    file = written(tmp_path, "varenr;navn;enhed;pris\n1;a;stk;1\n")
    assert command(file, under, supplier=str(under.supplier_id), agreement=str(under.pk)) == 0
