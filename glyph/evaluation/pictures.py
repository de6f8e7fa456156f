"""Pictures of predictions: pages with the answer's evidence drawn on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from glyph.render.fonts import find_font
from glyph.tasks.scores import Prediction

RIGHT, WRONG, LABELLED = (0, 140, 60), (210, 40, 30), (60, 110, 230)
CAPTION_PX = 13


def evidence_picture(prediction: Prediction, scale: int = 1) -> NDArray[np.uint8]:
    """The page where the answer stands, uint8 [H, W, 3]: found evidence in green or red, labelled in blue."""
    labelled = [
        (p, b)
        for span in prediction.question.evidence
        for p, page in enumerate(prediction.pages)
        for b in page.boxes_of(span)
    ]
    shown = [*prediction.answer.evidence, *labelled]
    number = shown[0][0] if shown else 0
    page = Image.fromarray(prediction.pages[number].image).convert("RGB")
    page = page.resize((page.width * scale, page.height * scale))
    draw = ImageDraw.Draw(page)
    for p, box in labelled:
        if p == number:
            draw.rectangle([float(v) * scale + d for v, d in zip(box, (-3, -3, 2, 2), strict=True)], outline=LABELLED)
    for p, box in prediction.answer.evidence:
        if p == number:
            draw.rectangle([float(v) * scale for v in box], outline=RIGHT if prediction.score.em else WRONG, width=2)
    return np.asarray(page)


def contact_sheet(predictions: Sequence[Prediction], columns: int = 3, rows: int = 4) -> Image.Image:
    """A sheet of predictions spread over the list, each a page with question, answer and reference under it."""
    chosen = [predictions[int(i)] for i in np.linspace(0, len(predictions) - 1, min(columns * rows, len(predictions)))]
    path = str(find_font("Noto Sans CJK SC").path)
    font = ImageFont.truetype(path, CAPTION_PX, layout_engine=ImageFont.Layout.BASIC)  # Raqm fails on odd answers
    pictures = [evidence_picture(p) for p in chosen]
    width = max(picture.shape[1] for picture in pictures) + 10
    height = max(picture.shape[0] for picture in pictures) + 4 * (CAPTION_PX + 5) + 10
    sheet = Image.new("RGB", (width * columns, height * -(-len(chosen) // columns)), (245, 245, 245))
    draw = ImageDraw.Draw(sheet)
    for k, (prediction, picture) in enumerate(zip(chosen, pictures, strict=True)):
        x, y = k % columns * width + 5, k // columns * height + 5
        sheet.paste(Image.fromarray(picture), (x, y))
        y += picture.shape[0] + 2
        answer = f"{prediction.answer.marked}  ({prediction.answer.confidence:.2f})"
        question = prediction.question.text
        captions = [question[:58], question[58:116], f"read: {answer}"[:60], f"true: {prediction.question.answer}"[:60]]
        for line, text in enumerate(captions):
            colour = (RIGHT if prediction.score.em else WRONG) if line == 2 else (40, 40, 40)
            draw.text((x, y + line * (CAPTION_PX + 4)), text, fill=colour, font=font)
    return sheet


def write_predictions(predictions: Sequence[Prediction], folder: Path) -> None:
    """``predictions.png`` and ``predictions.jsonl`` in a run folder."""
    contact_sheet(predictions).save(folder / "predictions.png")
    with (folder / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for p in predictions:
            row = {
                "id": p.sample.id, "kind": p.question.kind, "question": p.question.text, "answer": p.question.answer,
                "prediction": p.answer.text, "confidence": round(p.answer.confidence, 4), "em": p.score.em,
                "evidence_iou": p.score.iou, "needs_review": p.answer.needs_review, "reason": p.answer.reason,
                "evidence": [[page, *(round(float(v), 1) for v in box)] for page, box in p.answer.evidence],
            }  # fmt: skip
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
