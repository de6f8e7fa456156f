"""Review: which answers a person should look at, and why.

Three things speak against an answer. What contradicts it, by the rules that its reader was given: hardly any such
answer is right, so little is left of its confidence. What casts doubt on it, by the same rules: the answer may be right
and is to be looked at all the same. And little confidence, without a reason that can be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glyph.models.ocr.reading import Reading
from glyph.readers.answer import Answer
from glyph.readers.rules.asked import shortened
from glyph.readers.rules.named import GENERAL
from glyph.readers.rules.protocol import Rule, Verdict

REVIEW_CONFIDENCE = 0.79  # answers less sure than this are to be looked at; by validation, see benchmarks/review.py
AGAINST = 0.02  # of its confidence that an answer keeps when something contradicts it; by validation too


def review(
    answer: Answer,
    question: str,
    readings: Sequence[Reading],
    rules: Sequence[Rule] = GENERAL,
    threshold: float = REVIEW_CONFIDENCE,
    passed_over: Answer | None = None,
) -> Answer:
    """Say whether an answer needs a person's look, and why; what contradicts it lowers its confidence.

    Args:
        answer: as composed; one that says already why it needs review keeps that reason.
        question: what was asked.
        readings: of the pages that it was answered from, in order.
        rules: that judge it; with none, only its confidence and whether it could be worked out count.
        threshold: confidence under which an answer is flagged without further reason; 0 leaves reasons alone.
        passed_over: a likelier answer that was contradicted, in place of which this one is given.

    Returns:
        The answer with its verdicts, those alone that have something to say, and their sentences as its reason.
    """
    verdicts = verdicts_on(answer, question, readings, rules)
    against = [sentence for verdict in verdicts for sentence in verdict.contradictions]
    confidence = AGAINST * answer.confidence if against else answer.confidence
    reasons = [*against, *(sentence for verdict in verdicts for sentence in verdict.doubts)]
    if answer.needs_review and answer.reason not in reasons:
        reasons.insert(0, answer.reason)
    if passed_over is not None:
        reasons.append(f"a likelier answer, {shortened(passed_over.text)!r}, cannot be right")
    if not reasons and confidence < threshold:
        reasons = [f"confidence {confidence:.2f} is under {threshold:g}"]
    return replace(
        answer, confidence=confidence, needs_review=bool(reasons), reason="; ".join(reasons), verdicts=verdicts
    )


def verdicts_on(
    answer: Answer, question: str, readings: Sequence[Reading], rules: Sequence[Rule]
) -> tuple[Verdict, ...]:
    """What rules say of an answer as composed; those that say nothing are left out."""
    verdicts = (rule.judge(question, answer, readings) for rule in rules)
    return tuple(verdict for verdict in verdicts if verdict.sentences)


def is_contradicted(answer: Answer, question: str, readings: Sequence[Reading], rules: Sequence[Rule]) -> bool:
    """Whether one of the rules contradicts an answer as composed."""
    return any(rule.judge(question, answer, readings).contradictions for rule in rules)
