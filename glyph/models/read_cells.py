"""From the OCR head's cells to a Reading."""

from __future__ import annotations

import numpy as np
import torch

from glyph.data.charset import Charset
from glyph.models.ocr_head import CellOutput, OCRHead
from glyph.models.reading import Reading, merge_votes, reading_order

VOTE_PROB = 0.08  # cells less sure than this cast no vote


@torch.no_grad()
def read_cells(head: OCRHead, cells: CellOutput, charset: Charset) -> list[Reading]:
    """Read every page of a batch.

    Args:
        head: the head that gave ``cells``.
        cells: of P pages.
        charset: names the classes.

    Returns:
        P readings.
    """
    readings = []
    for page in range(len(cells.presence)):
        prob = torch.sigmoid(cells.presence[page])
        rows, columns = (prob > VOTE_PROB).nonzero(as_tuple=True)
        boxes = head.boxes(cells.geometry[page, rows, columns], rows, columns)
        kept, presence = merge_votes(boxes.cpu().numpy(), prob[rows, columns].cpu().numpy())
        chosen = torch.from_numpy(kept).to(rows.device)
        naming = head.classify(cells.features[page, rows[chosen], columns[chosen]]).softmax(dim=-1)
        name_prob, ids = naming[:, 1:].max(dim=-1)  # class 0 stands for characters outside the set
        found = boxes[chosen].cpu().numpy().astype(np.float32)
        order, lines, space = reading_order(found)
        text = charset.decode((ids + 1).cpu().numpy()[order])
        confidence = presence[order] * name_prob.float().cpu().numpy()[order]
        readings.append(Reading(text, found[order], confidence.astype(np.float32), lines, space))
    return readings
