"""Tests of glyph.documents.encoding.detect."""

from __future__ import annotations

import codecs
import logging
import threading

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from glyph.documents.encoding.detect import decode
from glyph.documents.encoding.mixed import is_rather_chinese

CHINESE = "本公司2023年营业收入为 1,024 万元，净利润同比增长百分之十二。\n第二章 主要会计数据和财务指标\n"
TEXTS = [
    ("gb18030", "数据"),
    ("gb18030", "中文"),
    ("gb18030", "净利润同比增长"),
    ("gb18030", "第一章 总则"),
    ("gb18030", CHINESE),
    ("gb18030", "plain first\n" * 9_000 + CHINESE),
    ("big5hkscs", "數據"),
    ("big5hkscs", "營業收入"),
    ("big5hkscs", "臺灣證券交易所 2023 年"),
    ("cp932", "データ"),
    ("cp932", "日本語"),
    ("cp932", "売上高は前年比で増加した。"),
    ("euc_jp", "こんにちは世界"),
    ("cp949", "데이터"),
    ("cp949", "매출액은 전년 대비 증가했다."),
    ("cp1252", "café"),
    ("cp1252", "été"),
    ("cp1252", "£5"),
    ("cp1252", "“It’s” naïve – señor"),
    ("cp1252", "Die Größe der Fläche beträgt über fünfzig Quadratmeter, schön für München."),
    ("cp1251", "Привет, мир"),
    ("cp1251", "Чистая прибыль компании выросла по сравнению с прошлым годом."),
    ("cp1253", "Τα καθαρά κέρδη της εταιρείας αυξήθηκαν σε σχέση με πέρυσι"),
    ("utf-16-le", "hello"),
    ("utf-16-be", "hello 数据"),
    ("utf-16-le", CHINESE),
    ("utf-16-be", "营业收入同比增长净利润"),
    ("iso2022_jp", "abc データ def"),
    ("utf-8", "数"),
    ("utf-8", ""),
    ("utf-8", "\x1b[31mred\x1b[0m"),
]


@pytest.mark.parametrize(("encoding", "text"), TEXTS)
def test_encodings_are_told_from_the_bytes(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.bad_bytes) == (text, encoding, ())


@given(st.text())
def test_utf8_is_never_taken_for_another(text: str) -> None:
    text = text.replace("\0", "")
    assume(not is_rather_chinese(text.encode()))
    if len(text.encode().translate(None, bytes(range(32)))) == len(text.encode()):
        assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.sampled_from(["utf-8", "utf-16-le", "utf-32-be", "gb18030"]),
)
def test_a_byte_order_mark_tells_and_is_dropped(text: str, encoding: str) -> None:
    decoded = decode(("\ufeff" + text).encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.bad_bytes) == (text, encoding, ())


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "gb18030", "cp932", "utf-16-le", "ascii", "cp1252", "euc_kr"]))
def test_bad_bytes_are_replaced_and_reported(data: bytes, encoding: str) -> None:
    decoded = decode(data, encoding=encoding)
    assert decoded.text == data.decode(encoding, "replace").removeprefix("\ufeff")
    assert all(a < b <= len(data) for a, b in decoded.bad_bytes)
    assert all(one[1] < two[0] for one, two in zip(decoded.bad_bytes, decoded.bad_bytes[1:], strict=False))
    if not decoded.bad_bytes:
        assert data.decode(encoding).removeprefix("\ufeff") == decoded.text


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "f")
    except ValueError as error:
        assert str(error).startswith("f: not a text file")
    else:
        codecs.lookup(decoded.encoding)
        assert len(decoded.text) <= len(data)


def test_utf8_with_a_few_bad_bytes_stays_utf8(caplog: pytest.LogCaptureFixture) -> None:
    data = CHINESE.encode() + b"\xff\xfe" + CHINESE.encode()
    decoded = decode(data, "report.txt")
    at = len(CHINESE.encode())
    assert (decoded.text, decoded.bad_bytes) == (CHINESE + "\ufffd\ufffd" + CHINESE, ((at, at + 2),))
    assert caplog.messages == [f"report.txt: 2 bytes are not utf-8 and became U+FFFD; at byte {at}"]
    assert decode("数据".encode()[:-1]).text == "数\ufffd"


def test_bad_bytes_far_into_a_long_file_are_found() -> None:
    data = CHINESE.encode("gbk") * 3_000 + b"\xff\n" + CHINESE.encode("gbk")
    decoded = decode(data)
    assert decoded.encoding == "gb18030"
    assert decoded.bad_bytes == ((data.index(b"\xff"), data.index(b"\xff") + 1),)
    marked = codecs.BOM_UTF8 + b"a\xff"
    assert decode(marked).bad_bytes == ((4, 5),)


def test_many_bad_bytes_are_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    decoded = decode(b"a\xff" * 100_000, "f", encoding="ascii")
    assert len(decoded.bad_bytes) == 100_000
    assert caplog.messages == ["f: 100000 bytes are not ascii and became U+FFFD; at byte 1, 3, 5, 7, 9, ..."]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", "NUL bytes"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "NUL bytes"),
        (b"text with one \0 in it", "NUL bytes"),
        (bytes(range(1, 32)) + b"abc", "many control bytes"),
        (b"\0" * 100, "NUL bytes"),
    ],
)
def test_binary_files_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=rf"^a\.bin: not a text file: it holds {why}; give its encoding"):
        decode(data, "a.bin")
    assert decode(data, "a.bin", "latin-1").text == data.decode("latin-1")


@pytest.mark.parametrize("encoding", ["nope", "hex", "undefined", "idna", "rot13", ""])
def test_unknown_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(ValueError, match=f"encoding='{encoding}' is unknown or cannot decode"):
        decode(b"ab\xff", encoding=encoding)


@pytest.mark.parametrize(
    ("head", "encoding", "text"),
    [
        ('<meta charset="gb2312">', "gb18030", "龘靐"),
        ("<META http-equiv=Content-Type content='text/html; charset=big5'>", "big5hkscs", "中"),
        ("<?xml version='1.0' encoding='Shift_JIS'?>", "cp932", "ｱ"),
        ("<meta charset=iso-8859-1>", "cp1252", "“x”"),
        ("<meta charset=windows-1251>", "cp1251", "шалом"),
        ("<meta charset=iso-2022-jp>", "iso2022_jp", "データ"),
        ("<meta charset=gb2312>", "utf-8", "实为八位"),
        ("<meta charset=x-nope>", "gb18030", "数据"),
        ("<meta charset=hex>", "gb18030", "数据"),
        ("<meta charset=utf-8>", "gb18030", "净利润"),
    ],
)
def test_a_page_may_name_its_encoding(head: str, encoding: str, text: str) -> None:
    decoded = decode((head + text).encode(encoding), html=True)
    assert (decoded.text, decoded.encoding) == (head + text, encoding)


def test_other_files_do_not_name_theirs() -> None:
    assert decode("<meta charset=big5>净利润".encode("gbk")).encoding == "gb18030"


def test_a_hostile_page_head_is_read_fast() -> None:
    assert decode(("<meta " * 100_000 + "中").encode("gbk"), html=True).text.endswith("中")


def test_threads_do_not_mix_their_reports() -> None:
    found: dict[int, int] = {}

    def work(num: int) -> None:
        for _ in range(20):
            found[num] = len(decode(b"a\xff" * num, encoding="ascii").bad_bytes)

    logging.getLogger("glyph.documents.encoding.detect").disabled = True
    threads = [threading.Thread(target=work, args=(num,)) for num in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    logging.getLogger("glyph.documents.encoding.detect").disabled = False
    assert found == {num: num for num in range(1, 9)}
