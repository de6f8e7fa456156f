"""How questions about a report are asked in training, in the words of several hands."""

from __future__ import annotations

from glyph.data.generators.reports import (
    asking_en,
    asking_en_auditor,
    asking_en_everyday,
    asking_en_investor,
    asking_en_professional,
    asking_en_reckoning,
    asking_en_teacher,
    asking_facts_en,
    asking_facts_zh,
    asking_zh,
    asking_zh_auditor,
    asking_zh_everyday,
    asking_zh_investor,
    asking_zh_professional,
    asking_zh_reckoning,
)  # fmt: skip
from glyph.data.wording.grammar import merged

ENGLISH = merged(
    asking_en.QUESTIONS,
    asking_en_auditor.QUESTIONS,
    asking_en_everyday.QUESTIONS,
    asking_en_investor.QUESTIONS,
    asking_en_professional.QUESTIONS,
    asking_en_reckoning.QUESTIONS,
    asking_en_teacher.QUESTIONS,
    asking_facts_en.QUESTIONS,
)
CHINESE = merged(
    asking_facts_zh.QUESTIONS,
    asking_zh.QUESTIONS,
    asking_zh_auditor.QUESTIONS,
    asking_zh_everyday.QUESTIONS,
    asking_zh_investor.QUESTIONS,
    asking_zh_professional.QUESTIONS,
    asking_zh_reckoning.QUESTIONS,
)
