"""How lookups are asked and how their yes-or-no questions are answered, by language."""

from __future__ import annotations

from collections.abc import Mapping

from glyph.data.generators.lookups import wordings_en, wordings_en_everyday, wordings_zh, wordings_zh_everyday
from glyph.data.wording.grammar import Wordings, merged

WORDINGS: Mapping[str, Wordings] = {
    "en": merged(wordings_en.ENGLISH, wordings_en_everyday.ENGLISH),
    "zh": merged(wordings_zh.CHINESE, wordings_zh_everyday.CHINESE),
}
YES_NO: Mapping[str, tuple[str, str]] = {"en": ("yes", "no"), "zh": ("是", "否")}
