"""The characters and the ruled lines of a page, as the pdfium child sends them; ``child`` loads this file."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

BOLD, ITALIC, MONO, BREAK = 1, 2, 4, 8  # bits of a character's style; BREAK: a hyphen that ends a line
MONO_NAMES = ("courier", "mono", "nimbusmon", "consol", "menlo", "cmtt", "cmsltt", "typewriter")
FONT_FIXED_PITCH, FONT_ITALIC, FORCE_BOLD = 1, 1 << 6, 1 << 18  # font descriptor flags (ISO 32000-1, table 123)
BLANKS = (9, 10, 13, 32, 160)
MIN_BAD, BAD_SHARE = 3, 0.01  # characters of no meaning that make a page's text unreadable
MAX_RULE_PT, MIN_RULE_PT = 2.5, 4.0  # thickness of a ruled line at most, its length at least
MAX_PATH_PARTS = 20_000  # of a page's drawings, looked at for ruled lines
MAX_FORM_DEPTH = 4

WHITE, DARK = 250, 130  # of 255: all colours of a white line, the brightest of a dark one

Blobs = list[bytes]
Colour = tuple[int, int, int, int]
Box = tuple[float, float, float, float]  # left, bottom, right, top; pt
Matrix = tuple[float, float, float, float, float, float]

_drain = deque[Any](maxlen=0).extend  # runs an iterator in C


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that takes plain addresses: called by ``map``, it is several times quicker."""
    import pypdfium2.raw as pdfium

    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


def read_characters(text_page: Any, max_chars: int) -> tuple[Blobs, int]:
    """Arrays of K characters in drawing order.

    UTF-16 or UTF-32 units (uint32), tight boxes (left, right, bottom, top; float64 [K, 4]), loose boxes (left, top,
    right, bottom; float32 [K, 4]), origins (x, y; float64 [K, 2]), matrices of the text (a to f; float32 [K, 6]), font
    sizes before these (float32; all pt) and styles (uint8).

    Returns:
        The seven arrays as bytes, and how many of the characters can be read.

    Raises:
        ValueError: if the page holds more than ``max_chars``.
    """
    num_chars = text_page.count_chars()
    if num_chars > max_chars:
        raise ValueError(f"holds more than {max_chars:,} characters")
    c_page, c_int = ctypes.c_void_p, ctypes.c_int
    page = ctypes.cast(text_page.raw, c_page).value
    places = range(num_chars)
    unit_of = _function("FPDFText_GetUnicode", ctypes.c_uint, c_page, c_int)
    size_of = _function("FPDFText_GetFontSize", ctypes.c_double, c_page, c_int)
    units = array("I", map(unit_of, repeat(page), places))
    blobs = [units.tobytes()]
    for name, c_type, num_values, is_struct in (
        ("FPDFText_GetCharBox", ctypes.c_double, 4, False),
        ("FPDFText_GetLooseCharBox", ctypes.c_float, 4, True),
        ("FPDFText_GetCharOrigin", ctypes.c_double, 2, False),
        ("FPDFText_GetMatrix", ctypes.c_float, 6, True),
    ):
        num_pointers, width = 1 if is_struct else num_values, ctypes.sizeof(c_type)
        call = _function(name, c_int, c_page, c_int, *[ctypes.c_void_p] * num_pointers)
        values = (c_type * (num_values * num_chars))()
        first = ctypes.addressof(values)
        row = num_values * width
        pointers = [range(first + k * width, first + k * width + row * num_chars, row) for k in range(num_pointers)]
        if num_chars:
            _drain(map(call, repeat(page), places, *pointers))
        blobs.append(bytes(values))
    blobs += [array("f", map(size_of, repeat(page), places)).tobytes(), _styles(text_page, page, units)]
    counts = Counter(units)
    num_readable = sum(n for unit, n in counts.items() if unit > 32 and unit not in (160, 0xFFFD, 0xFFFE, 0xFFFF))
    return blobs, num_readable


def is_unreadable(units: bytes) -> bool:
    """Whether a page's text says something else than what is seen: many of its words hold characters of no meaning.

    A sign of no meaning that stands alone, opens a word, or is repeated (a bullet, dots that lead to a number) is none
    of a word's.
    """
    text = array("I", units)
    if not any(map(_has_no_meaning, set(text))):
        return False
    num_bad, num_all, word = 0, 0, array("I")
    for unit in (*text, 32):
        if unit not in BLANKS:
            word.append(unit)
            continue
        num_all += len(word)
        bad = [k for k, code in enumerate(word) if _has_no_meaning(code)]
        if bad and bad != [0] and not (len(set(word)) == 1 and 0xE000 <= word[0] <= 0xF8FF):
            num_bad += len(bad)
        del word[:]
    return num_bad >= MIN_BAD and num_bad >= BAD_SHARE * num_all


def _has_no_meaning(unit: int) -> bool:
    return (
        (unit < 32 and unit != 2)
        or 0x7F <= unit < 0xA0
        or 0xE000 <= unit <= 0xF8FF
        or 0xDB80 <= unit <= 0xDBFF  # the high half of a private use character
        or unit in (0xFFFD, 0xFFFE, 0xFFFF)
    )


def _styles(text_page: Any, page: int | None, units: array[int]) -> bytes:
    """The style bits of each character."""
    import pypdfium2.raw as pdfium

    pointer = ctypes.c_void_p
    object_of = _function("FPDFText_GetTextObject", pointer, pointer, ctypes.c_int)
    font_of = _function("FPDFTextObj_GetFont", pointer, pointer)
    fonts = list(map(font_of, map(object_of, repeat(page), range(len(units)))))
    looks = {font: font_style(text_page, fonts.index(font)) if font else 0 for font in set(fonts)}
    styles = bytearray(map(looks.__getitem__, fonts))
    for k in (k for k, unit in enumerate(units) if unit == 2) if 2 in units else ():
        styles[k] |= BREAK * (pdfium.FPDFText_IsHyphen(text_page, k) == 1)
    return bytes(styles)


def font_style(text_page: Any, k: int) -> int:
    """Style bits told from the name and flags of the font of character ``k``."""
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, k, name, len(name), flags)
    text = name.value.decode("utf-8", "replace").lower() if 0 < length <= len(name) else ""
    bold = any(word in text for word in ("bold", "black", "heavy", "cmbx", "simhei")) or flags.value & FORCE_BOLD > 0
    italic = any(word in text for word in ("italic", "oblique")) or flags.value & FONT_ITALIC > 0
    mono = any(word in text for word in MONO_NAMES) or flags.value & FONT_FIXED_PITCH > 0
    return BOLD * bold | ITALIC * italic | MONO * mono


def read_rules(page: Any) -> array[float]:
    """Ruled lines, upright or level, as flat boxes [R * 4] (left, bottom, right, top; pt).

    What is thin but of a colour that also fills areas is a strip of shading, not a rule; nor is what is white.
    """
    import pypdfium2.raw as pdfium

    rules, strips = array("f"), list[tuple[Colour, Box]]()
    area_colours: set[Colour] = set()
    budget = MAX_PATH_PARTS
    pending: list[tuple[Any, Matrix, int]] = [(page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)]
    while pending:
        parent, outer, depth = pending.pop()
        for found, kind in _drawings(parent, is_page=depth == 0):
            budget -= 1
            if budget < 0:
                break
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                pending.append((found, _times(_matrix(found), outer), depth + 1))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                budget -= max(0, pdfium.FPDFPath_CountSegments(found))
                fill, stroke = ctypes.c_int(), ctypes.c_int()
                pdfium.FPDFPath_GetDrawMode(found, fill, stroke)
                is_stroked = bool(stroke.value)
                colour = _colour(found, is_stroked)
                if budget < 0 or not (fill.value or is_stroked) or min(colour[:3]) >= WHITE or colour[3] == 0:
                    continue
                for box, is_thin in _path_boxes(found, _times(_matrix(found), outer), is_stroked):
                    if is_stroked and is_thin:
                        rules.extend(box)
                    elif is_thin:
                        strips.append((colour, box))
                    elif fill.value:
                        area_colours.add(colour)
    for colour, box in strips:
        if colour not in area_colours or max(colour[:3]) < DARK:
            rules.extend(box)
    return rules


def _drawings(parent: Any, is_page: bool) -> Iterator[tuple[Any, int]]:
    """The paths and forms of a page or a form, and their types."""
    import pypdfium2.raw as pdfium

    pointer = ctypes.c_void_p
    counter = pdfium.FPDFPage_CountObjects if is_page else pdfium.FPDFFormObj_CountObjects
    index = ctypes.c_int if is_page else ctypes.c_ulong
    getter = _function("FPDFPage_GetObject" if is_page else "FPDFFormObj_GetObject", pointer, pointer, index)
    type_of = _function("FPDFPageObj_GetType", ctypes.c_int, pointer)
    address = ctypes.cast(parent.raw if is_page else parent, pointer).value
    found = list(map(getter, repeat(address), range(max(0, counter(parent)))))
    for place, kind in zip(found, map(type_of, found), strict=True):
        if place and kind in (pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH):
            yield ctypes.cast(place, pdfium.FPDF_PAGEOBJECT), kind


def _colour(found: Any, is_stroked: bool) -> Colour:
    import pypdfium2.raw as pdfium

    getter = pdfium.FPDFPageObj_GetStrokeColor if is_stroked else pdfium.FPDFPageObj_GetFillColor
    values = [ctypes.c_uint() for _ in range(4)]
    if not getter(found, *values):
        return 0, 0, 0, 255
    red, green, blue, alpha = (value.value for value in values)
    return red, green, blue, alpha


def _path_boxes(path: Any, matrix: Matrix, is_stroked: bool) -> Iterator[tuple[Box, bool]]:
    """The parts of a path that make rules, and whether they do; where it is stroked, also its lines one by one."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for k in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, k)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y) or not math.isfinite(x.value + y.value):
            continue
        point = (
            matrix[0] * x.value + matrix[2] * y.value + matrix[4],
            matrix[1] * x.value + matrix[3] * y.value + matrix[5],
        )
        if kind == pdfium.FPDF_SEGMENT_LINETO and points:
            points.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        else:  # a new part, or a curve, which parts what is straight
            yield from _part_boxes(points, is_stroked)
            points = [point]
    yield from _part_boxes(points, is_stroked)


def _part_boxes(points: list[tuple[float, float]], is_stroked: bool) -> Iterator[tuple[Box, bool]]:
    if len(points) < 2:
        return
    whole = _bounds(points)
    if min(whole[2] - whole[0], whole[3] - whole[1]) > MAX_RULE_PT:
        yield whole, False
        boxes = [_bounds(points[k : k + 2]) for k in range(len(points) - 1)] if is_stroked else []
    else:
        boxes = [whole]
    for box in boxes:
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) <= MAX_RULE_PT and max(width, height) >= MIN_RULE_PT:
            yield box, True


def _bounds(points: list[tuple[float, float]]) -> Box:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix(found: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(found, matrix):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
