"""``glyph ask``: questions about a file, each with its answer, confidence, evidence and review mark."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from glyph.cli.files import to_ask_about
from glyph.readers.answer import Answer
from glyph.readers.load import load
from glyph.render.flags import OneLineParser, exit_status

EPILOG = """Pages are counted from 1, among those the answer was read from: the file's own, or those that a document was
drawn as. Boxes are x0, y0, x1, y1 in px from the top left of the page, half-open. JSON: a list of {"question",
"answer", "confidence", "pages", "evidence": [{"page", "box"}], "needs_review", "reason", "visual_tokens"}."""


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = OneLineParser("Ask questions, in English or Chinese, about a document or a page image.")
    parser.prog, parser.epilog = "glyph ask", EPILOG
    parser.add_argument("file", type=Path, help="an image, a PDF, text, Markdown, HTML, source code or JSON Lines")
    parser.add_argument("questions", nargs="+", metavar="question", help='such as "What was revenue in 2023?"')
    parser.add_argument("--model", default="base", metavar="NAME", help="base, or the model folder of a run")
    parser.add_argument("--device", default="cpu", help="where the model runs, such as cuda; default: cpu")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(argv)


def as_json(question: str, answer: Answer) -> dict[str, Any]:
    """An answer in plain values."""
    evidence = [{"page": page + 1, "box": [round(float(side), 1) for side in box]} for page, box in answer.evidence]
    return {
        "question": question,
        "answer": answer.text,
        "confidence": round(answer.confidence, 4),
        "pages": sorted({page + 1 for page, _ in answer.evidence}),
        "evidence": evidence,
        "needs_review": answer.needs_review,
        "reason": answer.reason,
        "visual_tokens": answer.visual_tokens,
    }


def as_text(question: str, answer: Answer) -> str:
    """An answer as lines for a terminal."""
    told = as_json(question, answer)
    lines = [question, f"  {answer.marked}", f"  confidence {told['confidence']:.2f}"]
    if answer.reason:
        lines.append(f"  review: {answer.reason}")
    for place in told["evidence"]:
        lines.append(f"  page {place['page']}, box {' '.join(f'{side:.0f}' for side in place['box'])} px")
    return "\n".join(lines)


def run(arguments: argparse.Namespace) -> None:
    about = to_ask_about(arguments.file)
    reader = load(arguments.model, arguments.device)
    answers = [(question, reader.answer(question, about)) for question in arguments.questions]
    if arguments.json:
        print(json.dumps([as_json(*pair) for pair in answers], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(as_text(*pair) for pair in answers))


def main(argv: Sequence[str]) -> int:
    """Ask a reader and print its answers; returns the exit status."""
    return exit_status(lambda: run(parse_arguments(argv)), (ValueError, OSError, ImportError, LookupError))
