"""How lookups are asked and how their yes-or-no questions are answered, by language."""

from __future__ import annotations

from collections.abc import Mapping

from glyph.data.lookups.wordings_en import ENGLISH
from glyph.data.lookups.wordings_zh import CHINESE
from glyph.data.wording import Wordings

WORDINGS: Mapping[str, Wordings] = {"en": ENGLISH, "zh": CHINESE}
YES_NO: Mapping[str, tuple[str, str]] = {"en": ("yes", "no"), "zh": ("是", "否")}
