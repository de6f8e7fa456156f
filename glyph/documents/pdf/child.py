"""The child process that runs pdfium for ``glyph.documents.pdf.file``: it may hang or crash, its parent may not.

Run as a script, never imported, and importing nothing of glyph. ``argv[1]`` is JSON: ``path``, ``memory_mib``,
``sys_path``. It answers on stdout with a JSON line, once for the file (``pages``) and then for each JSON line of stdin
(``page`` from 0, ``images`` none/scanned/all, ``dpi``, ``max_chars``, ``max_pixels``, ``max_side_px``, ``seconds``);
a page's line is followed by its arrays and pixels as bytes. An ``error`` in the line takes the place of all else.
Forms are not initialised, so no JavaScript runs; nothing is fetched or written.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from array import array
from typing import Any, BinaryIO

BOLD, ITALIC, MONO, BREAK = 1, 2, 4, 8  # bits of a character's style; BREAK: a hyphen that ends a line
MONO_NAMES = ("courier", "mono", "nimbusmon", "consol", "menlo", "cmtt", "cmsltt", "typewriter")
FONT_FIXED_PITCH, FONT_ITALIC, FORCE_BOLD = 1, 1 << 6, 1 << 18  # font descriptor flags (ISO 32000-1, table 123)
ALARM_GRACE_S = 10  # after the parent's own limit, in case the parent is gone
FEW_CHARS, SCANNED_CHARS = 10, 100  # fewer than this are hardly text; on a page that is mostly one image
MAX_OBJECTS = 10_000  # looked at to tell a scanned page
OPEN_ERRORS = {2: "cannot be read", 3: "is damaged or not a PDF", 4: "is protected by a password", 5: "is encrypted"}

Blobs = list[bytes]


def limit_memory(mib: int) -> None:
    """Cap the address space, and write no core file, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in ((resource.RLIMIT_AS, mib << 20), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            continue  # macOS refuses some


def open_pdf(path: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ValueError(OPEN_ERRORS.get(error.err_code or 0, "has no readable pages")) from None


def read_page(pdf: Any, request: dict[str, Any]) -> tuple[dict[str, Any], Blobs]:
    """One page's characters, and its image where the request asks for one."""
    import pypdfium2

    try:
        page = pdf[request["page"]]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise ValueError("is damaged") from None
    try:
        blobs, num_readable = read_characters(text_page, request["max_chars"])
        scanned = num_readable < SCANNED_CHARS and is_scanned(page, num_readable)
        header = {
            "chars": len(blobs[0]) // 4,
            "bbox": page.get_bbox(),
            "rotation": page.get_rotation(),
            "size_pt": page.get_size(),
            "scanned": scanned,
            "image": None,
        }
        if request["images"] == "all" or (request["images"] == "scanned" and scanned):
            header["image"], pixels = draw(page, request)
            blobs.append(pixels)
    finally:
        text_page.close()
        page.close()
    return header, blobs


def read_characters(text_page: Any, max_chars: int) -> tuple[Blobs, int]:
    """Arrays of K characters: UTF-16 or UTF-32 units, boxes [K, 4] (left, bottom, right, top; pt), font sizes, styles.

    Returns:
        The four arrays as bytes, and how many of the characters can be read.

    Raises:
        ValueError: if the page holds more than ``max_chars``.
    """
    import pypdfium2.raw as pdfium

    num_chars = text_page.count_chars()
    if num_chars > max_chars:
        raise ValueError(f"holds more than {max_chars:,} characters")
    units, boxes, sizes, styles = array("I"), array("f"), array("f"), array("B")
    rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    last: int | None = -1
    size, style, num_readable = 0.0, 0, 0
    for k in range(num_chars):
        unit = pdfium.FPDFText_GetUnicode(text_page, k)
        units.append(unit)
        blank = unit in (9, 10, 13, 32, 160)
        if not blank:
            num_readable += unit > 32 and unit not in (0xFFFD, 0xFFFE, 0xFFFF)
            text_object = ctypes.cast(pdfium.FPDFText_GetTextObject(text_page, k), ctypes.c_void_p).value
            if text_object != last:
                last = text_object
                pdfium.FPDFText_GetMatrix(text_page, k, matrix)
                size = pdfium.FPDFText_GetFontSize(text_page, k) * (matrix.c**2 + matrix.d**2) ** 0.5
                style = font_style(text_page, k)
        box = (0.0, 0.0, 0.0, 0.0)
        if not blank:
            tight = pdfium.FPDFText_GetCharBox(text_page, k, left, right, bottom, top)
            loose = pdfium.FPDFText_GetLooseCharBox(text_page, k, rect)
            if tight and loose:
                box = (
                    min(left.value, rect.left), min(bottom.value, rect.bottom),
                    max(right.value, rect.right), max(top.value, rect.top),
                )  # fmt: skip
            elif tight:
                box = (left.value, bottom.value, right.value, top.value)
        boxes.extend(box)
        sizes.append(size)
        is_break = unit == 2 and pdfium.FPDFText_IsHyphen(text_page, k) == 1
        styles.append(style | (BREAK if is_break else 0))
    return [units.tobytes(), boxes.tobytes(), sizes.tobytes(), styles.tobytes()], num_readable


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


def is_scanned(page: Any, num_readable: int) -> bool:
    """Whether a page of few characters shows something else: a large image, or, with hardly any text, anything."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    page_area = max(1e-6, (right - left) * (top - bottom))
    for k in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        found = pdfium.FPDFPage_GetObject(page, k)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if num_readable < FEW_CHARS:
            return True
        bounds = [ctypes.c_float() for _ in range(4)]
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) and pdfium.FPDFPageObj_GetBounds(
            found, *bounds
        ):
            x0, y0, x1, y1 = (bound.value for bound in bounds)
            width = min(x1, right) - max(x0, left)
            height = min(y1, top) - max(y0, bottom)
            if width > 0 and height > 0 and width * height > page_area / 2:
                return True
    return False


def draw(page: Any, request: dict[str, Any]) -> tuple[tuple[int, int], bytes]:
    """The page in grey: (height, width) and its H x W pixels."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    width_pt, height_pt = page.get_size()
    width, height = (max(1.0, side * request["dpi"] / 72) for side in (width_pt, height_pt))
    shrink = min(1.0, request["max_side_px"] / max(width, height), (request["max_pixels"] / (width * height)) ** 0.5)
    w, h = (max(1, min(int(side * shrink + 0.5), request["max_side_px"])) for side in (width, height))
    bitmap = pypdfium2.PdfBitmap.new_native(w, h, pdfium.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, w, h)
    flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE | pdfium.FPDF_RENDER_LIMITEDIMAGECACHE
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, w, h, 0, flags)
    pixels = bytes(bitmap.buffer)
    if bitmap.stride != w:
        pixels = b"".join(pixels[row * bitmap.stride : row * bitmap.stride + w] for row in range(h))
    bitmap.close()
    return (h, w), pixels


def answer(out: BinaryIO, header: dict[str, Any], blobs: Blobs) -> None:
    out.write(json.dumps(header).encode() + b"\n")
    for blob in blobs:
        out.write(blob)
    out.flush()


def main() -> None:
    options = json.loads(sys.argv[1])
    sys.path[:] = options["sys_path"]
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that pdfium prints may get between the answers
    limit_memory(options["memory_mib"])
    try:
        pdf = open_pdf(options["path"])
        answer(out, {"pages": len(pdf)}, [])
    except (ValueError, OSError, ImportError, MemoryError) as error:
        return answer(
            out, {"error": str(error) or "needs too much memory", "missing_package": isinstance(error, ImportError)}, []
        )
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if hasattr(signal, "alarm"):
            signal.alarm(int(request["seconds"]) + ALARM_GRACE_S)
        try:
            header, blobs = read_page(pdf, request)
        except (ValueError, OSError, MemoryError) as error:
            header, blobs = {"error": str(error) or "needs too much memory"}, []
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        answer(out, header, blobs)


if __name__ == "__main__":
    main()
