"""Tell encodings of one byte a letter apart: by the usual letters of their languages, else by charset-normalizer."""

from __future__ import annotations

import re
import unicodedata

from charset_normalizer import from_bytes

from glyph.documents.encoding.cjk import common

LATIN = ["cp1252", "cp1250", "cp1254"]
# the letters of what is written in each, the most usual first
LETTERS = {
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїєъґё",
    "koi8_r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "cp1253": "αοιετσνηυρπκςμλίωόάγδέήύθχώφβξζψϊϋΐΰ",
    "cp1255": "יוהלארתבמשנםעדחכפקןסטגזצךףץ",
    "cp1256": "اليمونرتبةهعدسفقكحأجشطصخإىضذثغظئءؤآپچژگ",
    "cp874": "านรอกเง่มยลวดัทส้ตีิหคะพไแปจขใชบถผซ็ุูึธณภ์ำโฟญศษฝืฮฉ",
}
MAX_RANK = 24.0  # mean rank of the letters of a reading
OTHER_RANK, SIGN_RANK = 45.0, 60.0  # of a letter that is none of these, and of a sign in a word
CAPITALS_RANK = 3.0  # added where all is in capitals
MIN_RUN = 3  # letters in a row, of which no Latin word has many with accents
MAX_IN_RUNS = 0.8  # of the letters with accents stand in such rows, or are words of two
_SIGNS_IN_WORDS = re.compile(r"[^\W\d_][«»](?=[^\W\d_])|[^\w\s«»\x00-\x7f“”‘’„‚–—…•€§¿¡°](?=[^\W\d_])|[\x80-\x9f]")
_CAPITAL_IN_WORD = re.compile("[a-zà-öø-ÿ]([ĽĄĹŤŽŠ])")
_CZECH = re.compile(rb"[\xec\xf8\xf9\xe8\xef]")

_RUN = re.compile(rb"([A-Za-z]?)([\x80-\xff]+)([A-Za-z]?)")
MIN_HANZI = 0.5  # mean score of those that are in common use
WESTERN = "àâäáãåæçèéêëîïíñôöóòøœùûüúßÀÂÄÁÃÅÆÇÈÉÊËÎÍÑÔÖÓØŒÙÛÜÚ“”‘’„‚–—…•€£©®™°·«»¿¡§º\xa0".encode("cp1252")


def is_western(sample: bytes) -> bool:
    """Whether the bytes that are not ASCII are accents or quotes of Western Europe, one or two together in a word."""
    runs = list(_RUN.finditer(sample))
    num_alone = sum(len(run[2]) == 1 or _is_in_word(run) for run in runs)
    return num_alone >= 0.8 * len(runs) and b"".join(run[2] for run in runs).translate(None, WESTERN) == b""


def _is_in_word(run: re.Match[bytes]) -> bool:
    """Whether two bytes stand among ASCII letters, or at the end of a word, where they are no common Hanzi either."""
    if len(run[2]) != 2:
        return False
    flanks = (run[1] != b"") + (run[3] != b"")
    return flanks == 2 or (flanks == 1 and common(run[2].decode("gb18030", "replace")) < MIN_HANZI)


def tell_one_byte(sample: bytes) -> str:
    """The encoding of a text whose letters take one byte each."""
    if not _is_latin(sample):
        ranks = {encoding: _mean_rank(sample, encoding) for encoding in LETTERS}
        best = min(ranks, key=lambda encoding: ranks[encoding])
        return best if ranks[best] <= MAX_RANK else _found(sample, list(LETTERS))
    found = _found(sample, LATIN)
    if found in ("cp1250", "cp1252") and _is_iso(sample, found):
        return "iso8859_2"
    return found


def _is_latin(sample: bytes) -> bool:
    """Whether most letters are ASCII, and those that are not stand alone or two together in a word."""
    letters = [char for char in sample.decode("cp1252", "replace") if char.isalpha()]
    is_mixed = sum(char > "\x7f" for char in letters) * 2 <= len(letters) or len(letters) < 4
    runs = list(_RUN.finditer(sample))
    num_in_runs = sum(
        len(run[2]) for run in runs if len(run[2]) >= MIN_RUN or (len(run[2]) == 2 and not run[1] and not run[3])
    )
    return is_mixed and num_in_runs <= MAX_IN_RUNS * sum(len(run[2]) for run in runs)


def _mean_rank(sample: bytes, encoding: str) -> float:
    """How unusual the letters of a reading are: their mean rank; capitals and signs within words count against it."""
    order = LETTERS[encoding]
    total, num, num_small, before = 0.0, 0, 0, " "
    for char in sample.decode(encoding, "replace"):
        if char >= "\x80":
            rank = order.find(char.lower())
            if rank < 0:
                rank = order.find(unicodedata.normalize("NFD", char.lower())[0])
            is_sign = not char.isalpha() and (before.isalpha() or char == "\ufffd")
            total += rank if rank >= 0 else SIGN_RANK if is_sign else OTHER_RANK
            total += OTHER_RANK * (before.islower() and char.isupper())
            num_small += not char.isupper()
            num += 1
        before = char
    return total / num + CAPITALS_RANK * (num_small == 0) if num else SIGN_RANK


def _found(sample: bytes, candidates: list[str]) -> str:
    """What charset-normalizer takes a text for; the first candidate where it finds no difference."""
    # Equal readings come as one match, which names the others.
    found = [
        (match.coherence - match.chaos, -candidates.index(encoding))
        for match in from_bytes(sample, cp_isolation=candidates, enable_fallback=False)
        for encoding in match.could_be_from_charset
        if encoding in candidates
    ]
    best, order = max(found, default=(0.0, 0))
    return "cp1252" if best <= 0 and is_western(sample) else candidates[-order]


def _is_iso(sample: bytes, other: str) -> bool:
    """Whether text of Central Europe is in ISO 8859-2 rather than in one of Windows' encodings."""
    odd, odd_in_iso = (_num_odd(sample.decode(encoding, "replace")) for encoding in (other, "iso8859_2"))
    if odd != odd_in_iso:
        return odd > odd_in_iso
    has_letter = re.search(rb"[\xb9\xbe]", sample) and not re.search(rb"[\x80-\x9f]", sample)
    return other == "cp1250" and bool(has_letter) and bool(_CZECH.search(sample))


def _num_odd(text: str) -> int:
    """How many signs and capitals stand within words."""
    return len(_SIGNS_IN_WORDS.findall(text)) + len(_CAPITAL_IN_WORD.findall(text))
