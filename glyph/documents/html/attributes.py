"""What the attributes of an element say."""

from __future__ import annotations

import re

from justhtml import Node

from glyph.documents.html.tags import WS
from glyph.documents.model import Align

MAX_SIZE_PX = 4096

_INTEGER = re.compile(rf"[{WS}]*([+-]?)0*([0-9]{{1,9}})")
_PIXELS = re.compile(rf"[{WS}]*\+?0*([0-9]{{1,9}})(?:\.[0-9]*)?(?:px)?[{WS}]*")
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_TEXT_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)


def is_hidden(node: Node) -> bool:
    attrs = node.attrs or {}
    if not attrs:
        return node.name == "dialog"
    return (
        "hidden" in attrs
        or (attrs.get("aria-hidden") or "").lower() == "true"
        or _HIDING_STYLE.search(attrs.get("style") or "") is not None
        or (node.name == "dialog" and "open" not in attrs)
    )


def integer(node: Node, name: str, default: int) -> int:
    match = _INTEGER.match((node.attrs or {}).get(name) or "")
    return int(match[1] + match[2]) if match else default


def pixels(node: Node, name: str) -> int | None:
    match = _PIXELS.fullmatch((node.attrs or {}).get(name) or "")
    return max(1, min(int(match[1]), MAX_SIZE_PX)) if match else None


def align(node: Node, inherited: Align) -> Align:
    attrs = node.attrs or {}
    style = _TEXT_ALIGN.search(attrs.get("style") or "")
    match (style[1] if style else attrs.get("align") or "").strip(WS).lower():
        case "right" | "end":
            return "right"
        case "center" | "middle":
            return "center"
        case "left" | "start" | "justify":
            return "left"
    return inherited
