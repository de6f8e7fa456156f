"""From the OCR head's cells to a Reading, of pages of any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from glyph.models.ocr.full_width import with_full_width_figures
from glyph.models.ocr.head import CellOutput, OCRHead
from glyph.models.ocr.reading import Reading, doubts, group_means, merge_votes, reading_order
from glyph.models.ocr.separators import with_separators
from glyph.models.ocr.word_gaps import starts_word
from glyph.models.page_encoder import PageEncoder
from glyph.text.charset import Charset

VOTE_PROB = 0.02  # cells less sure than this cast no vote
PRESENT = 0.3  # votes of less in all are for no character; a centre between cells gathers fewer than it should
SURE_NAME = 0.98  # probability of a name from which no other is thought of
BAND_PX, MARGIN_PX = 1024, 64  # a tall page is read in bands, each seen with a margin wider than what a cell sees
MAX_BAND_AREA, MIN_BAND_PX = 1 << 21, 128  # bands of wide pages are lower


@dataclass(frozen=True, slots=True)
class Votes:
    """M cells that see a character's centre."""

    boxes: Tensor  # float32 [M, 4] xyxy px of the page
    presence: Tensor  # float32 [M]
    features: Tensor  # [M, F]


@torch.no_grad()
def read_cells(head: OCRHead, cells: CellOutput, charset: Charset) -> list[Reading]:
    """One reading for every page of a batch, from the cells that ``head`` gave."""
    return [_reading(head, votes_of(head, cells, page), charset) for page in range(len(cells.presence))]


@torch.no_grad()
def read_bands(encoder: PageEncoder, pixel_values: Tensor, charset: Charset, merge: int | None = None) -> Reading:
    """Read one page [1, 1, H, W] of any size, sides multiples of the (merged) patch, in bounded memory.

    ``pixel_values`` are float in 0..1, or uint8.
    """
    parts = list(_votes_by_band(encoder, pixel_values, merge))
    votes = Votes(
        torch.cat([part.boxes for part in parts]),
        torch.cat([part.presence for part in parts]),
        torch.cat([part.features for part in parts]),
    )
    return _reading(encoder.ocr_head, votes, charset)


def _votes_by_band(encoder: PageEncoder, pixel_values: Tensor, merge: int | None) -> Iterator[Votes]:
    height, width = pixel_values.shape[2:]
    band_px = min(BAND_PX, max(MIN_BAND_PX, MAX_BAND_AREA // width // MIN_BAND_PX * MIN_BAND_PX))
    for top in range(0, height, band_px):
        first, last = max(top - MARGIN_PX, 0), min(top + band_px + MARGIN_PX, height)
        pixels = pixel_values[:, :, first:last]
        cells = encoder.cells(pixels if pixels.is_floating_point() else pixels.float() / 255.0, merge)
        inside = slice(
            (top - first) // encoder.ocr_head.cell_px[0], (top - first + band_px) // encoder.ocr_head.cell_px[0]
        )
        band = CellOutput(cells.features[:, inside], cells.presence[:, inside], cells.geometry[:, inside])
        votes = votes_of(encoder.ocr_head, band, 0)
        yield Votes(votes.boxes + votes.boxes.new_tensor([0, top, 0, top]), votes.presence, votes.features)


def votes_of(head: OCRHead, cells: CellOutput, page: int) -> Votes:
    """The cells of a page that may hold a character's centre."""
    prob = torch.sigmoid(cells.presence[page])
    rows, columns = (prob > VOTE_PROB).nonzero(as_tuple=True)
    boxes = head.boxes(cells.geometry[page, rows, columns], rows, columns)
    return Votes(boxes, prob[rows, columns], cells.features[page, rows, columns])


def _reading(head: OCRHead, votes: Votes, charset: Charset) -> Reading:
    boxes = votes.boxes.cpu().numpy().astype(np.float32)
    leaders, total = merge_votes(boxes, votes.presence.cpu().numpy(), threshold=0.0)
    present = total >= PRESENT
    kept, missed = leaders[present], leaders[~present]
    doubt = doubts(boxes[kept], boxes[missed], total[~present])
    features = votes.features[torch.from_numpy(kept).to(votes.features.device)]
    ids, probs = (found.cpu() for found in head.name(features))
    unsure = (probs[:, 0] < SURE_NAME).numpy()
    others = np.full(len(ids), "", object)
    others[unsure] = list(charset.decode(ids[unsure, 1].numpy()))
    order, lines = reading_order(boxes[kept])
    own = own_signs(probs[:, 0], torch.from_numpy(total[present]), torch.from_numpy(doubt)).numpy()[order]
    signs = np.column_stack([own, group_means(own[:, 0], lines)])
    confidences = head.confidence(torch.from_numpy(signs).to(head.calibration.device)).cpu().numpy()
    chars = charset.decode(ids[:, 0].numpy()[order])
    placed = boxes[kept][order]
    reading = Reading(
        chars, placed, confidences, lines, starts_word(chars, placed, lines),
        signs, head.grouping.cpu().numpy(), tuple(others[order]),
    )  # fmt: skip
    return with_separators(with_full_width_figures(reading))


def own_signs(name_prob: Tensor, votes: Tensor, doubt: Tensor) -> Tensor:
    """What tells by themselves whether characters [K] are right: float32 [K, NUM_SIGNS - 1].

    The last sign of a character is the mean of the first over its line: where all others are sure, it is right oftener.

    Args:
        name_prob: of the likeliest class.
        votes: for there being a character at all; one too many where another may have been taken for it.
        doubt: that another stands near it that was not read.

    Returns:
        Log-odds of all three being well, log-odds of the presence, log of there being no other, votes too many.
    """
    sure, present, alone = (x.clamp(1e-4, 1 - 1e-4) for x in (name_prob, votes, 1 - doubt))
    crowded = (votes - 1).clamp(min=0.0)
    return torch.stack([torch.logit(sure * present * alone), torch.logit(present), alone.log(), crowded], -1).float()
