"""Faults that Python's parser takes: found in the syntax tree, made in the text, so that all else stays as it was."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from random import Random

from glyph.data.generators.code_review.faults import Edit, Program
from glyph.data.generators.code_review.names import invented, misspelt

_OPERATORS: dict[type[ast.operator], tuple[str, tuple[str, ...]]] = {
    ast.Add: ("+", ("-", "*")), ast.Sub: ("-", ("+", "*")), ast.Mult: ("*", ("+", "//", "**")),
    ast.FloorDiv: ("//", ("/", "%", "*")), ast.Div: ("/", ("*", "//")), ast.Mod: ("%", ("//", "/")),
    ast.BitAnd: ("&", ("|", "^")), ast.BitOr: ("|", ("&", "^")), ast.BitXor: ("^", ("&", "|")),
    ast.LShift: ("<<", (">>",)), ast.RShift: (">>", ("<<",)),
}  # fmt: skip
_COMPARISONS: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">")), ast.LtE: ("<=", ("<", ">=")), ast.Gt: (">", (">=", "<")), ast.GtE: (">=", (">", "<=")),
    ast.Eq: ("==", ("!=",)), ast.NotEq: ("!=", ("==",)), ast.In: ("in", ("not in",)), ast.NotIn: ("not in", ("in",)),
    ast.Is: ("is", ("is not",)), ast.IsNot: ("is not", ("is",)),
}  # fmt: skip
_BUILTINS = frozenset(dir(builtins))


def logic_edits(program: Program, rng: Random) -> list[Edit]:
    """Every edit of these kinds; invented names are drawn."""
    return [edit for node in walk(program.tree) for edit in _of_node(program, node, rng)]


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it but what is in f-strings, where the parser misplaces nodes (until Python 3.12)."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.JoinedStr):
            yield from walk(child)


def _of_node(program: Program, node: ast.AST, rng: Random) -> Iterator[Edit]:
    match node:
        case ast.BinOp():
            yield from _exchanged(program, "operator", node.left, node.right, *_OPERATORS.get(type(node.op), ("", ())))
        case ast.AugAssign():
            sign, others = _OPERATORS.get(type(node.op), ("", ()))
            signs = ("=", *(f"{other}=" for other in others))
            yield from _exchanged(program, "operator", node.target, node.value, f"{sign}=", signs)
        case ast.Compare():
            operands = [node.left, *node.comparators]
            for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
                yield from _exchanged(program, "condition", left, right, *_COMPARISONS[type(op)])
        case ast.BoolOp():
            both = ("and", ("or",)) if isinstance(node.op, ast.And) else ("or", ("and",))
            for left, right in zip(node.values, node.values[1:], strict=False):
                yield from _exchanged(program, "condition", left, right, *both)
        case ast.UnaryOp(op=ast.Not()):
            yield Edit("condition", program.span(node)[0], program.span(node.operand)[0], "")
        case ast.If() | ast.While() if isinstance(node.test, ast.Name | ast.Call | ast.Attribute | ast.Subscript):
            start = program.span(node.test)[0]
            yield Edit("condition", start, start, "not ")
        case ast.Subscript():
            yield from _shifted(program, node.slice)
        case ast.Call():
            yield from _of_call(program, node, rng)
        case ast.Constant():
            yield from _other_constants(program, node)
        case ast.Return(value=ast.expr() as value):
            start = program.span(node)[0]
            yield Edit("return", start, program.span(value)[0], "")
            yield Edit("return", start + len("return"), program.span(value)[1], "")
        case ast.FunctionDef():
            yield from _other_names(program, node, rng)


def _exchanged(
    program: Program, kind: str, left: ast.expr, right: ast.expr, sign: str, others: tuple[str, ...]
) -> Iterator[Edit]:
    """Yield edits that replace the operator ``sign`` between two operands by each of ``others``.

    Nothing is yielded unless the operator is the only text between the operands, apart from blanks and brackets.
    """
    low, high = program.span(left)[1], program.span(right)[0]
    gap = program.source[low:high]
    if not sign or gap.count(sign) != 1 or gap.replace(sign, "").strip("() \t"):
        return
    start = low + gap.index(sign)
    yield from (Edit(kind, start, start + len(sign), other) for other in others)


def _shifted(program: Program, index: ast.expr) -> Iterator[Edit]:
    """Positions that are off by one."""
    bounds = [index.lower, index.upper] if isinstance(index, ast.Slice) else [index]
    for bound in bounds:
        yield from _off_by_one(program, bound)


def _off_by_one(program: Program, bound: ast.expr | None) -> Iterator[Edit]:
    if bound is None or isinstance(bound, ast.Tuple):
        return
    start, end = program.span(bound)
    match bound:
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            yield from (Edit("index", start, end, str(other)) for other in (value - 1, value + 1))
        case ast.BinOp(op=ast.Add() | ast.Sub(), right=ast.Constant(value=1)):
            yield Edit("index", program.span(bound.left)[1], end, "")
        case ast.Name() | ast.Call() | ast.BinOp():
            yield from (Edit("index", end, end, shift) for shift in _shifts(program))


def _shifts(program: Program) -> tuple[str, str]:
    """One more and one less, spaced as the program spaces its operators."""
    return (" + 1", " - 1") if " + " in program.source or " - " in program.source else ("+1", "-1")


def _of_call(program: Program, node: ast.Call, rng: Random) -> Iterator[Edit]:
    if isinstance(node.func, ast.Name) and node.func.id in ("range", "len"):
        for argument in node.args if node.func.id == "range" else ():
            yield from _off_by_one(program, argument)
        if node.func.id == "len":
            end = program.span(node)[1]
            yield from (Edit("index", end, end, shift) for shift in _shifts(program))
    if isinstance(node.func, ast.Name):
        start, end = program.span(node.func)
        yield Edit("method", start, end, misspelt(node.func.id, program.source, rng))
        yield Edit("method", start, end, invented(program.source, rng))
        yield Edit("method", start, end, f"self.{invented(program.source, rng)}")
    elif isinstance(node.func, ast.Attribute):
        end = program.span(node.func)[1]
        start = end - len(node.func.attr)
        yield Edit("method", start, end, misspelt(node.func.attr, program.source, rng))
        yield Edit("method", start, end, invented(program.source, rng))
    for first, second in zip(node.args, node.args[1:], strict=False):
        low, middle, other, high = *program.span(first), *program.span(second)
        source = program.source
        text = source[other:high] + source[middle:other] + source[low:middle]
        if text != source[low:high]:
            yield Edit("arguments", low, high, text)


def _other_constants(program: Program, node: ast.Constant) -> Iterator[Edit]:
    start, end = program.span(node)
    match node.value:
        case bool():
            yield Edit("constant", start, end, str(not node.value))
        case int():
            others = {node.value + 1, max(0, node.value - 1), 0, node.value * 10} - {node.value}
            yield from (Edit("constant", start, end, str(other)) for other in sorted(others))


def _other_names(program: Program, function: ast.FunctionDef, rng: Random) -> Iterator[Edit]:
    """Another variable, or one that is not there, in the place of each that the function binds itself."""
    nodes = list(walk(function))
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    bound |= {n.arg for n in nodes if isinstance(n, ast.arg) and n.arg not in ("self", "cls")}
    called = {id(n.func) for n in nodes if isinstance(n, ast.Call)}
    for name in nodes:
        if not isinstance(name, ast.Name) or not isinstance(name.ctx, ast.Load) or id(name) in called:
            continue
        if name.id not in bound or name.id in _BUILTINS:
            continue
        start, end = program.span(name)
        others = sorted(bound - {name.id})
        if others:
            yield Edit("variable", start, end, rng.choice(others))
        yield Edit("name", start, end, misspelt(name.id, program.source, rng))
        yield Edit("name", start, end, invented(program.source, rng))
        yield Edit("method", start, end, f"{rng.choice(('self.', ''))}{invented(program.source, rng)}({name.id})")
