"""The command line: parses, calls, prints.

Exit status: 0 done; 1 conflicts found and ``--fail-on-conflict`` given; 2 bad usage or unreadable input. Results go to
standard output, progress to standard error and only where that is a terminal.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from claimrec.errors import ClaimrecError, ReadError
from claimrec.result import Reconciliation, reconcile

if TYPE_CHECKING:
    from claimrec.model import Claim

__all__ = ["main"]

_PATHS = ".txt, .md, .html, .json (a source or an array of them), .jsonl (one a line), a folder, or - for standard input"
_FORMATS: dict[str, Callable[[Reconciliation], str]] = {
    "text": lambda result: result.to_text(),
    "json": lambda result: result.to_json() + "\n",
    "html": lambda result: result.to_html(),
    "markdown": lambda result: result.to_markdown(),
    "context": lambda result: result.as_context() + "\n",
    "jsonld": lambda result: _json(result.to_jsonld()),
    "annotations": lambda result: _json(result.annotations()),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status.

    >>> main(["--version"])  # doctest: +ELLIPSIS
    claimrec ...
    0
    """
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except SystemExit as leaving:  # argparse: --help, --version and bad usage
        return leaving.code if isinstance(leaving.code, int) else 2
    except BrokenPipeError:
        # The reader has seen enough (`| head`); Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ClaimrecError as error:
        print(f"claimrec: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {' '.join(message.split())}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="claimrec", description="Who says what happened, and where do the reports disagree?", epilog=f"PATH: {_PATHS}."
    )
    parser.add_argument("--version", action="version", version=f"claimrec {_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    command = commands.add_parser("reconcile", help="read reports and show where they disagree", epilog=f"PATH: {_PATHS}.")
    command.add_argument("paths", nargs="+", metavar="PATH")
    _add_output(command, tuple(_FORMATS))
    command.add_argument("--fail-on-conflict", action="store_true", help="leave with status 1 where conflicts were found")
    command.set_defaults(run=_reconcile)

    command = commands.add_parser("extract", help="read reports and write their claims", epilog=f"PATH: {_PATHS}.")
    command.add_argument("paths", nargs="+", metavar="PATH")
    _add_output(command, ("text", "jsonl"))
    command.set_defaults(run=_extract)

    command = commands.add_parser("report", help="show a stored report again")
    command.add_argument("report", metavar="REPORT.json")
    _add_output(command, tuple(_FORMATS))
    command.add_argument("--fail-on-conflict", action="store_true", help="leave with status 1 where it holds conflicts")
    command.set_defaults(run=_report)

    command = commands.add_parser("diff", help="what is new, gone and changed between two stored reports")
    command.add_argument("old", metavar="OLD.json")
    command.add_argument("new", metavar="NEW.json")
    command.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    command.set_defaults(run=_diff)
    return parser


def _add_output(command: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    command.add_argument("--format", choices=formats, default="text", help="default: text")
    command.add_argument("--output", metavar="FILE", help="write there instead of to standard output")


def _version() -> str:
    from importlib.metadata import version

    return version("claimrec")


# --- commands ---------------------------------------------------------------------------------------------------


def _reconcile(options: argparse.Namespace) -> int:
    result = reconcile(_claims(options.paths))
    _write(_shown(result, options), options.output)
    return 1 if options.fail_on_conflict and result.conflicts else 0


def _extract(options: argparse.Namespace) -> int:
    made = _as_lines if options.format == "jsonl" else _as_text
    _write("".join(f"{line}\n" for line in made(_claims(options.paths))), options.output)
    return 0


def _report(options: argparse.Namespace) -> int:
    result = _stored(options.report)
    _write(_shown(result, options), options.output)
    return 1 if options.fail_on_conflict and result.conflicts else 0


def _diff(options: argparse.Namespace) -> int:
    from claimrec.report.diff import diff_report

    _write(diff_report(_stored(options.old).outcome, _stored(options.new).outcome), options.output)
    return 0


def _shown(result: Reconciliation, options: argparse.Namespace) -> str:
    """The result in the format asked for; a terminal gets its own width, and colours unless it is told not to."""
    if options.format == "text" and options.output is None and sys.stdout.isatty():
        import shutil

        colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"  # https://no-color.org
        return result.to_text(width=min(shutil.get_terminal_size().columns, 120), colour=colour)
    return _FORMATS[options.format](result)


def _json(record: object) -> str:
    from claimrec.serialize import as_json

    return as_json(record) + "\n"


# --- in and out -------------------------------------------------------------------------------------------------


def _claims(paths: Sequence[str]) -> tuple[Claim, ...]:
    from claimrec.sources import read_sources

    sources = read_sources(paths)  # before spaCy is loaded: an unreadable file is told at once
    from claimrec.extraction.pipeline import extract

    return extract(sources, progress=True)


def _as_lines(claims: Sequence[Claim]) -> Iterator[str]:
    from claimrec.serialize import as_json

    for claim in claims:
        yield as_json(claim.to_dict(embed=True), indent=None)


def _as_text(claims: Sequence[Claim]) -> Iterator[str]:
    from claimrec.report.layout import one_line

    for claim in claims:
        marks = [str(x.value) for x in (claim.polarity, claim.modality) if x.value not in ("affirmed", "actual")]
        told = f" ({', '.join(marks)})" if marks else ""
        yield f"{claim.source.id}  {claim.type}{told}  “{one_line(claim.evidence.text)}”"
        for argument in claim.arguments:
            inferred = " (inferred)" if argument.inferred else ""
            yield f"    {argument.role.value}: “{one_line(argument.evidence.text)}”{inferred}"


def _stored(path: str) -> Reconciliation:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        record: Any = json.loads(data)
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(path, f"it is not a stored report: {error}") from error
    try:
        return Reconciliation.from_dict(record)
    except ClaimrecError as error:
        raise ReadError(path, str(error)) from error


def _write(text: str, output: str | None) -> None:
    # Bytes, so that a console with another encoding gets the same report, and a lone surrogate does not stop it.
    data = text.encode("utf-8", "replace")
    if output is None:
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None:  # a notebook, or a test that captures
            sys.stdout.write(data.decode("utf-8"))
        else:
            sys.stdout.flush()
            stream.write(data)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise ReadError(output, f"it cannot be written: {error.strerror or error}") from error
