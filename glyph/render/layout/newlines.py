"""Newline marks: line ends painted as a mark in running text, so that no space is lost at the end of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glyph.documents.model import NO_SOURCE, Block, Document, Span


def mark_newlines(document: Document, mark: str) -> Document:
    """The document with each line end in and between its paragraphs painted as ``mark``; other blocks stay."""
    blocks: list[Block] = []
    run: list[Block] = []
    for block in (*document.blocks, None):
        if block is not None and block.kind == "paragraph":
            run.append(block)
            continue
        if run:
            blocks.append(_joined(run, document.source, mark))
            run = []
        if block is not None:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _joined(blocks: Sequence[Block], source: str, mark: str) -> Block:
    spans: list[Span] = []
    end = -1
    for block in blocks:
        if spans:
            start = block.spans[0].start if block.spans else -1
            count = source.count("\n", end, start) if 0 <= end <= start else 1
            spans.append(Span(f" {mark}" * max(count, 1) + " ", NO_SOURCE))
        for span in block.spans:
            at = 0
            for line in span.text.split("\n"):
                if at:
                    spans.append(Span(f" {mark} ", NO_SOURCE))
                spans.append(span.part(at, at + len(line)))
                at += len(line) + 1
            end = span.end if span.start >= 0 else end
    return replace(blocks[0], spans=tuple(spans))
