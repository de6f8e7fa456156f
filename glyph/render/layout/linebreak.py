"""Which characters may not open or close a line, and which need no space to break at."""

from __future__ import annotations

from glyph.documents.cjk import is_cjk

# Characters that may not open or close a line (after JIS X 4051 and GB/T 15834).
NO_LINE_START = frozenset(
    "!%),.:;?]}¢°·’”′″›»、。，．：；？！）］｝〕〉》」』】…—～％‰"
    "〗〙〛〟｠℃℉‼⁇⁈⁉〜゠–‐/／・｡､｣･々〻ヽヾゝゞー"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯｰﾞﾟ゛゜"
)
NO_LINE_END = frozenset("([{£¥‘“‹«（［｛〔〈《「『【＄￥$〖〘〚〝｟｢￡")
NO_BREAK_SPACES = frozenset("\u00a0\u2007\u202f")  # neither before nor after which a line ends
ZERO_WIDTH_SPACE, SOFT_HYPHEN = "\u200b", "\u00ad"  # behind which a line may end, the latter with a hyphen


def breaks_freely(char: str) -> bool:
    """Whether a line may end before and after a character: all of scripts without spaces, but figures and letters."""
    return is_cjk(char) and not (char.isascii() or "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ")
