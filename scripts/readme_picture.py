"""Draw the README's page: what a reader sees on a synthetic report, and where an answer came from.

``python scripts/readme_picture.py --model_path outputs/fin_sft/<time>/model --output docs/page.png``
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import glyph
from glyph.data.generators.reports import SyntheticReports
from glyph.readers.checkpoint import load_reader
from glyph.render.fonts import find_font
from glyph.tasks.scores import score_document

SCALE = 3
EVIDENCE = (0, 140, 60)


def draw(model_path: Path, output: Path, index: int) -> None:
    """Write the picture for one held-out report: the question it answers best."""
    reader = load_reader(model_path)
    reports = SyntheticReports(1, 1, index + 1, languages=("en",)).split("test")
    sample = reports.sample(index, np.random.default_rng(0))
    assert sample.document is not None
    pages = tuple(glyph.render(sample.document, reader.render_config))
    scored = score_document(reader, sample, pages)
    reading = reader.read(pages[:1])[0]
    worth = [
        (score.em, round(score.iou or 0.0, 1), a.confidence)
        for score, a in zip(scored.scores, scored.answers, strict=True)
    ]
    best = worth.index(max(worth))
    answer = scored.answers[best]
    page = Image.fromarray(pages[0].image).convert("RGB")
    page = page.resize((page.width * SCALE, page.height * SCALE), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(page)
    for box, sure in zip(reading.boxes, reading.confidences, strict=True):
        doubt = float(1 - sure)
        colour = (int(150 + 100 * doubt), int(190 * (1 - doubt)), int(235 * (1 - doubt)))
        pen.rectangle([float(v) * SCALE for v in box], outline=colour)
    for number, box in answer.evidence:
        if number == 0:
            pen.rectangle([float(v) * SCALE for v in box], outline=EVIDENCE, width=4)
    font = ImageFont.truetype(str(find_font("DejaVu Sans").path), 22)
    caption = [f"Q: {sample.questions[best].text}", f"A: {answer.marked}   (confidence {answer.confidence:.2f})"]
    sheet = Image.new("RGB", (page.width, page.height + 34 * len(caption) + 10), (250, 250, 250))
    sheet.paste(page, (0, 0))
    for line, text in enumerate(caption):
        ImageDraw.Draw(sheet).text((12, page.height + 6 + 34 * line), text, fill=(20, 20, 20), font=font)
    sheet.save(output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model_path", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--index", type=int, default=0, help="which held-out report")
    arguments = parser.parse_args()
    draw(arguments.model_path, arguments.output, arguments.index)
