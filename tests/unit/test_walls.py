"""The walls of the house: who may import whom, and what no module of the package may hold.

The rules read syntax trees, so that relative imports, imports inside functions and imports for type checkers
count like any other. Every rule is tried on planted breaches too: a rule that finds nothing proves nothing.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import resolve_name
from pathlib import Path
from statistics import median

import pytest

CHECKOUT = Path(__file__).parents[2]
NAME = "ProcessStatusLibrary"
PACKAGE = CHECKOUT / "keywords" / NAME
SERVICES = sorted(folder.name for folder in (CHECKOUT / "resources" / NAME / "contracts").iterdir() if folder.is_dir())

FACES = (
    "library",
    "robot_keywords",
    "sentences",
    "sentence_binding",
    "scenario_state",
    "given_sentences",
    "when_sentences",
    "then_sentences",
    "pytest_plugin",
    "feature_parser",
    "run_recording",
    "recording_listener",
    "robot_check",
    "defect_checks",
    "targets_variable",
    "api",
    "embedded",
    "defect_checks",
    "scoring",
    "cli",
)
RUNNERS = ("robot", "pytest", "_pytest", "pytest_bdd")
CLIENT = ("bindings", "conformance", "session", "transport", "reply", "status")
LONGEST_MODULE = 400
MEDIAN_MODULE = 150


@dataclass(frozen=True)
class Module:
    """A module of the package, or of a package that stands in for it."""

    package: Path
    path: Path

    @cached_property
    def source(self) -> str:
        """The text."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """The syntax tree, flat."""
        return list(ast.walk(ast.parse(self.source, self.path.name)))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The name below the package, as in ('contract', 'loader'); empty for its own ``__init__``."""
        parts = self.path.relative_to(self.package).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def area(self) -> str:
        """The first part of the name; an empty string for the package's own ``__init__``."""
        return self.parts[0] if self.parts else ""

    @property
    def parent(self) -> str:
        """The package that relative imports start from."""
        parts = self.parts if self.path.name == "__init__.py" else self.parts[:-1]
        return ".".join([NAME, *parts])

    def imports(self) -> Iterator[tuple[int, str]]:
        """Every imported name, made absolute: ``from .a import B`` gives ``ProcessStatusLibrary.a.B``."""
        for node in self.nodes:
            match node:
                case ast.Import():
                    yield from ((node.lineno, alias.name) for alias in node.names)
                case ast.ImportFrom():
                    base = resolve_name("." * node.level + (node.module or ""), self.parent)
                    yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
                case ast.Call(
                    func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    yield node.lineno, resolve_name(name, self.parent)

    def uses_front_door(self, name: str) -> bool:
        """Whether an imported name is not a module of the package but one that its ``__init__`` offers."""
        head, _, rest = name.partition(".")
        first = self.package / rest.partition(".")[0]
        return head == NAME and not (rest and (first.is_dir() or first.with_suffix(".py").is_file()))


Findings = Iterator[tuple[int, str]]
Rule = Callable[[Module], Findings]


def core_imports_no_face(module: Module) -> Findings:
    """The core knows neither the faces nor the simulator nor a test runner."""
    if module.area in ("", "simulator", *FACES):
        return
    walled = (*RUNNERS, *own("simulator", *FACES))
    for line, name in module.imports():
        if below(name, walled) or module.uses_front_door(name):
            yield line, f"the core imports {name}"


def simulator_imports_no_client(module: Module) -> Findings:
    """The simulator reads the vendor's page on its own."""
    if module.area != "simulator":
        return
    for line, name in module.imports():
        if below(name, own(*CLIENT, *FACES)) or module.uses_front_door(name):
            yield line, f"the simulator imports {name}"


def simulator_takes_no_request_from_a_contract(module: Module) -> Findings:
    """The simulator knows requests from the samples only: it never touches a binding's ``request``."""
    if module.area != "simulator":
        return
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "request":
            yield node.lineno, f"the simulator touches {ast.unparse(node)}"


def services_are_data(module: Module) -> Findings:
    """No code knows a service by name. Docstrings and comments may: they are text for readers."""
    if module.area == "simulator":
        return
    texts = [(1, ".".join(module.parts)), *written(module.nodes)]
    for service in SERVICES:
        spelling = re.compile(r"[\W_]?".join(map(re.escape, service.split("-"))), re.IGNORECASE)
        for line, text in texts:
            if found := spelling.search(text):
                yield line, f"the code names the service {found[0]!r}"


def nothing_is_asserted(module: Module) -> Findings:
    """A bare assert says nothing under Robot and something else under pytest."""
    for node in module.nodes:
        if isinstance(node, ast.Assert):
            yield node.lineno, "a bare assert"


def no_module_is_long(module: Module) -> Findings:
    """A module that grows beyond one screenful of ideas is cut."""
    length = len(module.source.splitlines())
    if length > LONGEST_MODULE:
        yield length, f"{length} lines, {LONGEST_MODULE} are allowed"


RULES: list[Rule] = [
    core_imports_no_face,
    simulator_imports_no_client,
    simulator_takes_no_request_from_a_contract,
    services_are_data,
    nothing_is_asserted,
    no_module_is_long,
]


def own(*names: str) -> tuple[str, ...]:
    """The full names of modules of the package."""
    return tuple(f"{NAME}.{name}" for name in names)


def below(name: str, modules: tuple[str, ...]) -> bool:
    """Whether a name is one of some modules or something in them."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def written(nodes: list[ast.AST]) -> Findings:
    """Every identifier and every string of some code, except the strings that stand alone: docstrings."""
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    for node in nodes:
        if id(node) in alone:
            continue
        for _, value in ast.iter_fields(node):
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str | bytes):
                    yield (
                        getattr(node, "lineno", 1),
                        text if isinstance(text, str) else text.decode("latin-1"),
                    )


def modules_of(package: Path) -> list[Module]:
    """All modules of a package."""
    return [Module(package, path) for path in sorted(package.rglob("*.py"))]


def breaches(package: Path, rule: Rule) -> list[str]:
    """Where a package breaks a rule."""
    return [
        f"{module.path.relative_to(package).as_posix()}:{line}: {what}"
        for module in modules_of(package)
        for line, what in rule(module)
    ]


@pytest.mark.parametrize("rule", RULES)
def test_the_walls_stand(rule: Rule) -> None:
    found = breaches(PACKAGE, rule)

    assert not found, "\n".join(found)


def test_half_of_the_modules_are_short() -> None:
    lengths = [len(module.source.splitlines()) for module in modules_of(PACKAGE)]

    assert median(lengths) < MEDIAN_MODULE


@pytest.mark.parametrize(
    ("file", "source", "imported"),
    [
        ("session.py", "import robot.api", "robot.api"),
        ("session.py", "from pytest import fixture", "pytest.fixture"),
        ("session.py", "from . import simulator as s", f"{NAME}.simulator"),
        ("session.py", f"import {NAME}.sentences", f"{NAME}.sentences"),
        ("session.py", "def f(): import pytest_bdd", "pytest_bdd"),
        ("session.py", "if TYPE_CHECKING: from .library import Library", f"{NAME}.library.Library"),
        ("session.py", "import_module('.robot_check', __package__)", f"{NAME}.robot_check"),
        ("session.py", "importlib.import_module('robot')", "robot"),
        ("session.py", f"from {NAME} import Library", f"{NAME}.Library"),
        ("session.py", "from . import Library", f"{NAME}.Library"),
        ("session.py", f"import {NAME}", NAME),
        ("a/__init__.py", "from .. import cli", f"{NAME}.cli"),
        ("a/b.py", "from ..cli.check import x", f"{NAME}.cli.check.x"),
        ("a/b/c.py", "from ...library import *", f"{NAME}.library.*"),
    ],
)
def test_a_face_in_the_core_is_found(tmp_path: Path, file: str, source: str, imported: str) -> None:
    plant(tmp_path, file, source)

    assert breaches(tmp_path, core_imports_no_face) == [f"{file}:1: the core imports {imported}"]


@pytest.mark.parametrize(
    ("file", "source", "imported"),
    [
        ("simulator/server.py", "from ..bindings.soap import encode", f"{NAME}.bindings.soap.encode"),
        ("simulator/__init__.py", "from .. import status", f"{NAME}.status"),
        ("simulator/a/b.py", "from ...pytest_plugin import x", f"{NAME}.pytest_plugin.x"),
    ],
)
def test_the_client_in_the_simulator_is_found(tmp_path: Path, file: str, source: str, imported: str) -> None:
    plant(tmp_path, file, source)

    assert breaches(tmp_path, simulator_imports_no_client) == [f"{file}:1: the simulator imports {imported}"]


@pytest.mark.parametrize(
    ("file", "source", "named"),
    [
        ("a.py", "NAMES = ['cora-rpa']", "cora-rpa"),
        ("a.py", "text = f'{x} of Listrak'", "Listrak"),
        ("a.py", "def read_cora_ocr(): ...", "cora_ocr"),
        ("a.py", "data = b'robusta'", "robusta"),
        ("coruson.py", "", "coruson"),
    ],
)
def test_a_service_in_the_code_is_found(tmp_path: Path, file: str, source: str, named: str) -> None:
    plant(tmp_path, file, source)

    assert breaches(tmp_path, services_are_data) == [f"{file}:1: the code names the service '{named}'"]


@pytest.mark.parametrize(
    ("rule", "file", "source", "found"),
    [
        (
            simulator_takes_no_request_from_a_contract,
            "simulator/routes.py",
            "line = operation.bindings['REST'].request.line",
            "1: the simulator touches operation.bindings['REST'].request",
        ),
        (nothing_is_asserted, "a.py", "x = 1\nassert x", "2: a bare assert"),
        (no_module_is_long, "a.py", "x = 1\n" * 401, "401: 401 lines, 400 are allowed"),
    ],
)
def test_a_planted_breach_is_found(tmp_path: Path, rule: Rule, file: str, source: str, found: str) -> None:
    plant(tmp_path, file, source)

    assert breaches(tmp_path, rule) == [f"{file}:{found}"]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        (
            "session.py",
            "from . import contract\nfrom .contract.loader import load\nimport robotics, pytester",
        ),
        ("a/b.py", "from ..status import ProcessStatus\nfrom .cli import x"),
        ("cli/check.py", "from ..simulator import start\nfrom robot.api import logger"),
        ("__init__.py", "from .library import Library"),
        ("simulator/server.py", "from ..contract import load_contract\nfrom .status import line"),
        ("simulator/services.py", "ROUTES = {'cora-rpa': 1}"),
        ("session.py", "binding.request.line"),
        ("a.py", '"""As robusta does."""\n# listrak too\ndef f():\n    """\n    >>> f("coruson")\n    """'),
    ],
)
def test_what_the_walls_let_through(tmp_path: Path, file: str, source: str) -> None:
    plant(tmp_path, file, source)

    assert [finding for rule in RULES for finding in breaches(tmp_path, rule)] == []


def plant(package: Path, file: str, source: str) -> None:
    """Writes a module into an otherwise empty package that has the house's rooms."""
    for room in ("contract", "bindings", "cli", "simulator"):
        (package / room).mkdir()
    for module in ("status", "library", "sentences"):
        (package / f"{module}.py").touch()
    (package / file).parent.mkdir(parents=True, exist_ok=True)
    (package / file).write_text(source, encoding="utf-8")


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        (NAME, ["requests", "urllib3", "xmlschema", "robot", "jsonschema_rs"]),
        (f"{NAME}.cli", ["requests", "urllib3", "xmlschema", "robot", "jsonschema_rs"]),
        (f"{NAME}.contract", ["requests", "urllib3", "xmlschema", "robot", "jsonschema_rs"]),
        (f"{NAME}.simulator", ["requests", "robot", "pytest", *own("bindings", "conformance", "session")]),
    ],
)
def test_what_an_import_does_not_load(module: str, absent: list[str]) -> None:
    paths = os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")])
    loaded = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        env={**os.environ, "PYTHONPATH": paths.rstrip(os.pathsep)},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    ).stdout.split()

    assert module in loaded
    assert [name for name in absent if name in loaded] == []
