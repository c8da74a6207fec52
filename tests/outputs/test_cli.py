"""The command line: what it prints, where, and with which status it leaves."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from claimrec import Claim, Reconciliation
from claimrec.cli import main
from claimrec.serialize import schema

REPORTS = {
    "alpha.txt": "Twelve people were killed in a fire in Oslo on 3 March 2024.",
    "beta.txt": "A fire killed 13 people in Oslo on 3 March 2024.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for name, text in REPORTS.items():
        (made / name).write_text(text, "utf-8")
    return made


@pytest.fixture
def stored(tmp_path: Path, result: Reconciliation) -> Path:
    path = tmp_path / "stored.json"
    path.write_text(result.to_json(), "utf-8")
    return path


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(a) for a in arguments])
    out, err = capfd.readouterr()
    return status, out, err


def test_reconcile_shows_the_conflict(capfd: pytest.CaptureFixture[str], folder: Path, nlp: object) -> None:
    status, out, err = run(capfd, "reconcile", folder)
    assert status == 0
    assert err == ""
    assert "CONFLICTS (1)" in out
    assert "12 killed" in out
    assert "13 killed" in out


def test_fail_on_conflict_leaves_with_1(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run(capfd, "reconcile", folder, "--fail-on-conflict")[0] == 1
    assert run(capfd, "reconcile", folder / "alpha.txt", "--fail-on-conflict")[0] == 0


def test_reconcile_writes_json_to_a_file(capfd: pytest.CaptureFixture[str], folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    status, out, _ = run(capfd, "reconcile", folder, "--format", "json", "--output", output)
    assert (status, out) == (0, "")
    report = json.loads(output.read_bytes())
    jsonschema.validate(report, schema())
    assert Reconciliation.from_dict(report).conflicts
    assert run(capfd, "diff", output, output) == (0, "nothing changed\n", "")


def test_extract_writes_claims_that_stand_alone(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capfd, "extract", folder, "--format", "jsonl")
    claims = [Claim.from_dict(json.loads(line)) for line in out.splitlines()]
    assert status == 0
    assert {claim.source.id: claim.source.text for claim in claims} == {
        "alpha": REPORTS["alpha.txt"],
        "beta": REPORTS["beta.txt"],
    }
    for claim in claims:
        claim.check()


def test_extract_shows_claims(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, _ = run(capfd, "extract", folder / "alpha.txt")
    assert status == 0
    assert out.startswith("alpha  kill  “Twelve people were killed")
    assert "    quantity: “Twelve people”" in out


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text", "3 sources"),
        ("json", "{"),
        ("html", "<!doctype html>"),
        ("markdown", "# Reconciliation"),
        ("context", "SOURCES\n[alpha]"),
        ("jsonld", '{\n  "@context"'),
        ("annotations", "[\n  {"),
    ],
)
def test_a_stored_report_is_shown_again(capfd: pytest.CaptureFixture[str], stored: Path, form: str, begins: str) -> None:
    status, out, _ = run(capfd, "report", stored, "--format", form)
    assert status == 0
    assert out.startswith(begins)
    assert out.endswith("\n")


def test_a_stored_report_gives_the_same_bytes(capfd: pytest.CaptureFixture[str], stored: Path, result: Reconciliation) -> None:
    assert run(capfd, "report", stored, "--format", "json")[1] == result.to_json() + "\n"
    assert run(capfd, "report", stored, "--fail-on-conflict")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("reconcile", "nothing.txt"), "nothing.txt: there is no such file"),
        (("extract", "picture.png"), "picture.png: a file's name must end in"),
        (("reconcile", "broken.jsonl"), "broken.jsonl, line 3: the line is not JSON"),
        (("reconcile", "binary.txt"), "binary.txt: it is binary"),
        (("reconcile", "array.jsonl"), "array.jsonl, line 1: a source must be an object with an id and a text, not an array"),
        (("reconcile", "null.json"), "null.json: a source must be an object with an id and a text, not null"),
        (("report", "broken.jsonl"), "broken.jsonl: it is not a stored report"),
        (("report", "nothing.json"), "nothing.json: No such file"),
        (("report", "other.json"), "other.json: a report's schema must be"),
        (("diff", "other.json", "nothing.json"), "other.json"),
        (("reconcile", "good.txt", "--output", "no/such/folder"), "no/such/folder: it cannot be written"),
        (("reconcile",), "PATH"),
        (("reconcile", "good.txt", "--format", "pdf"), "pdf"),
        (("compare", "a"), "compare"),
        ((), "COMMAND"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("picture.png").write_bytes(b"x")
    Path("good.txt").write_text("Rain fell.", "utf-8")
    Path("array.jsonl").write_text("[1, 2]\n", "utf-8")
    Path("null.json").write_text("null", "utf-8")
    Path("binary.txt").write_bytes(bytes(range(256)))
    Path("other.json").write_text('{"schema": "other/1"}', "utf-8")
    Path("broken.jsonl").write_text('{"id": "a", "text": "Rain."}\n{"id": "b", "text": "Snow."}\n{"id": \n', "utf-8")
    status, out, err = run(capfd, *arguments)
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert said in err
    assert err.startswith("claimrec")


def test_the_commands_of_the_readme_run(
    capfd: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch, nlp: object, result: Reconciliation
) -> None:
    root = Path(__file__).resolve().parents[2]
    blocks = re.findall(r"^```sh\n(.*?)^```$", (root / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    commands = [line.partition("#")[0] for block in blocks for line in block.splitlines() if line.startswith("claimrec ")]
    assert len(commands) >= 5
    monkeypatch.chdir(folder.parent)
    shutil.copytree(root / "examples" / "ferry", "examples/ferry")
    Path("page.html").write_text("<p>A fire killed 14 people in Oslo on 3 March 2024.</p>", "utf-8")
    Path("more.jsonl").write_text('{"id": "c", "text": "A fire killed 13 people in Oslo on 3 March 2024."}\n', "utf-8")
    Path("yesterday.json").write_text(result.to_json(), "utf-8")
    for command in commands:
        status, _, err = run(capfd, *shlex.split(command)[1:])
        assert (status, err) == (0, ""), command
    assert Path("report.html").read_text("utf-8").startswith("<!doctype html>")


def test_help_and_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "--version") == (0, "claimrec 0.1.0\n", "")
    status, out, _ = run(capfd, "--help")
    assert status == 0
    assert all(command in out for command in ("reconcile", "extract", "report", "diff"))


def command(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "claimrec", *map(str, arguments)], capture_output=True, timeout=120, check=False, **options
    )


def test_standard_input_is_read_and_progress_stays_out_of_the_result(nlp: object) -> None:
    done = command("extract", "-", "--format", "jsonl", input='{"id": "å", "text": "Six people were killed in Oslo."}'.encode())
    assert done.returncode == 0
    assert done.stderr == b""
    assert {json.loads(line)["source"]["id"] for line in done.stdout.splitlines()} == {"å"}


def test_a_reader_that_leaves_early_is_no_error(stored: Path) -> None:
    program = f"{sys.executable} -m claimrec report {stored} --format html | head -c 10; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", program], capture_output=True, timeout=60, check=False)
    assert done.stdout == b"<!doctype "
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.parametrize(("setting", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_only_a_terminal_gets_colours(stored: Path, setting: dict[str, str], coloured: bool) -> None:
    pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    environment = {**known, "TERM": "xterm", "COLUMNS": "100", **setting}
    subprocess.run([sys.executable, "-m", "claimrec", "report", stored], stdout=theirs, env=environment, timeout=60, check=True)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # how Linux tells that there is no more
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    assert (b"\x1b[31m" in shown) == coloured
    assert b"CONFLICTS (1)" in shown
    assert b"\x1b" not in command("report", stored).stdout


def test_showing_a_report_loads_no_pipeline(stored: Path) -> None:
    program = f"import sys; from claimrec.cli import main; main(['report', {str(stored)!r}]); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.endswith("False\n")
