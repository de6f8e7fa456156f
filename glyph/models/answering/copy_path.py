"""Copy path: relates the page's units to the question in two dimensions, and points at what to copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from glyph.models.answering.question_encoder import QuestionEncoder
from glyph.models.attention import Attend, AttentionBlock
from glyph.text.words import MATCH_FEATURES, UNIT_CHARS

# Attention slopes per type height at the start: (vertical, horizontal). Steep in one direction, flat in the
# other makes a head that looks along its row or its column.
HEAD_SLOPES = ((2.0, 0.02), (0.02, 1.0), (0.5, 0.2), (0.02, 0.02))


MAX_TURNS = 8  # copies of one answer that are told apart


@dataclass(frozen=True)
class Copied:
    """What M answers have copied before their next step."""

    num_spans: Tensor  # int64 [M]
    units: Tensor  # float32 [M, U] 1 at copied units

    @classmethod
    def nothing(cls, mask: Tensor) -> Copied:
        """For M answers that begin; ``mask`` is [M, U]."""
        return cls(
            torch.zeros(len(mask), dtype=torch.int64, device=mask.device), torch.zeros_like(mask, dtype=torch.float)
        )

    def after(self, start: Tensor, end: Tensor, happens: Tensor) -> Copied:
        """With one span more, from unit ``start`` [M] to ``end`` [M], for the rows where it ``happens`` (bool [M])."""
        place = torch.arange(self.units.shape[1], device=self.units.device)
        span = (place >= start[:, None]) & (place <= end[:, None]) & happens[:, None]
        return Copied(self.num_spans + happens, torch.maximum(self.units, span.float()))

    def at(self, rows: Tensor) -> Copied:
        """Some of the rows."""
        return Copied(self.num_spans[rows], self.units[rows])


class UnitEncoder(nn.Module):
    """A small transformer over [registers, question units, page units].

    Two page units attend with a learnt bias per head that falls with their vertical and horizontal distance,
    by direction: what a table asks of its reader (FINDINGS: plain attention learns no row-by-column lookup).
    Page units carry their characters, their visual token and how they match the question.
    """

    def __init__(
        self,
        num_classes: int,
        vision_width: int,
        width: int = 128,
        depth: int = 4,
        num_heads: int = 4,
        num_registers: int = 4,
        question: Mapping[str, int] | None = None,
    ) -> None:
        """
        Args:
            num_classes: size of the charset.
            vision_width: of visual tokens.
            width: of units and registers.
            depth: blocks.
            num_heads: of each block.
            num_registers: positions that carry what was seen to the language model.
            question: ``width``, ``depth`` and ``num_heads`` of a ``QuestionEncoder``; None: questions are spelled only.
        """
        super().__init__()
        self.width, self.num_registers = width, num_registers
        self.char = nn.Embedding(num_classes + 1, 32, padding_idx=0)
        self.spell = nn.Sequential(nn.Linear(32 * UNIT_CHARS, width), nn.GELU(), nn.Linear(width, width))
        self.see = nn.Linear(vision_width, width)
        self.match = nn.Linear(MATCH_FEATURES, width)
        self.part = nn.Embedding(3, width)  # register, question, page
        self.registers = nn.Parameter(torch.randn(num_registers, width) * 0.02)
        self.question = None if question is None else QuestionEncoder(num_classes, num_registers, width, **question)
        self.blocks = nn.ModuleList(RelationalBlock(width, num_heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)

    def spelling(self, chars: Tensor) -> Tensor:
        """[..., UNIT_CHARS] character ids to [..., width]."""
        return self.spell(self.char(chars).flatten(-2))

    def forward(
        self,
        question_chars: Tensor,
        question_mask: Tensor,
        unit_chars: Tensor,
        unit_boxes: Tensor,
        unit_mask: Tensor,
        unit_visual: Tensor,
        match: Tensor,
        partner: Tensor,
        document: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Relate B questions to D documents.

        Args:
            question_chars: int64 [B, Q, UNIT_CHARS].
            question_mask: bool [B, Q].
            unit_chars: int64 [D, U, UNIT_CHARS].
            unit_boxes: float32 [D, U, 4] xyxy in type heights, the pages of a document one below the other.
            unit_mask: bool [D, U].
            unit_visual: [D, U, vision_width] visual token under each unit.
            match: float32 [B, U, MATCH_FEATURES], see ``match_features``.
            partner: int64 [B, U] the unit of the question that each matches, from 1 on; 0 for none.
            document: int64 [B] the document of each question.

        Returns:
            Registers [B, R, width] and page-unit states [B, U, width].
        """
        batch, asked = question_chars.shape[:2]
        # index_select: unlike indexing, it sums the gradients of one document's questions always in one order
        page = (self.spelling(unit_chars) + self.see(unit_visual)).index_select(0, document) + self.match(match)
        question = self.spelling(question_chars)
        registers = self.registers.expand(batch, -1, -1)
        if self.question is not None:
            told, understood, roles = self.question(question_chars, question_mask, found_of(match, partner, asked))
            registers, question = registers + told, question + understood
            page = page + F.one_hot(partner, 1 + asked)[..., 1:].to(roles.dtype) @ roles
        parts = (registers, question, page)
        x = torch.cat([part + self.part.weight[i] for i, part in enumerate(parts)], dim=1)
        lead = self.num_registers + asked
        mask = torch.cat([question_mask.new_ones(batch, self.num_registers), question_mask, unit_mask[document]], dim=1)
        closed = torch.zeros(mask.shape, device=x.device).masked_fill(~mask, -1e4)[:, None, None]
        distances = unit_distances(unit_boxes)
        order = torch.arange(asked, device=x.device)
        order_gap = (order[:, None] - order[None]).abs().float()
        for block in self.blocks:
            assert isinstance(block, RelationalBlock)
            x = block(x, block.attention(x.shape[1], closed, distances, document, order_gap, lead))
        x = self.norm(x)
        return x[:, : self.num_registers], x[:, lead:]


def found_of(match: Tensor, partner: Tensor, asked: int) -> Tensor:
    """For each unit of the question, its best match on the page.

    Args:
        match: float32 [B, U, F] match features of the page's units.
        partner: int64 [B, U] 1 + the index of the question's unit that each page unit matches; 0 for none.
        asked: Q, the number of units of a question.

    Returns:
        [B, Q, F] the maximum of each feature over the page units that match the question's unit; 0 where none does.
    """
    found = match.new_zeros(len(match), 1 + asked, match.shape[-1])
    return found.scatter_reduce(1, partner[..., None].expand_as(match), match, "amax")[:, 1:]


def unit_distances(boxes: Tensor) -> Tensor:
    """[4, D, U, U] how far unit j lies above, below, left and right of unit i; 0 where they overlap in that axis."""
    x0, y0, x1, y1 = boxes.unbind(-1)
    middle = (y0 + y1) / 2
    down = middle[:, None, :] - middle[:, :, None]
    right = (x0[:, None, :] - x1[:, :, None]).clamp(min=0)
    left = (x0[:, :, None] - x1[:, None, :]).clamp(min=0)
    return torch.stack([(-down).clamp(min=0), down.clamp(min=0), left, right]).clamp(max=60.0)


class RelationalBlock(AttentionBlock):
    """Attention with a learnt bias per head, by the distance of units on the page and of words in the question."""

    def __init__(self, width: int, num_heads: int) -> None:
        super().__init__(width, num_heads)
        slopes = torch.tensor([HEAD_SLOPES[h % len(HEAD_SLOPES)] for h in range(num_heads)])
        directed = slopes.repeat_interleave(2, dim=1)  # above, below, left, right
        self.slopes = nn.Parameter(torch.log(torch.expm1(directed)))  # softplus keeps them positive
        self.order_slope = nn.Parameter(torch.zeros(num_heads))

    def attention(
        self, num: int, closed: Tensor, distances: Tensor, document: Tensor, order_gap: Tensor, lead: int
    ) -> Attend:
        """How ``num`` positions attend: [registers, question units, page units], of which ``lead`` before the page's.

        Args:
            num: N.
            closed: [B, 1, 1, N] added to the scores: very negative at padding.
            distances: [4, D, U, U] see ``unit_distances``.
            document: int64 [B].
            order_gap: [Q, Q] how far apart units of the question stand.
            lead: N - U.
        """

        def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
            # one bias a document, then one a question in the precision of the products: the large array is written once
            by_document = F.pad(-torch.einsum("ha,aduv->dhuv", F.softplus(self.slopes), distances), (lead, 0, lead, 0))
            before = lead - order_gap.shape[0]
            by_order = F.pad(-self.order_slope[:, None, None] * order_gap, (before, num - lead, before, num - lead))
            bias = (by_document + by_order).to(q.dtype).index_select(0, document)
            q = q * q.shape[-1] ** -0.5
            scores = q @ k.transpose(-1, -2) + bias + closed.to(q.dtype)
            return scores.softmax(dim=-1).to(v.dtype) @ v

        return attend


class Pointer(nn.Module):
    """From a language-model state to the first and last unit of a span, and back to an embedding of what was copied.

    A query knows how many spans its answer has copied before, and units copied before carry a learnt bias
    (coverage, arXiv 1704.04368): an operation on two figures must not take the same one twice.
    """

    def __init__(self, language_width: int, unit_width: int) -> None:
        super().__init__()
        self.gate = nn.Linear(language_width, 1)
        self.start_query, self.start_key = nn.Linear(language_width, unit_width), nn.Linear(unit_width, unit_width)
        self.end_query, self.end_key = nn.Linear(language_width, unit_width), nn.Linear(unit_width, unit_width)
        self.from_start = nn.Linear(unit_width, unit_width)
        self.turn = nn.Embedding(MAX_TURNS, unit_width)
        self.coverage = nn.Parameter(torch.zeros(2))
        self.embed = nn.Linear(2 * unit_width, language_width)
        self.scale = unit_width**-0.5

    def start_logits(self, states: Tensor, units: Tensor, mask: Tensor, copied: Copied) -> Tensor:
        """[M, U] for language states [M, H], units [M, U, W], their mask bool [M, U] and what was copied before."""
        query = self.start_query(states) + self.turn(copied.num_spans.clamp(max=MAX_TURNS - 1))
        return self._score(query, self.start_key(units), mask) + self.coverage[0] * copied.units

    def end_logits(self, states: Tensor, units: Tensor, mask: Tensor, copied: Copied, start: Tensor) -> Tensor:
        """[M, U], given the first unit [M]; units before it are closed."""
        rows = torch.arange(len(units), device=units.device)
        query = self.end_query(states) + self.from_start(units[rows, start])
        query = query + self.turn(copied.num_spans.clamp(max=MAX_TURNS - 1))
        after = torch.arange(units.shape[1], device=units.device) >= start[:, None]
        return self._score(query, self.end_key(units), mask & after) + self.coverage[1] * copied.units

    def embedding(self, units: Tensor, start: Tensor, end: Tensor) -> Tensor:
        """[M, H] of the span that was copied, fed to the language model in its place."""
        rows = torch.arange(len(units), device=units.device)
        return self.embed(torch.cat([units[rows, start], units[rows, end]], dim=-1))

    def _score(self, query: Tensor, keys: Tensor, mask: Tensor) -> Tensor:
        scores = torch.einsum("mw,muw->mu", query, keys).float() * self.scale
        return scores.masked_fill(~mask, -1e4)
