"""Small changes of a module that its tests are to notice: comparisons, conditions, values, statements."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd,
}  # fmt: skip

Change = tuple[ast.AST, str, Callable[[], object]]
"""The place, what is changed, and the change."""


@dataclass(frozen=True)
class Mutant:
    """One change: which one of its kind, and where."""

    number: int
    line: int
    what: str


def mutants(source: str) -> list[Mutant]:
    """All changes that can be made to a module."""
    found = []
    for number, (node, what, _) in enumerate(_changes(ast.parse(source))):
        found.append(Mutant(number, getattr(node, "lineno", 0), what))
    return found


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The module with one change made to it."""
    tree = ast.parse(source)
    for number, (_, _, change) in enumerate(_changes(tree)):
        if number == mutant.number:
            change()
            break
    return ast.fix_missing_locations(tree)


def _changes(tree: ast.Module) -> Iterator[Change]:
    ignored = set(_ignored(tree))
    for node in ast.walk(tree):
        if id(node) in ignored:
            continue
        yield from _of_expression(node)
        yield from _of_statement(node)


def _ignored(tree: ast.Module) -> Iterator[int]:
    """What says nothing when it runs: annotations, docstrings, imports for types, and the words of messages."""
    for node in ast.walk(tree):
        silent = [getattr(node, name, None) for name in ("annotation", "returns")]
        if isinstance(node, ast.JoinedStr):
            silent += [part for part in node.values if isinstance(part, ast.Constant)]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.append(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            silent.append(node)
        silent += getattr(node, "decorator_list", [])
        for part in filter(None, silent):
            yield from map(id, ast.walk(part))


def _of_expression(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        other = COMPARISONS[type(node.ops[0])]
        yield node, f"{ast.unparse(node)}: {other.__name__}", lambda: node.ops.__setitem__(0, other())
    if isinstance(node, ast.BoolOp):
        swapped = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, f"{ast.unparse(node)}: and/or", lambda: setattr(node, "op", swapped)
    if isinstance(node, ast.BinOp) and type(node.op) in SUMS and not isinstance(node.left, ast.Constant):
        replaced = SUMS[type(node.op)]()
        yield node, f"{ast.unparse(node)}: {type(replaced).__name__}", lambda: setattr(node, "op", replaced)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, f"{ast.unparse(node)}: without not", lambda: setattr(node, "operand", _not(node.operand))
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield node, f"if {ast.unparse(node.test)}: negated", lambda: setattr(node, "test", _not(node.test))
    if isinstance(node, ast.comprehension) and node.ifs:
        yield node.ifs[0], f"if {ast.unparse(node.ifs[0])}: left out", lambda: node.ifs.pop(0)
    if isinstance(node, ast.Constant):
        value = _other_value(node.value)
        if value is not None:
            yield node, f"{node.value!r} > {value!r}", lambda: setattr(node, "value", value)


def _other_value(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str | bytes):
        mark: str | bytes = "XX" if isinstance(value, str) else b"XX"
        return mark + value  # type: ignore[operator]
    return None


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _of_statement(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield node, f"{ast.unparse(node)}: None", lambda: setattr(node, "value", ast.Constant(None))
    for name in ("body", "orelse"):
        statements = getattr(node, name, None)
        for index, statement in enumerate(statements if isinstance(statements, list) else []):
            left_out = ast.Raise | ast.AugAssign | ast.Continue | ast.Break | ast.Expr
            if isinstance(statement, left_out) and not isinstance(getattr(statement, "value", None), ast.Constant):
                text = ast.unparse(statement)[:80]
                yield statement, f"{text}: left out", _leave_out(statements, index)


def _leave_out(statements: list[ast.stmt], index: int) -> Callable[[], object]:
    return lambda: statements.__setitem__(index, ast.copy_location(ast.Pass(), statements[index]))
