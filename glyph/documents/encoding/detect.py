"""Bytes of unknown encoding to text, with every byte that is none in it reported."""

from __future__ import annotations

import codecs
import logging
import re
from contextvars import ContextVar
from dataclasses import dataclass

from glyph.documents.encoding.cjk import tell_cjk
from glyph.documents.encoding.mixed import Part, is_cut_off, is_rather_chinese, min_valid, parts_of
from glyph.documents.encoding.one_byte import is_western, tell_one_byte

log = logging.getLogger(__name__)

ByteRange = tuple[int, int]  # half-open

SAMPLE_BYTES = 65_536  # from the first line that is not ASCII on: enough to tell the encoding
META_BYTES = 4_096  # of an HTML page: where it may name its encoding
MAX_CONTROL_SHARE = 0.05  # of the bytes of a text
NUM_REPORTED = 5

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# What a page means by a name: https://encoding.spec.whatwg.org/#names-and-labels, in Python's names.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "big5": "big5hkscs", "euc_kr": "cp949", "johab": "cp949", "shift_jis": "cp932",
    "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",
}  # fmt: skip
_STATEFUL = frozenset({"iso2022_jp", "iso2022_kr", "hz"})  # ASCII bytes, where escapes switch to others
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_META = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)""",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, without a byte order mark, and how it was read."""

    text: str
    encoding: str  # Python's name
    bad_bytes: tuple[ByteRange, ...]  # that are none in the encoding: U+FFFD in the text


def decode(data: bytes, name: str = "", encoding: str | None = None, html: bool = False) -> Decoded:
    """Decode a text file.

    The encoding is, in this order: the given one; that of a byte order mark; UTF-8, if the bytes are valid, or nearly;
    what an HTML page declares; what reads as usual Chinese (GB18030, Big5), Japanese (Shift-JIS, EUC-JP), Korean
    (EUC-KR) or their UTF-16; what the usual letters, or charset-normalizer, tell of the one-byte encodings, cp1252
    where there is no difference. Of a file whose lines are partly UTF-8, each line is read in its own encoding, which
    a warning tells. Bytes that are none in the encoding become U+FFFD and are named in a warning. A few characters can
    be taken for another script's; what may as well be Chinese is.

    Args:
        data: the file's bytes.
        name: of the file, for messages.
        encoding: one of Python's names; nothing is guessed, and a file may then hold control bytes.
        html: whether to heed ``<meta charset>`` and an XML declaration.

    Raises:
        ValueError: if the file is binary (has NULs or many control bytes), or Python has no such encoding.
    """
    parts = [Part(0, len(data), encoding)] if encoding is not None else _parts(data, name, html)
    texts: list[str] = []
    bad_bytes: list[ByteRange] = []
    for start, end, part_encoding in parts:
        text, bad = _decoded(data[start:end] if (start, end) != (0, len(data)) else data, part_encoding)
        texts.append(text)
        bad_bytes += ((a + start, b + start) for a, b in bad)
    usual = "utf-8" if len(parts) > 1 else parts[0].encoding
    if bad_bytes:
        places = ", ".join(str(a) for a, _ in bad_bytes[:NUM_REPORTED]) + (
            ", ..." if len(bad_bytes) > NUM_REPORTED else ""
        )
        num_bytes = sum(b - a for a, b in bad_bytes)
        log.warning("%s: %d bytes are not %s and became U+FFFD; at byte %s", name, num_bytes, usual, places)
    if others := {part.encoding for part in parts} - {usual}:
        num_lines = sum(data.count(b"\n", part.start, part.end) for part in parts if part.encoding != usual)
        log.warning("%s: about %d lines are read as %s, the others as utf-8", name, max(num_lines, 1), *others)
    whole = "".join(texts) if len(texts) > 1 else texts[0]
    return Decoded(whole if parts[0].start else whole.removeprefix("\ufeff"), usual, tuple(bad_bytes))


def _parts(data: bytes, name: str, html: bool) -> list[Part]:
    """The parts of data by encoding, behind its byte order mark."""
    marked, start = _marked(data)
    if marked is not None:
        return [Part(start, len(data), marked)]
    encoding = _detected(data, name, html)
    return encoding if isinstance(encoding, list) else [Part(0, len(data), encoding)]


def _marked(data: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark tells, and the mark's length."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None, 0


def _detected(data: bytes, name: str, html: bool) -> str | list[Part]:
    """The encoding of data without a byte order mark, or its parts where it has two."""
    if b"\0" in data:
        return _utf16(data, name)
    head = data[:SAMPLE_BYTES]
    if len(head) - len(head.translate(None, _CONTROL)) > MAX_CONTROL_SHARE * len(head):
        raise _binary(name, "many control bytes")
    declared = _declared(data) if html else None
    if data.isascii():
        if declared in _STATEFUL:
            return declared
        return "iso2022_jp" if b"\x1b$" in data and not _decoded(data, "iso2022_jp")[1] else "utf-8"
    try:
        data.decode("utf-8")
        return "gb18030" if is_rather_chinese(data) else "utf-8"
    except UnicodeDecodeError:
        pass
    if declared is None and (parts := parts_of(data, _tell)) is not None:
        return parts if len(parts) > 1 else "utf-8"
    if _reads_as_utf8(data):
        return "utf-8"
    sample = _sample(data)
    return declared or _tell(sample, is_cut=len(sample) < len(data))


def _tell(sample: bytes, is_cut: bool = False) -> str:
    """The encoding of text that is not UTF-8."""
    cjk = None if is_western(sample) else tell_cjk(sample, is_cut)
    return cjk or tell_one_byte(sample)


def _binary(name: str, why: str) -> ValueError:
    return ValueError(f"{name or 'data'}: not a text file: it holds {why}; give its encoding if it is one")


def _utf16(data: bytes, name: str) -> str:
    """Which UTF-16 a file with NULs is in, where it is one: its text has no NULs, and mostly usual characters."""
    sample = data[:SAMPLE_BYTES]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        text, bad = _decoded(sample[: len(sample) // 2 * 2], encoding)
        num_usual = sum(char.isprintable() or char.isspace() for char in text)
        has_ascii = high.count(0) > 0
        if has_ascii and "\0" not in text and not bad[:-1] and num_usual >= 0.95 * len(text) and len(data) % 2 == 0:
            return encoding
    raise _binary(name, "NUL bytes")


def _reads_as_utf8(data: bytes) -> bool:
    """Whether data is UTF-8 but for bytes that are few beside its valid characters, or cut off at its end."""
    data = _sample(data)
    text, bad = _decoded(data, "utf-8")
    num_bad = sum(b - a for a, b in bad)
    num_valid = sum(char > "\x7f" for char in text) - text.count("\ufffd")
    is_cut = [end for _, end in bad] == [len(data)] and is_cut_off(data[bad[0][0] :])
    return num_valid >= (min_valid(text) if is_cut else 8 * num_bad)


def _declared(data: bytes) -> str | None:
    """The encoding that an HTML page names, None if it names none that Python has, or UTF-8."""
    match = _META.search(data[:META_BYTES])
    if match is None:
        return None
    try:
        named = codecs.lookup((match[1] or match[2]).decode("ascii")).name
        meant = _MEANT.get(named, named)
        b"a".decode(meant, "replace")  # refuses codecs that are no text encodings
    except (LookupError, ValueError):
        return None
    return None if meant == "utf-8" else meant


def _sample(data: bytes) -> bytes:
    """Some of the data from the line of the first byte that is not ASCII on."""
    match = re.search(rb"[\x80-\xff]", data)
    start = data.rfind(b"\n", 0, match.start()) + 1 if match else 0
    start = max(start, match.start() - SAMPLE_BYTES // 2) if match else 0
    return data[start : start + SAMPLE_BYTES]


_bad: ContextVar[list[ByteRange]] = ContextVar("_bad")


def _note(error: UnicodeError) -> tuple[str, int]:
    """The error handler that puts U+FFFD and notes where; of neighbouring ranges it makes one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    ranges = _bad.get()
    start = ranges.pop()[0] if ranges and ranges[-1][1] == error.start else error.start
    ranges.append((start, error.end))
    return "\ufffd", error.end


codecs.register_error("glyph.note", _note)


def _decoded(data: bytes, encoding: str) -> tuple[str, list[ByteRange]]:
    """The text, as ``errors="replace"`` gives it, and where the bad bytes stand."""
    token = _bad.set([])
    try:
        return data.decode(encoding, "glyph.note"), _bad.get()
    except (LookupError, UnicodeError) as error:
        raise ValueError(f"encoding={encoding!r} is unknown or cannot decode: {error}") from None
    finally:
        _bad.reset(token)
