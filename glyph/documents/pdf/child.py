"""The child process that runs pdfium for ``glyph.documents.pdf.file``: it may hang or crash, its parent may not.

Run as a script, never imported, and importing nothing of glyph but its two siblings. ``argv[1]`` is JSON: ``path``,
``memory_mib``, ``sys_path``; the first line of stdin is the password, or null. It answers on stdout with a JSON line,
once for the file (``pages``) and then for each JSON line of stdin (``page`` from 0, ``images`` none/scanned/all,
``annotations``, ``dpi``, ``max_chars``, ``max_pixels``, ``max_side_px``, ``seconds``); a page's line is followed by its
arrays and pixels as bytes. An ``error`` in the line takes the place of all else.
Form fields are set up without JavaScript; nothing is fetched or written.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

ALARM_GRACE_S = 10  # after the parent's own limit, in case the parent is gone
FEW_CHARS, SCANNED_CHARS = 10, 100  # fewer than this are hardly text; on a page that is mostly one image
MAX_OBJECTS = 10_000  # looked at to tell a scanned page
OPEN_ERRORS = {
    2: "cannot be read",
    3: "is damaged or not a PDF",
    4: "is protected by a password: give it as password=",
    5: "is encrypted",
}
PASSWORD_ERROR = 4

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


def sibling(name: str) -> ModuleType:
    """Load a module that lies beside this one; the package itself would be imported with all that it needs."""
    spec = importlib.util.spec_from_file_location(f"_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


text: Any = sibling("child_text")
forms: Any = sibling("child_forms")


def open_pdf(path: str, password: str | None) -> Any:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError as error:
        code = error.err_code or 0
        if code == PASSWORD_ERROR and password is not None:
            raise ValueError("is protected by another password than the one given") from None
        raise ValueError(OPEN_ERRORS.get(code, "has no readable pages")) from None
    forms.start_forms(pdf)
    return pdf


def read_page(pdf: Any, request: dict[str, Any], merged: dict[int, Any]) -> tuple[dict[str, Any], Blobs]:
    """One page's characters, and its image where the request asks for one.

    ``merged`` keeps what the annotations of each page held, for they are read but once.
    """
    import pypdfium2

    index = request["page"]
    try:
        page = pdf[index]
        if request["annotations"] and index not in merged:
            merged[index] = forms.merge_annotations(pdf, page)
            if merged[index] is not None:
                page.close()
                page = pdf[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise ValueError("is damaged") from None
    try:
        blobs, num_readable = text.read_characters(text_page, request["max_chars"])
        scanned = num_readable < SCANNED_CHARS and is_scanned(page, num_readable)
        unreadable = text.is_unreadable(blobs[0])
        if merged.get(index):
            blobs = forms.with_fields(blobs, merged[index])
        rules = text.read_rules(page)
        header = {
            "chars": len(blobs[0]) // 4,
            "rules": len(rules) // 4,
            "bbox": page.get_bbox(),
            "rotation": page.get_rotation(),
            "size_pt": page.get_size(),
            "scanned": scanned,
            "unreadable": unreadable,
            "image": None,
        }
        blobs.append(rules.tobytes())
        if request["images"] == "all" or (request["images"] == "scanned" and (scanned or unreadable)):
            header["image"], pixels = draw(page, request)
            blobs.append(pixels)
    finally:
        text_page.close()
        page.close()
    return header, blobs


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
        pdf = open_pdf(options["path"], json.loads(sys.stdin.buffer.readline()))
        answer(out, {"pages": len(pdf)}, [])
    except (ValueError, OSError, ImportError, MemoryError) as error:
        return answer(
            out, {"error": str(error) or "needs too much memory", "missing_package": isinstance(error, ImportError)}, []
        )
    merged: dict[int, Any] = {}
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if hasattr(signal, "alarm"):
            signal.alarm(int(request["seconds"]) + ALARM_GRACE_S)
        try:
            header, blobs = read_page(pdf, request, merged)
        except (ValueError, OSError, MemoryError) as error:
            header, blobs = {"error": str(error) or "needs too much memory"}, []
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        answer(out, header, blobs)


if __name__ == "__main__":
    main()
