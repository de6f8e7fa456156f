"""PageQA: the whole network. Pages in, answers out: vision, OCR head, projector, language model and copy path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import Cache, PreTrainedModel

from glyph.models.answering.copy_path import Copied, Pointer, UnitEncoder
from glyph.models.answering.packing import PACKABLE, Packing
from glyph.models.answering.projector import Projector
from glyph.models.inputs.batch import COPY, IMAGE, REGISTER, QABatch
from glyph.models.language import cache_argument
from glyph.models.page_encoder import PageEncoder

IGNORED = -100
MAX_STEPS = 24  # of an answer


@dataclass
class Prefix:
    """What the model knows before it answers."""

    embeddings: Tensor  # [B, T, H] the language model's inputs
    units: Tensor  # [B, U, W] states of page units, related to the question
    unit_mask: Tensor  # bool [B, U]


Opening = Sequence["int | None"]  # the first steps of an answer: a token id, or None for a span of the model's choice


@dataclass
class Generated:
    """Answers as steps: a token id, or the first and last unit of a copied span; and how sure each step was."""

    steps: list[list[int | tuple[int, int]]]
    probs: list[list[float]]
    attention: Tensor  # float32 [B, U] the most that any copy, or the answer's first step, pointed at a unit


class PageQA(nn.Module):
    """Answers questions about page images.

    The language model reads [visual tokens, question, registers] and then, at each step, either writes a
    token or copies a span of what the OCR head found on the pages (pointer-generator, arXiv 1704.04368). The
    registers carry what the copy path has seen of question and page together.
    """

    def __init__(
        self,
        encoder: PageEncoder,
        projector: Projector,
        language: PreTrainedModel,
        copy_path: UnitEncoder,
        use_copy: bool = True,
    ) -> None:
        """
        Args:
            encoder: backbone with OCR head.
            projector: into the language model's width.
            language: a causal LM, maybe with adapters.
            copy_path: relates units to questions.
            use_copy: False leaves every answer to be spelled by the language model.
        """
        super().__init__()
        width = int(language.config.hidden_size)
        if projector.language_width != width:
            raise ValueError(f"projector gives width {projector.language_width}, but the language model takes {width}")
        self.encoder, self.projector, self.language, self.copy_path = encoder, projector, language, copy_path
        self.pointer = Pointer(width, copy_path.width)
        self.register_map = nn.Linear(copy_path.width, width)
        self.use_copy = use_copy
        self.cache_argument = cache_argument(language)

    def prefix(self, batch: QABatch, tokens: Tensor | None = None) -> Prefix:
        """Relate pages to questions.

        Args:
            batch: maybe without pages; then its units are all that is known of them.
            tokens: what the encoder gave for the pages; they are looked at where not given.
        """
        embeddings = self.language.get_input_embeddings()(batch.input_ids)
        if len(batch.pixel_values):
            tokens = self.encoder(batch.pixel_values, batch.grid_sizes)[0] if tokens is None else tokens
            page, row, column = batch.unit_tokens.unbind(-1)
            seen = tokens[page, row.clamp(max=tokens.shape[1] - 1), column.clamp(max=tokens.shape[2] - 1)]
            visual = self._visual_tokens(tokens, batch)
            shown = torch.cat([visual[int(d)] for d in batch.document]).to(embeddings.dtype)
            embeddings = embeddings.masked_scatter((batch.slots == IMAGE)[..., None], shown)
        else:
            seen = batch.match.new_zeros(*batch.unit_mask.shape, self.encoder.width)
        registers, units = self.copy_path(
            batch.question_chars, batch.question_mask, batch.unit_chars, batch.unit_boxes, batch.unit_mask, seen,
            batch.match, batch.partner, batch.document,
        )  # fmt: skip
        registers = self.register_map(registers).to(embeddings.dtype)
        embeddings = embeddings.masked_scatter((batch.slots == REGISTER)[..., None], registers)
        return Prefix(embeddings, units, batch.unit_mask[batch.document])

    def _visual_tokens(self, tokens: Tensor, batch: QABatch) -> list[Tensor]:
        """Per document, [N, H] projected tokens of its pages, without the padding of the batch."""
        merge = self.projector.merge
        parts: dict[int, list[Tensor]] = {}
        for page, (rows, columns) in enumerate(batch.grid_sizes.tolist()):
            grid = self.projector(tokens[page : page + 1, :rows, :columns])
            assert grid.shape[1] * grid.shape[2] == rows * columns // merge**2, (
                "the collator and the projector disagree"
            )
            parts.setdefault(int(batch.page_document[page]), []).append(grid.flatten(0, 2))
        return [torch.cat(parts[d]) for d in sorted(parts)]

    def forward(self, batch: QABatch, tokens: Tensor | None = None) -> dict[str, Tensor]:
        """Teacher-forced losses of a batch; see ``prefix`` for ``tokens``.

        Returns:
            ``language`` (cross-entropy a token), ``gate`` and ``pointer`` losses, and ``step_accuracy``, the share
            of answer steps that come first by greedy choice given the right past.
        """
        prefix = self.prefix(batch, tokens)
        embeddings = prefix.embeddings
        units, mask = prefix.units, prefix.unit_mask
        copies = (batch.slots == COPY).nonzero(as_tuple=True)
        spans = batch.copy_labels[copies[0], copies[1] - 1]
        copied = self.pointer.embedding(units[copies[0]], spans[:, 0], spans[:, 1])
        embeddings = embeddings.index_put(copies, copied.to(embeddings.dtype))
        hidden = self._taught_states(embeddings, batch.attention_mask)
        scored = batch.gate_labels != IGNORED
        states, gates = hidden[scored], batch.gate_labels[scored]
        labels, spans, row = batch.labels[scored], batch.copy_labels[scored], scored.nonzero(as_tuple=True)[0]
        gate_logits = self.pointer.gate(states).squeeze(-1).float()
        text, point = gates == 0, gates == 1
        vocabulary = self._vocabulary(states[text])
        before = copied_before(gates, spans, row, mask)
        args = states[point], units[row[point]], mask[row[point]], before.at(point.nonzero()[:, 0])
        first, last = self.pointer.start_logits(*args), self.pointer.end_logits(*args, spans[point, 0])
        right = (gate_logits > 0) == (gates == 1)
        right[text] &= vocabulary.argmax(-1) == labels[text]
        right[point] &= (first.argmax(-1) == spans[point, 0]) & (last.argmax(-1) == spans[point, 1])
        losses = {
            "language": _mean_cross_entropy(vocabulary, labels[text]),
            "gate": F.binary_cross_entropy_with_logits(gate_logits, gates.float()) if len(gates) else gate_logits.sum(),
            "pointer": _mean_cross_entropy(first, spans[point, 0]) + _mean_cross_entropy(last, spans[point, 1]),
            "step_accuracy": right.float().mean().detach() if len(right) else gate_logits.new_zeros(()),
        }
        return losses

    def _taught_states(self, embeddings: Tensor, attention_mask: Tensor) -> Tensor:
        """States [B, T, H] of whole sequences; padding, nearly half of them, is left out where the model allows."""
        if self.language.config.model_type not in PACKABLE:
            return self._decode(embeddings, attention_mask)[0]
        packing = Packing.of(attention_mask)
        out = self.language.base_model(
            inputs_embeds=packing.pack(embeddings),
            attention_mask=packing.mask(embeddings.dtype),
            position_ids=packing.positions,
            use_cache=False,
        )
        return packing.unpack(out.last_hidden_state.to(self.register_map.weight.dtype))

    def _decode(
        self, embeddings: Tensor, attention_mask: Tensor, cache: Cache | None = None, use_cache: bool = False
    ) -> tuple[Tensor, Cache | None]:
        """States [B, t, H] of the last t positions, in the dtype of our own layers, and the cache after them."""
        positions = (attention_mask.long().cumsum(dim=-1) - 1).clamp(min=0)[:, -embeddings.shape[1] :]
        out = self.language.base_model(
            inputs_embeds=embeddings,
            attention_mask=attention_mask.long(),
            position_ids=positions,
            use_cache=use_cache,
            **{self.cache_argument: cache},
        )
        return out.last_hidden_state.to(self.register_map.weight.dtype), out.get(self.cache_argument)

    def _vocabulary(self, states: Tensor) -> Tensor:
        """float32 logits [..., V] of the next token, from states [..., H]."""
        head = self.language.get_output_embeddings()
        logits: Tensor = head(states.to(head.weight.dtype)).float()
        return logits

    @torch.no_grad()
    def probability(self, batch: QABatch, prefix: Prefix, openings: Sequence[Sequence[int]]) -> Tensor:
        """How likely each answer is to begin with the tokens of its opening: the product of its steps' probabilities.

        Args:
            batch: without taught answers.
            prefix: what ``prefix(batch)`` gave.
            openings: token ids, at least one, of every answer.

        Returns:
            float32 [B].
        """
        length = max(map(len, openings))
        counts = batch.attention_mask.new_tensor([[k < len(o) for k in range(length)] for o in openings])
        tokens = batch.input_ids.new_tensor([[*o, *[0] * (length - len(o))] for o in openings])
        written = self.language.get_input_embeddings()(tokens[:, :-1]).to(prefix.embeddings.dtype)
        attention = torch.cat([batch.attention_mask, counts[:, :-1]], dim=1)
        states = self._decode(torch.cat([prefix.embeddings, written], dim=1), attention)[0][:, -length:]
        logits = self._vocabulary(states)
        spelled = F.cross_entropy(logits.flatten(0, 1), tokens.flatten(), reduction="none").view(tokens.shape)
        can_copy = (prefix.unit_mask.any(dim=1) & self.use_copy)[:, None]
        kept = F.softplus(self.pointer.gate(states).squeeze(-1).float()) * can_copy  # -log(1 - sigmoid)
        return (-(spelled + kept) * counts).sum(dim=1).exp()

    @torch.no_grad()
    def generate(
        self, batch: QABatch, prefix: Prefix, eos_id: int, max_steps: int = MAX_STEPS, openings: Sequence[Opening] = ()
    ) -> Generated:
        """Answer greedily.

        Args:
            batch: without taught answers.
            prefix: what ``prefix(batch)`` gave.
            eos_id: ends an answer.
            max_steps: an answer that has not ended by then is cut there.
            openings: of every answer, how it begins; none leaves all to the model, as does a copy where nothing can be
                copied.
        """
        embeddings, attention = prefix.embeddings, batch.attention_mask
        num = len(embeddings)
        looked = torch.zeros(prefix.unit_mask.shape, device=embeddings.device)
        out = Generated([[] for _ in range(num)], [[] for _ in range(num)], looked)
        done = torch.zeros(num, dtype=torch.bool, device=embeddings.device)
        cache: Cache | None = None
        has_units = prefix.unit_mask.any(dim=1)
        before = Copied.nothing(prefix.unit_mask)
        for number in range(max_steps):
            hidden, cache = self._decode(embeddings, attention, cache, use_cache=True)
            state = hidden[:, -1]
            copy_prob = torch.sigmoid(self.pointer.gate(state).squeeze(-1).float()) * has_units * self.use_copy
            vocabulary = self._vocabulary(state).softmax(-1)
            copies, token = copy_prob > 0.5, vocabulary.argmax(-1)
            for b, opening in enumerate(openings):
                if number < len(opening):
                    step = opening[number]
                    copies[b] = step is None and bool(has_units[b]) and self.use_copy
                    token[b] = token[b] if step is None else step
            text_prob = vocabulary.gather(1, token[:, None])[:, 0]
            args = state, prefix.units, prefix.unit_mask, before
            pointed = self.pointer.start_logits(*args).softmax(-1)
            start_prob, start = pointed.max(-1)
            end_prob, end = self.pointer.end_logits(*args, start).softmax(-1).max(-1)
            counts = ((copies & ~done) | (number == 0)) & has_units
            out.attention = torch.maximum(out.attention, pointed * counts[:, None])
            prob = torch.where(copies, copy_prob * start_prob * end_prob, (1 - copy_prob) * text_prob)
            for b in (~done).nonzero()[:, 0].tolist():
                if not copies[b] and int(token[b]) == eos_id:
                    done[b] = True
                    continue
                out.steps[b].append((int(start[b]), int(end[b])) if copies[b] else int(token[b]))
                out.probs[b].append(float(prob[b]))
            if bool(done.all()):
                break
            written = self.language.get_input_embeddings()(token)
            copied = self.pointer.embedding(prefix.units, start, end).to(written.dtype)
            before = before.after(start, end, copies & ~done)
            embeddings = torch.where(copies[:, None], copied, written)[:, None]
            attention = torch.cat([attention, attention.new_ones(num, 1)], dim=1)
        return out


def copied_before(gates: Tensor, spans: Tensor, rows: Tensor, mask: Tensor) -> Copied:
    """What each answer step finds copied, given the steps of all answers one after the other.

    Args:
        gates: int64 [S] 1 where the step copies.
        spans: int64 [S, 2] first and last unit of what it copies.
        rows: int64 [S] the answer of each step, ascending.
        mask: bool [B, U] units of each answer.
    """
    state = Copied.nothing(mask[rows])
    num_spans, units = state.num_spans, state.units
    for step in range(1, len(rows)):
        if rows[step] != rows[step - 1]:
            continue
        num_spans[step], units[step] = num_spans[step - 1], units[step - 1]
        if gates[step - 1] == 1:
            num_spans[step] += 1
            units[step, spans[step - 1, 0] : spans[step - 1, 1] + 1] = 1.0
    return Copied(num_spans, units)


def _mean_cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy over the rows there are; zero, with a gradient path, where there are none."""
    return F.cross_entropy(logits, labels) if len(labels) else logits.sum()
