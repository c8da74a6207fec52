"""The package as such: cheap to import, complete, and with a public face in every module."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from pkgutil import walk_packages

import pytest

import claimrec

HEAVY = ("spacy", "thinc", "dateparser", "networkx", "hypothesis", "numpy", "trafilatura", "rapidfuzz", "matplotlib")
MODULES = sorted(module.name for module in walk_packages(claimrec.__path__, "claimrec.") if not module.name.endswith("__main__"))
PUBLIC = ["claimrec.errors", "claimrec.model", "claimrec.values", "claimrec.testing", "claimrec.testing.strategies"]


def loaded_after(program: str) -> set[str]:
    """Which of the heavy libraries a fresh process holds after a program."""
    shown = f"{program}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], check=True, capture_output=True, text=True, timeout=120)
    return {name.partition(".")[0] for name in done.stdout.split()} & set(HEAVY)


def test_importing_claimrec_loads_nothing_heavy() -> None:
    assert loaded_after("import claimrec") == set()


@pytest.mark.parametrize("module", ["claimrec.errors", "claimrec.values", "claimrec.model", "claimrec.testing"])
def test_the_plain_modules_load_nothing_heavy(module: str) -> None:
    assert loaded_after(f"import {module}") == set()


def test_values_and_sources_need_nothing_heavy() -> None:
    program = "from claimrec import Quantity, Source\nQuantity(1, 1, 'killed').compare(Quantity(2, 2, 'killed')); Source('a')"
    assert loaded_after(program) == set()


def test_reconciling_needs_no_pipeline() -> None:
    assert loaded_after("from claimrec import reconcile\nreconcile([])") & {"spacy", "thinc", "dateparser"} == set()


@pytest.mark.parametrize("name", MODULES)
def test_all_names_what_is_there(name: str) -> None:
    module = import_module(name)
    offered = getattr(module, "__all__", [] if hasattr(module, "__path__") else None)  # a package may only hold modules
    assert offered is not None, f"{name} has no __all__"
    assert len(set(offered)) == len(offered), f"{name}.__all__ repeats itself"
    assert [missing for missing in offered if not hasattr(module, missing)] == []


@pytest.mark.parametrize("name", PUBLIC)
def test_all_is_what_a_public_module_offers(name: str) -> None:
    module = import_module(name)
    made_here = {
        key
        for key, value in vars(module).items()
        if (inspect.isclass(value) or inspect.isfunction(value)) and value.__module__ == name and not key.startswith("_")
    }
    assert made_here <= set(module.__all__), f"public in {name} but not in its __all__"


def test_all_is_what_the_package_offers() -> None:
    submodules = {name.removeprefix("claimrec.") for name in MODULES}
    public = {name for name in dir(claimrec) if not name.startswith("_")} - submodules - {"annotations"}
    assert public == {name for name in claimrec.__all__ if not name.startswith("_")}
    assert all(getattr(claimrec, name) is not None for name in claimrec.__all__)


def test_the_contract_s_names_are_offered() -> None:
    promised = (
        "Source Claim Argument Span Quantity TimeSpan Place Entity Office Text Relation Verdict ClaimrecError "
        "read_sources extract reconcile find_quantities find_times same_name"
    ).split()
    assert [name for name in promised if name not in claimrec.__all__] == []


def test_public_functions_and_classes_say_what_they_do() -> None:
    silent = [
        name for name in claimrec.__all__ if callable(getattr(claimrec, name)) and not inspect.getdoc(getattr(claimrec, name))
    ]
    assert silent == []


def test_the_data_files_come_along() -> None:
    package = files("claimrec")
    assert package.joinpath("py.typed").is_file()
    assert any(item.name.endswith(".toml") for item in package.joinpath("lexicon").iterdir())


def test_one_version() -> None:
    assert claimrec.__version__ == version("claimrec")


def test_the_changelog_names_the_version(root: Path) -> None:
    assert f"## [{claimrec.__version__}]" in (root / "CHANGELOG.md").read_text("utf-8")
