"""Run all that README, docs and examples show, and write the outputs where they are printed.

    python scripts/refresh_shown.py            rewrites what has changed, and names the files
    python scripts/refresh_shown.py --check    changes nothing; exit status 1 where something would change

What is run: ``$ claimrec ...`` lines in ```console blocks, ``>>>`` lines in ```python blocks (one namespace a
document), and examples/*.py, whose output stands in the comment at their end. Look at the differences before
keeping them: this writes down whatever the program says.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PRINTS = "# Prints:\n"
NEEDS = {"http_service.py": "fastapi", "property_tests.py": "hypothesis"}  # what an example uses beyond claimrec itself


def documents(root: Path = ROOT) -> list[Path]:
    """All pages that show something."""
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]


def examples(root: Path = ROOT) -> list[Path]:
    """All example programs."""
    return sorted((root / "examples").glob("*.py"))


def runs(example: Path) -> bool:
    """True where all is installed that an example needs."""
    return example.name not in NEEDS or find_spec(NEEDS[example.name]) is not None


def refreshed(path: Path) -> str:
    """The text of a page or an example with every output as it is now."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return _example(path, text)
    names: dict[str, Any] = {"__name__": "__main__"}

    def block(match: re.Match[str]) -> str:
        inside = _console(match[2]) if match[1] == "console" else _python(match[2], names)
        return f"```{match[1]}\n{inside}```"

    return BLOCK.sub(block, text)


def _example(path: Path, text: str) -> str:
    program = text.partition(PRINTS)[0]
    output = _run([sys.executable, str(path.relative_to(ROOT))])
    shown = "".join(f"# {line}".rstrip() + "\n" for line in output.splitlines())
    return f"{program.rstrip()}\n\n{PRINTS}{shown}"


def _console(block: str) -> str:
    shown = []
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        command, _, output = part.partition("\n")
        if not command.startswith("$ "):
            shown.append(part)
            continue
        steps = [shlex.split(step) for step in command[2:].split(" && ")]
        ours = [step[1:] for step in steps if step[0] == "claimrec"]
        if ours:
            output = "".join(_run([_program(), *step]) for step in ours)
        shown.append(f"{command}\n{output}")
    return "".join(shown)


def _program() -> str:
    return str(Path(sysconfig.get_path("scripts")) / "claimrec")


def _run(command: list[str]) -> str:
    plain = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, encoding="utf-8", timeout=300, check=False)
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
        raise RuntimeError(f"{shlex.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout.rstrip("\n") + "\n"


def _python(block: str, names: dict[str, Any]) -> str:
    if ">>>" not in block:
        return block
    shown = []
    for part in doctest.DocTestParser().parse(block):
        if isinstance(part, str):
            shown.append(part)
            continue
        lines = part.source.rstrip("\n").splitlines()
        shown.append("".join(f"{'>>>' if number == 0 else '...'} {line}".rstrip() + "\n" for number, line in enumerate(lines)))
        shown.append(part.want if part.exc_msg else _output(part, names))
    return "".join(shown)


def _output(part: doctest.Example, names: dict[str, Any]) -> str:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(part.source, "<shown>", "single"), names)
    now = output.getvalue()
    # What is shown with "..." stays so as long as it fits.
    return part.want if doctest.OutputChecker().check_output(part.want, now, doctest.ELLIPSIS) else now


def main(arguments: list[str]) -> int:
    changed = 0
    for path in [*documents(), *filter(runs, examples())]:
        now = refreshed(path)
        if now != path.read_text("utf-8"):
            changed += 1
            print(path.relative_to(ROOT))
            if "--check" not in arguments:
                path.write_text(now, "utf-8")
    return 1 if changed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
