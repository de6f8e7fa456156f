"""Find where an answer stands in its document."""

from __future__ import annotations

from glyph.documents.cjk import is_cjk
from glyph.documents.model import SourceSpan
from glyph.text.numbers import whole_numbers


def _joined(before: str, after: str) -> bool:
    """Whether two neighbouring characters belong to one word or number; Han characters stand alone."""
    return all(char.isalnum() and (char.isdigit() or not is_cjk(char)) for char in (before, after))


def _is_whole(source: str, start: int, end: int) -> bool:
    """Whether no word or number is cut by the range's ends."""
    before, after = source[max(0, start - 1) : start], source[end : end + 1]
    if (before and _joined(before, source[start])) or (after and _joined(source[end - 1], after)):
        return False
    return whole_numbers(source, start, end) == (start, end)


def locate_answer(source: str, answer: str) -> SourceSpan | None:
    """Find an answer in a source text.

    Args:
        source: text of the document.
        answer: what to find, as printed; white space around it is dropped.

    Returns:
        Its first occurrence as whole words and numbers ("12" is not found in "2012", "12.5" or "-12";
        Chinese text has no word borders), or None.
    """
    answer = answer.strip()
    start = source.find(answer) if answer else -1
    while start >= 0:
        if _is_whole(source, start, start + len(answer)):
            return start, start + len(answer)
        start = source.find(answer, start + 1)
    return None
