"""Files whose lines are in two encodings, one of them UTF-8: logs that several programs wrote, joined files."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from glyph.documents.encoding.cjk import common

SAMPLE_BYTES = 65_536  # of the lines that are not UTF-8: enough to tell their encoding
MAX_ACCIDENT = 12  # bytes that are valid UTF-8 by accident at most
COMMON_HANZI = 0.7  # mean score of those that are in common use
MIN_OF_TWO = 4  # characters of two bytes that are no accident
NEARLY = 4  # times as many valid characters as bad bytes make a line one of UTF-8, damaged

_OF_TWO = re.compile(rb"[\x00-\x7f]*(?:[\xc2-\xdf][\x80-\xbf][\x00-\x7f]*)+")  # UTF-8 of two bytes a letter alone
_BEGINNING = re.compile(rb"[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2}")
_SCRIPTS = {
    "Latin": re.compile("[\u00aa-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u0218-\u021b\u0250-\u02af]"),
    "Greek": re.compile("[\u00b5\u0386-\u03ce]"),
    "Cyrillic": re.compile(
        "[\u0401-\u045f\u0490-\u0493\u049a\u049b\u04a2\u04a3\u04ae-\u04b1\u04ba\u04bb\u04d8\u04d9\u04e8\u04e9]"
    ),
    "Armenian": re.compile("[\u0531-\u0587]"),
    "Hebrew": re.compile("[\u05d0-\u05ea]"),
    "Arabic": re.compile("[\u0620-\u06d3]"),
}
_CJK = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")


class Part(NamedTuple):
    """Neighbouring lines of one encoding, ``data[start:end]``."""

    start: int
    end: int
    encoding: str


def parts_of(data: bytes, tell: Callable[[bytes], str]) -> list[Part] | None:
    """The lines of data that is not UTF-8 as a whole, by encoding; None if none of them is UTF-8 after all.

    Args:
        data: the file.
        tell: gives the encoding of those lines that are not UTF-8.
    """
    lines = data.split(b"\n")
    kinds = [_reads_as_utf8(line) for line in lines]  # None where all is ASCII
    if True not in kinds:
        return None
    if False not in kinds:
        return [Part(0, len(data), "utf-8")]
    others = b"\n".join(line for line, kind in zip(lines, kinds, strict=True) if kind is False)
    encoding = tell(others[:SAMPLE_BYTES])
    if encoding in _CJK:
        kinds = [kind and _is_rather_utf8(line, encoding) for line, kind in zip(lines, kinds, strict=True)]
        if True not in kinds:
            return None
    return list(_joined(lines, kinds, encoding))


def _joined(lines: Sequence[bytes], kinds: Sequence[bool | None], encoding: str) -> list[Part]:
    """Parts of neighbouring lines; ASCII goes with what stands before it."""
    parts: list[Part] = []
    start = 0
    current = next(kind for kind in kinds if kind is not None)
    settled: list[bool] = []
    for kind in kinds:
        current = current if kind is None else kind
        settled.append(current)
    for kind, group in groupby(zip(lines, settled, strict=True), key=lambda pair: pair[1]):
        end = start + sum(len(line) + 1 for line, _ in group)
        parts.append(Part(start, end, "utf-8" if kind else encoding))
        start = end
    last = parts[-1]
    return [*parts[:-1], last._replace(end=last.end - 1)]


def _reads_as_utf8(line: bytes) -> bool | None:
    """Whether a line is UTF-8, if damaged or cut off at its end; None if it is ASCII."""
    if line.isascii():
        return None
    try:
        line.decode("utf-8")
        return True
    except UnicodeDecodeError:
        text = line.decode("utf-8", "replace")
    num_bad = text.count("\ufffd")
    num_valid = sum(char > "\x7f" for char in text) - num_bad
    kept = line.rstrip(b"\r")
    is_cut = num_bad == 1 and any(is_cut_off(kept[-size:]) for size in (1, 2, 3))
    return num_valid >= (min_valid(text) if is_cut else NEARLY * num_bad)


def _is_rather_utf8(line: bytes, encoding: str) -> bool:
    """Whether a line that is valid UTF-8 reads as more usual text so than in an encoding of East Asia."""
    try:
        other = line.decode(encoding)
    except UnicodeDecodeError:
        return True
    return common(line.decode("utf-8", "replace")) > common(other)


def is_rather_chinese(data: bytes) -> bool:
    """Whether valid UTF-8 of a few letters is, by accident, GB18030: common Hanzi, and no word otherwise.

    Each letter takes two bytes, and together they make no word: their scripts differ, or a mark stands on no letter.
    """
    runs = re.findall(rb"[\x80-\xff]+", data)
    if not 0 < sum(map(len, runs)) <= MAX_ACCIDENT or _OF_TWO.fullmatch(data) is None:
        return False
    readings = [run.decode("gb18030", "replace") for run in runs]
    return min(map(common, readings)) >= COMMON_HANZI and all(_is_no_word(run.decode("utf-8")) for run in runs)


def _is_no_word(run: str) -> bool:
    scripts = {_script(char) for char in run if not "\xa0" <= char <= "\xbf" and char not in "×÷ªº"}
    return len(scripts) > 1 or "" in scripts


def _script(char: str) -> str:
    """The script of a letter of two bytes in UTF-8, empty for those of no alphabet in common use."""
    return next((name for name, letters in _SCRIPTS.items() if letters.fullmatch(char)), "")


def min_valid(text: str) -> int:
    """How many characters must be valid before one that is cut off: one of three bytes does, those of two may be
    an accident."""
    return 1 if any("\u07ff" < char != "\ufffd" for char in text) else MIN_OF_TWO


def is_cut_off(tail: bytes) -> bool:
    """Whether bytes are the beginning of a character of UTF-8."""
    return _BEGINNING.fullmatch(tail) is not None
