"""`samkoeb validate` on what may hurt it: one sentence for each file in the reader's language, the next file all the same, and no more memory than allowed."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.documents import samples
from tests.documents.test_hostile_files_are_refused import BOMB, EXTERNAL

from samkoeb import documents
from samkoeb.cli import main
from samkoeb.documents.faults import CODES
from samkoeb.documents.validation import command, spoken
from samkoeb.documents.xml import DEFAULT

SAYS = '<?xml version="1.0" encoding="{}"?><Invoice>æøå</Invoice>'
ONE = b"<b>x</b>"
# name → contents, in Danish, in English
REFUSED = {
    "empty": (b"", "filen er tom", "the file is empty"),
    "blank": (b" \r\n\t", "filen er tom", "the file is empty"),
    "truncated": (b"<Invoice><a>", "slutter for tidligt", "ends too early"),
    "cut in a tag": (b"<Invoice><a", "midt i et mærke", "in the middle of a tag"),
    "zip": (b"PK\x03\x04" + b"x" * 50, "zip-fil", "zip file"),
    "pdf": (b"%PDF-1.7", "en PDF", "a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n", "ikke et XML-dokument", "not an XML document"),
    "nothing but zeros": (bytes(100), "ikke et XML-dokument", "not an XML document"),
    "entity bomb": (BOMB, "dokumenttypeerklæring", "document type declaration"),
    "entity bomb in UTF-16": (BOMB.decode().encode("utf-16"), "dokumenttypeerklæring", "document type declaration"),
    "external entity": (EXTERNAL, "dokumenttypeerklæring", "document type declaration"),
    "unknown entity": (b"<a>&b;</a>", "ukendt", "unknown"),
    "100,000 levels": (b"<a>" * 100_000 + b"</a>" * 100_000, "mere end 200 lag", "more than 200 levels"),
    "100,000 levels, open": (b"<a>" * 100_000, "slutter for tidligt", "ends too early"),
    "Latin-1 that says UTF-8": (SAYS.format("UTF-8").encode("latin-1"), "et tegn, der ikke må stå her", "a character stands here that must not"),
    "Shift JIS": (SAYS.format("Shift_JIS").encode("shift_jis", "replace"), "tegnsættet Shift_JIS", "the encoding Shift_JIS"),
    "UTF-8 that says UTF-16": (SAYS.format("UTF-16").encode(), "tegnsættet UTF-16", "the encoding UTF-16"),
    "UTF-16 with a byte too many": (SAYS.format("UTF-16").encode("utf-16") + b"x", "ikke velformet", "not well-formed"),
    "UTF-32": (SAYS.format("UTF-32").encode("utf-32"), "tegnsættet UTF-32", "the encoding UTF-32"),
    "UTF-32 that says UTF-8": (SAYS.format("UTF-8").encode("utf-32-be"), "tegnsættet UTF-32", "the encoding UTF-32"),
}  # fmt: skip
READ = {
    "UTF-16 that says UTF-8": SAYS.format("UTF-8").encode("utf-16"),
    "UTF-16 without a mark": SAYS.format("UTF-16").encode("utf-16-be"),
}
LARGE = {
    "200 MB of one element": (b"<Invoice>", ONE, b"</Invoice>", "5000000 elements"),
    "200 MB in one element": (b"<Invoice><a>", b"x" * 8, b"</a></Invoice>", ""),
    "200 MB of levels": (b"", b"<a>", b"", "5000000 elements"),
    "200 MB of one tag": (b"<Invoice ", b"a" * 8, b"", "the middle of a tag"),
    "more than 200 MB": (b"<Invoice>", b"x" * 8, b"</Invoice>" + b" " * 100, "larger than 200000000 bytes"),
}
ALLOWED = 1_600 * 2**20  # bytes of memory


@pytest.fixture
def surroundings(tmp_path):
    compiled = os.environ["SAMKOEB_RULES_CACHE"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SAMKOEB_"))}
    return kept | {"SAMKOEB_RULES": str(tmp_path / "none"), "SAMKOEB_RULES_CACHE": compiled, "LANG": "en_GB.UTF-8"}


def run(files, surroundings, *options, before=None):
    words = [sys.executable, "-m", "samkoeb.documents.validation", *options, *map(str, files)]
    return subprocess.run(words, env=surroundings, capture_output=True, check=False, timeout=300, preexec_fn=before)


@pytest.fixture
def files(tmp_path):
    found = []
    for number, raw in enumerate([*(raw for raw, _, _ in REFUSED.values()), *READ.values(), documents.write(samples.invoice())]):
        found.append(tmp_path / f"{number:02}.xml")
        found[-1].write_bytes(raw)
    folder = tmp_path / "folder.xml"
    folder.mkdir()
    loop = tmp_path / "loop.xml"
    loop.symlink_to(loop)
    return [*found[:-1], folder, tmp_path / "missing.xml", loop, Path("/dev/null"), found[-1]]


@pytest.mark.parametrize("place", [1, 2], ids=["Danish", "English"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_file_gets_one_sentence_and_the_last_one_its_verdict(files, surroundings, place, jobs):
    language = {"LANG": ("da_DK.UTF-8", "en_GB.UTF-8")[place - 1]}
    done = run(files, surroundings | language, "--json", "--jobs", jobs)
    assert (done.returncode, done.stderr) == (2, b"")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["file"] for one in answers] == [str(file) for file in files]
    wanted = {name: row[place] for name, row in REFUSED.items()}
    said = dict(zip(wanted, (one.get("error", "") for one in answers), strict=False))
    assert {name: said[name] for name in wanted if wanted[name] not in said[name]} == {}
    assert not any(one["valid"] or one["rules"] or one["findings"] for one in answers[: len(REFUSED)])
    for one in answers[len(REFUSED) : len(REFUSED) + len(READ)]:
        assert [found["id"] for found in one["findings"]] == ["SAMKOEB-NO-RULES"]
    folder, missing, loop, nothing, good = answers[-5:]
    assert folder["error"] == spoken.A_FOLDER.in_language(("da", "en")[place - 1])
    assert missing["error"] == spoken.NOT_THERE.in_language(("da", "en")[place - 1])
    assert loop["error"]
    assert nothing["error"] in ("filen er tom", "the file is empty")
    assert good["valid"]


def test_without_json_each_refusal_is_one_line(files, surroundings):
    done = run(files, surroundings)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == len(REFUSED) + 4
    assert b"Traceback" not in done.stderr
    assert b": valid: en16931-ubl" in done.stdout


@pytest.mark.parametrize("name", LARGE)
def test_a_file_of_200_mb_is_answered_within_the_memory_that_is_allowed(tmp_path, surroundings, name):
    begins, again, ends, wanted = LARGE[name]
    file = tmp_path / "large.xml"
    times = (DEFAULT.bytes - len(begins) - 20) // len(again)
    with file.open("wb") as opened:
        opened.write(begins)
        for _ in range(100):
            opened.write(again * (times // 100))
        opened.write(again * (times % 100) + ends)
    done = run([file], surroundings, "--json", before=_bounded)
    file.unlink()
    answer = json.loads(done.stdout)
    assert done.returncode == (2 if wanted else 1)
    assert wanted in answer.get("error", "")


def test_what_never_ends_is_too_large(surroundings):
    done = run(["/dev/zero"], surroundings, "--json", before=_bounded)
    assert json.loads(done.stdout)["error"] == "the file is larger than 200000000 bytes"


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ALLOWED, ALLOWED))


def test_more_memory_than_there_is_is_said_and_the_next_file_is_read(tmp_path, surroundings):
    dear, good = tmp_path / "dear.xml", tmp_path / "good.xml"
    dear.write_bytes(b"<Invoice>" + b"<a b='1'/>" * 4_000_000 + b"</Invoice>")
    good.write_bytes(documents.write(samples.invoice()))
    done = run([dear, good], surroundings, "--json", before=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29)))
    refused, read = [json.loads(line) for line in done.stdout.splitlines()]
    assert "memory" in refused["error"]
    assert read["valid"]


def test_a_process_that_the_system_ends_costs_its_own_file_only():
    answers = list(command._answers(["a", "b", "dies", "c", "d"], _die, 2))
    assert [(one.file, one.error) for one in answers] == [
        ("a", spoken.NOT_THERE), ("b", spoken.NOT_THERE), ("dies", spoken.NO_MEMORY), ("c", spoken.NOT_THERE), ("d", spoken.NOT_THERE),
    ]  # fmt: skip


def _die(file: str) -> command.Answer:
    if file == "dies":
        os._exit(137)
    return command.Answer(file, None, spoken.NOT_THERE)


def test_a_pipe_that_somebody_writes_to_is_read_and_one_that_nobody_writes_to_is_given_up(tmp_path, monkeypatch, capsys, surroundings):
    done = subprocess.run(
        [sys.executable, "-m", "samkoeb.documents.validation", "--json", "/dev/stdin"],
        env=surroundings, input=documents.write(samples.invoice()), capture_output=True, check=False, timeout=100,
    )  # fmt: skip
    assert json.loads(done.stdout)["valid"]
    os.mkfifo(tmp_path / "pipe.xml")
    monkeypatch.setattr(command, "_PATIENCE", 0.1)
    monkeypatch.setenv("LANG", "C")
    assert main(["validate", str(tmp_path / "pipe.xml")]) == 2
    assert "nothing came to be read" in capsys.readouterr().err


@pytest.mark.skipif(os.getuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_says_so(tmp_path, capsys):
    (tmp_path / "secret.xml").touch(mode=0)
    assert main(["validate", str(tmp_path / "secret.xml")]) == 2
    assert "no permission" in capsys.readouterr().err


def test_what_the_system_answers_has_words_of_ours():
    assert spoken.why_not(PermissionError(13, "Permission denied")) == spoken.NOT_ALLOWED
    assert "Input/output error" in spoken.why_not(OSError(5, "Input/output error")).da
    assert set(spoken.REFUSALS) <= CODES


def test_a_name_that_is_no_text_and_a_terminal_without_danish_letters_are_no_harm(tmp_path, surroundings):
    name = os.fsencode(tmp_path) + b"/\xe6\xff.xml"
    Path(os.fsdecode(name)).write_bytes(b"<a>")
    words = [sys.executable, "-m", "samkoeb.documents.validation"]
    plain = surroundings | {"LANG": "da_DK", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*words, name], env=plain, capture_output=True, check=False, timeout=100)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr
    done = subprocess.run([*words, "--json", name], env=plain, capture_output=True, check=False, timeout=100)
    assert json.loads(done.stdout)["file"].endswith(".xml")


@pytest.mark.parametrize("setting", ["SAMKOEB_XML_BYTES", "SAMKOEB_XML_ELEMENTS", "SAMKOEB_XML_DEPTH"])
def test_limits_are_settings(tmp_path, surroundings, setting):
    file = tmp_path / "invoice.xml"
    file.write_bytes(documents.write(samples.invoice()))
    assert run([file], surroundings | {setting: "2000000"}).returncode == 0
    assert run([file], surroundings | {setting: "2"}).returncode == 2
    wrong = run([file], surroundings | {setting: "many"})
    assert (wrong.returncode, wrong.stderr) == (2, f"samkoeb: {setting} must be a whole number above 0\n".encode())

