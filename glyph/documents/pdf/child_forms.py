"""What stands in a page's annotations: values of form fields and typed notes; see ``child``, which loads this file.

Annotations are made part of the page (in memory only), so that they are drawn and read like the rest of it. A tick
box becomes ``☑`` or ``☐``, and a value that is not drawn is added as text in its field's place.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Blobs = list[bytes]
Box = tuple[float, float, float, float]  # left, bottom, right, top; pt

HIDDEN = 1 << 1 | 1 << 5  # annotation flags Hidden and NoView (ISO 32000-1, table 165)
PASSWORD = 1 << 13  # text field flag (table 228)
CHECKED, UNCHECKED = "☑", "☐"
MAX_ANNOTATIONS = 5_000  # of a page
MAX_VALUE, MAX_VALUES = 20_000, 500_000  # characters of one value, and of all values of a page
CHAR_EM, LINE_EM, DESCENT_EM = 0.5, 1.2, 0.2  # of values that no appearance gives a place
MAX_SIZE_PT = 12.0


@dataclass(frozen=True)
class Field:
    """A form field or a typed note."""

    box: Box
    text: str
    is_button: bool = False


def start_forms(pdf: Any) -> None:
    """Set up form fields, without JavaScript."""
    import pypdfium2.raw as pdfium

    if pdf.get_formtype() != pdfium.FORMTYPE_NONE:
        pdf.init_forms(pdfium.FPDF_FORMFILLINFO(version=2))


def merge_annotations(pdf: Any, page: Any) -> list[Field] | None:
    """Make typed notes and form fields part of the page, which has to be opened again to be read.

    Returns:
        What it held; None if there is nothing of the kind.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    kinds = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)
    form = pdf.formenv.raw if pdf.formenv else None
    fields: list[Field] = []
    is_seen = False
    for k in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, k)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind in kinds and not pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN:
            is_seen = True
            field = _field(form, annotation, kind)
            fields += [field] if field else []
        pdfium.FPDFPage_CloseAnnot(annotation)
    if not is_seen:
        return None
    bitmap = pypdfium2.PdfBitmap.new_native(1, 1, pdfium.FPDFBitmap_Gray)  # drawing makes appearances that lack
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 1, 1, 0, pdfium.FPDF_ANNOT)
    bitmap.close()
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    return fields


def _field(form: Any, annotation: Any, kind: int) -> Field | None:
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, rect):
        return None
    box = (
        min(rect.left, rect.right), min(rect.bottom, rect.top), max(rect.left, rect.right), max(rect.bottom, rect.top)
    )  # fmt: skip
    if kind != pdfium.FPDF_ANNOT_WIDGET:
        text = _string(lambda *to: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *to))
        return Field(box, text) if text.strip() and kind == pdfium.FPDF_ANNOT_FREETEXT else None
    if form is None:
        return None
    field_type = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if field_type in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return Field(box, CHECKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else UNCHECKED, True)
    is_text = field_type in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX)
    if not is_text or pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD:
        return None
    text = _string(lambda *to: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *to))
    return Field(box, text) if text.strip() else None


def _string(getter: Callable[..., int]) -> str:
    import pypdfium2.raw as pdfium

    size = min(getter(None, 0), 2 * MAX_VALUE)
    if size < 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    getter(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").split("\0", 1)[0]


def with_fields(blobs: Blobs, fields: list[Field]) -> Blobs:
    """The arrays of ``read_characters`` with ticks for buttons, and with the values that the page does not show."""
    units, tight, loose, origins, matrices, sizes, styles = blobs
    codes, boxes, styled = array("I", units), array("d", tight), bytearray(styles)
    floats, points, ems = array("f", loose), array("d", origins), array("f", sizes)
    turns = array("f", matrices)
    num_chars = len(codes)
    for field in fields:
        inside = _inside(boxes, field.box)
        shown = "".join(chr(codes[k]) for k in inside if codes[k] < 0x110000)
        if field.is_button:
            for k in inside:
                codes[k] = 32
        elif _shows(shown, field.text):
            continue
        if len(codes) > num_chars + MAX_VALUES:
            break
        for char, (left, bottom, right, top), size in _placed(field):
            codes.append(ord(char))
            boxes.extend((left, right, bottom, top))
            floats.extend((left, top, right, bottom))
            points.extend((left, bottom + DESCENT_EM * size))
            turns.extend((1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
            ems.append(size)
            styled.append(0)
    values: list[array[Any]] = [codes, boxes, floats, points, turns, ems]
    return [value.tobytes() for value in values] + [bytes(styled)]


def _inside(boxes: array[float], field: Box) -> list[int]:
    """Which characters' centres lie in a field's box; ``boxes`` [K * 4] are (left, right, bottom, top)."""
    left, bottom, right, top = field
    return [
        k // 4
        for k in range(0, len(boxes), 4)
        if left <= (boxes[k] + boxes[k + 1]) / 2 <= right and bottom <= (boxes[k + 2] + boxes[k + 3]) / 2 <= top
    ]


def _shows(shown: str, value: str) -> bool:
    """Whether a field shows something of its value; a format may have changed how it is written."""
    wanted = {char for char in value if char.isalnum()}
    return bool(wanted & set(shown)) or (not wanted and bool(shown.strip()))


def _placed(field: Field) -> list[tuple[str, Box, float]]:
    """The characters of a value, each with the box that it may have, and the font size."""
    left, bottom, right, top = field.box
    if field.is_button:
        return [("\n", (0.0, 0.0, 0.0, 0.0), 0.0), (field.text, field.box, max(top - bottom, 1.0))]
    lines = [line for line in field.text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    size = max(1.0, min(MAX_SIZE_PT, (top - bottom) / LINE_EM / max(len(lines), 1)))
    placed: list[tuple[str, Box, float]] = []
    for number, line in enumerate(lines):
        step = min(CHAR_EM * size, (right - left) / len(line))
        y = top - (number + 1) * LINE_EM * size
        placed.append(("\n", (0.0, 0.0, 0.0, 0.0), size))
        placed += [(char, (left + k * step, y, left + (k + 1) * step, y + size), size) for k, char in enumerate(line)]
    return placed
