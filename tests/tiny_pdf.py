"""Small PDFs written by hand, well-formed or hostile as a test asks."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
MEDIA_BOX = b"/MediaBox [0 0 300 200]"


def pdf_bytes(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects (each the bytes between "obj" and "endobj"); object 1 is the catalog."""
    out, starts = b"%PDF-1.7\n", {}
    for number, body in sorted(objects.items()):
        starts[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, xref = max(objects) + 1, len(out)
    rows = [b"%010d 00000 n \n" % starts[n] if n in starts else b"0000000000 65535 f \n" for n in range(size)]
    table = b"xref\n0 %d\n%s" % (size, b"".join(rows))
    return out + table + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, xref)


def stream(content: bytes, packed: bool = False, keys: bytes = b"") -> bytes:
    """A stream object's body; ``keys`` are written into its dictionary."""
    content = zlib.compress(content, 9) if packed else content
    keys += b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), keys, content)


def pages_pdf(
    contents: Sequence[bytes], page_keys: bytes = MEDIA_BOX, packed: bool = False, font: bytes = HELVETICA
) -> bytes:
    """One page a content stream, with ``font`` as /F1, Courier as /F2 and bold Helvetica as /F3.

    ``page_keys`` are written into each page.
    """
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: font}
    objects[4], objects[5] = (HELVETICA.replace(b"Helvetica", name) for name in (b"Courier", b"Helvetica-Bold"))
    kids = []
    for k, content in enumerate(contents):
        page, body = 10 + 2 * k, 11 + 2 * k
        kids.append(b"%d 0 R" % page)
        resources = b"/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >>"
        objects[page] = b"<< /Type /Page /Parent 2 0 R %s %s /Contents %d 0 R >>" % (resources, page_keys, body)
        objects[body] = stream(content, packed)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return pdf_bytes(objects)


def text_at(x: float, y: float, text: str, size: float = 12) -> bytes:
    """Content that shows Latin-1 text with its origin at (x, y) pt."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("latin-1")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, escaped)


def image_of(width: float, height: float) -> bytes:
    """Content that shows a small grey image at the page's origin, stretched to a size in pt."""
    return b"q %g 0 0 %g 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x20\x80\xa0\xf0 EI Q\n" % (width, height)
