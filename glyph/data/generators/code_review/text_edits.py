"""Faults that Python's parser stumbles over, and words of other languages: made at the level of tokens."""

from __future__ import annotations

import keyword
import tokenize
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from random import Random

from glyph.data.generators.code_review.faults import Edit, Program

RARELY = 0.2  # of edits that fit in most lines, so that they do not crowd out others of their kind
OPENING, CLOSING = set("([{"), set(")]}")
_BLOCKS = {"if", "elif", "else", "for", "while", "def", "class", "try", "except", "finally", "with"}
_FOREIGN = {
    "None": ("null", "NULL", "nil", "undefined", "$null"), "True": ("true", "TRUE"), "False": ("false", "FALSE"),
    "and": ("&&",), "or": ("||",), "not": ("!",), "elif": ("else if", "elseif", "elsif"), "else": ("otherwise", "els"),
    "def": ("function", "func", "fn", "void", "dfe"), "for": ("foreach", "fro", "For"), "in": ("of", "inn", ":"),
    "while": ("until", "whlie", "While"), "return": ("retrun", "Return", "give"), "if": ("fi", "If", "when"),
    "continue": ("next", "contnue"), "break": ("stop", "exit", "brake"), "class": ("struct", "clas", "Class"),
    "lambda": ("function", "lamda"), "import": ("include", "require"), "is": ("===",), "pass": ("skip", "noop"),
    "append": ("push", "push_back", "add"), "len": ("sizeof", "strlen", "count"), "print": ("console.log", "println"),
    "max": ("Math.max", "std::max"), "min": ("Math.min", "std::min"), "abs": ("Math.abs",), "str": ("String",),
    "list": ("ArrayList", "new List", "vector"), "dict": ("HashMap", "new Map"), "set": ("HashSet", "new Set"),
    "int": ("parseInt", "Integer"), "self": ("this", "$this"), "range": ("Range", "seq"), "=": (":=",),
    "==": ("===", ".equals"), "!=": ("<>", "!=="), "**": ("^^",), "+=": ("=+", "++="), "-=": ("=-",), "//": ("div",),
}  # fmt: skip
_REMARKS = ("update the count", "base case", "keep the best so far", "move on", "sort them first", "nothing to do here",
            "check the bounds", "the rest is known", "one more step", "both ends", "all done")  # fmt: skip


def text_edits(program: Program, rng: Random) -> list[Edit]:
    """Every edit of these kinds, or a few drawn of those that fit anywhere."""
    tokens = list(tokenize.generate_tokens(StringIO(program.source).readline))
    edits, depth = list[Edit](), 0
    for token, after in pairwise(token for token in tokens if token.string):
        depth += (token.string in OPENING) - (token.string in CLOSING) if token.type == tokenize.OP else 0
        edits += _of_token(program, token, after, depth, rng)
    lines = zip(program.starts, program.source.split("\n"), strict=True)
    return edits + [edit for start, text in lines if text.strip() for edit in _of_line(start, text, rng)]


def _of_token(
    program: Program, token: tokenize.TokenInfo, after: tokenize.TokenInfo, depth: int, rng: Random
) -> Iterator[Edit]:
    """Yield the edits of one token, given the token ``after`` it and the ``depth`` of open brackets around it."""
    text, start, end = token.string, program.at(*token.start), program.at(*token.end)
    if token.type == tokenize.OP and text in CLOSING:
        yield Edit("bracket", start, end, "")
    elif token.type == tokenize.OP and text in OPENING:
        yield Edit("bracket", start, end, text + text)
    elif token.type == tokenize.STRING and token.start[0] == token.end[0] and text[-3:] not in ('"""', "'''"):
        yield Edit("string", end - 1, end, "")
        at = start + text.index(text[-1])
        yield Edit("string", at, at + 1, "")
    elif token.type == tokenize.COMMENT:
        said = text.lstrip("# ")
        yield from (Edit("comment", start, end, form.format(said)) for form in ("// {}", "/* {} */", "{}", "-- {}"))
    elif token.type == tokenize.NAME and not keyword.iskeyword(text) and rng.random() < RARELY:
        quote = rng.choice("'\"")
        yield Edit("string", *((start, start, quote) if rng.random() < 0.5 else (end, end, quote)))
    if token.type == tokenize.OP and text == ":" and after.type in (tokenize.NEWLINE, tokenize.COMMENT):
        yield Edit("colon", start, end, "")
    if text in _FOREIGN and token.type in (tokenize.NAME, tokenize.OP):
        yield Edit("keyword", start, end, rng.choice(_FOREIGN[text]))
    if token.type == tokenize.OP and (text == "==" or (text == "=" and not depth and rng.random() < RARELY)):
        yield Edit("equals", start, end, "=" if text == "==" else "==")


def _of_line(start: int, text: str, rng: Random) -> Iterator[Edit]:
    """Yield the edits of one line: a comment in another language's syntax (such as ``//``), and a changed indent."""
    code, indent = text.strip(), len(text) - len(text.lstrip())
    end = start + len(text.rstrip())
    if "#" not in code:
        remark = rng.choice(_REMARKS)
        yield Edit("comment", end, end, rng.choice((f" // {remark}", f"  /* {remark} */", f" -- {remark}")))
        if code.split()[0].rstrip(":") not in _BLOCKS:
            form = rng.choice(("/* {} */", "// {}", "''{}'", "/{}/", "-- {}"))
            yield Edit("comment", start + indent, end, form.format(code))
    others = {0, indent - 4, indent - 2, indent - 1, indent + 1, indent + 2, indent + 4} - {indent}
    fitting = sorted(other for other in others if other >= 0)
    yield Edit("indentation", start, start + indent, " " * rng.choice(fitting))
