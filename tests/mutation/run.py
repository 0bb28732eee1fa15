"""Runs the tests of a group against mutants of its modules, and says which ones no test notices.

    python tests/mutation/run.py [--sample N] [--seed S] [GROUP...]

Each mutant lives in a forked process alone, so the sources stay as they are. Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path

# Imported before any fork, so that no mutant pays for them; plugins of pytest must not be.
import jsonschema_rs
import lxml.etree
import pytest
import requests
import xmlschema

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
PACKAGE = TESTS.parent / "keywords" / "ProcessStatusLibrary"
PRELOADED = (jsonschema_rs, lxml.etree, requests, xmlschema)

sys.path.insert(0, str(HERE))
from mutants import Mutant, mutants, mutated  # noqa: E402  beside this file, and in no package


@dataclass(frozen=True)
class Place:
    """A mutant of a module."""

    module: Path
    mutant: Mutant

    def __str__(self) -> str:
        return f"{self.module.relative_to(PACKAGE).as_posix()}:{self.mutant.line}: {self.mutant.what}"


def main() -> None:
    """Runs the groups that are asked for."""
    groups = tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8"))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sample", type=int, default=0, help="so many mutants of each group; all by default")
    options.add_argument("--seed", type=int, default=1, help="which ones are drawn")
    options.add_argument("group", nargs="*", default=list(groups), help=f"of {', '.join(groups)}")
    chosen = options.parse_args()
    for name in chosen.group:
        run_group(name, groups[name], chosen.sample, chosen.seed)


def run_group(name: str, group: dict[str, list[str]], sample: int, seed: int) -> None:
    """Runs one group and prints its score."""
    modules = sorted({module for pattern in group["modules"] for module in PACKAGE.glob(pattern)})
    places = [Place(module, mutant) for module in modules for mutant in mutants(module.read_text(encoding="utf-8"))]
    there = len(places)
    if 0 < sample < there:
        places = random.Random(seed).sample(places, sample)  # noqa: S311  a draw, no secret
    tests = test_files(group["tests"])
    began = time.monotonic()
    if outcome(tests, lambda: None, 600) != "survived":
        raise SystemExit(f"{name}: the tests fail without a mutant.")
    allowed = 10 + 3 * (time.monotonic() - began)
    counts: Counter[str] = Counter()
    for place in places:
        came = outcome(nearest_first(tests, place.module), lambda place=place: put_in(place), allowed)
        counts[came] += 1
        if came != "killed":
            print(f"  {came}: {place}", flush=True)
    noticed = counts["killed"] + counts["timed out"]
    print(f"{name}: {noticed} of {len(places)} noticed, {counts['survived']} survived, {counts['timed out']} timed out "
          f"({there} mutants in all)", flush=True)  # fmt: skip


def test_files(paths: Sequence[str]) -> list[str]:
    """The files of tests below some folders."""
    found = [path for name in paths for path in _files_of(TESTS / name)]
    return [str(path) for path in dict.fromkeys(found)]


def _files_of(path: Path) -> list[Path]:
    return sorted(path.rglob("test_*.py")) if path.is_dir() else [path]


def nearest_first(tests: Sequence[str], module: Path) -> list[str]:
    """Tests that are named as the module is come first: most mutants are noticed there, and the rest need not run."""
    wanted = set(module.stem.split("_"))

    def words_in_common(test: str) -> int:
        return -len(wanted & set(Path(test).stem.split("_")))

    return sorted(tests, key=words_in_common)


def put_in(place: Place) -> None:
    """Lets this process import a module with its change."""
    original = SourceFileLoader.get_code
    code = compile(mutated(place.module.read_text(encoding="utf-8"), place.mutant), str(place.module), "exec")

    def get_code(self: SourceFileLoader, fullname: str) -> object:
        return code if Path(self.path) == place.module else original(self, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


def outcome(tests: Sequence[str], prepare: Callable[[], None], seconds: float) -> str:
    """What the tests make of a process that was prepared: killed, survived or timed out."""
    process = os.fork()
    if process == 0:
        os.setpgid(0, 0)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        try:
            prepare()
            # Plain: pytest's import hook, which reads sources of its own accord, would never see a mutant.
            status = int(pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", *tests]))
        except BaseException:  # whatever a mutant breaks, it is noticed
            status = 1
        os._exit(status)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return "survived" if status == 0 else "killed"
        time.sleep(0.02)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return "timed out"


if __name__ == "__main__":
    main()
