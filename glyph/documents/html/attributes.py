"""What the attributes of an element say."""

from __future__ import annotations

import re

from justhtml import Node

from glyph.documents.html.tags import WS
from glyph.documents.model import Align
from glyph.documents.scripts import ScriptKind

MAX_SIZE_PX = 4096

_INTEGER = re.compile(rf"[{WS}]*([+-]?)0*([0-9]{{1,9}})")
_PIXELS = re.compile(rf"[{WS}]*\+?0*([0-9]{{1,9}})(?:\.[0-9]*)?(?:px)?[{WS}]*")
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_SPACE_STYLE = re.compile(r"white-space\s*:\s*(pre-line|pre|pre-wrap|break-spaces)\s*(?:;|!|$)", re.IGNORECASE)
_RAISED_STYLE = re.compile(
    r"vertical-align\s*:\s*(?:super|text-top|0?\.[3-9]|[1-9][\d.]*(?:pt|px|ex|%))|(?:^|;)\s*(?:top\s*:\s*-|bottom\s*:\s*\+?)0?[.1-9]",
    re.IGNORECASE,
)
_LOWERED_STYLE = re.compile(
    r"vertical-align\s*:\s*(?:sub|-[\d.])|(?:^|;)\s*(?:bottom\s*:\s*-|top\s*:\s*\+?)0?[.1-9]", re.IGNORECASE
)
_RELATIVE_STYLE = re.compile(r"vertical-align|position\s*:\s*relative", re.IGNORECASE)
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


def is_struck(style: str) -> bool:
    return _STRUCK_STYLE.search(style) is not None


def white_space(style: str) -> str:
    """``pre`` where a style keeps blanks and line ends, ``pre-line`` where it keeps line ends, else nothing."""
    match = _SPACE_STYLE.search(style)
    if match is None:
        return ""
    return "pre-line" if match[1].lower() == "pre-line" else "pre"


def script_of(style: str) -> ScriptKind | None:
    """Whether a style raises or lowers text against its line, None if neither."""
    if not _RELATIVE_STYLE.search(style):
        return None
    return "sup" if _RAISED_STYLE.search(style) else "sub" if _LOWERED_STYLE.search(style) else None
