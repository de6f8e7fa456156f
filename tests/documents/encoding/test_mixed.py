"""Tests of files in two encodings, and of very short ones."""

from __future__ import annotations

import logging

import pytest

from glyph.documents.encoding.detect import Decoded, decode
from glyph.documents.encoding.mixed import is_rather_chinese

CHINESE = ["启动服务完成", "用户登录成功，编号 12", "数据库连接失败，正在重试", "读取配置文件"]
NAMES = [
    "刘梅", "谭伟", "王婷", "张三", "李娜", "陈富", "汤波", "贺峰", "韩毓", "朱倩", "康嘉", "蔡莺", "石壮", "钱胜",
    "陆思", "林薇", "崔敏", "欧阳娜", "毛媛", "彭玲",
]  # fmt: skip
WORDS = [
    "数据", "营业", "玻璃", "咖啡", "蝴蝶", "屏幕", "骆驼", "琵琶", "帽子", "裙子", "毛衣", "蜘蛛", "手机", "苹果",
    "价格",
]  # fmt: skip
SHORT = [
    "é", "Ünal", "café", "µΩ", "¡¡", "ƒ", "×", "Привет", "да", "Қазақ", "Ελλάδα", "שלום", "مرحبا", "ș", "ơ", "ǚ", "½",
    "naïve", "ʃə", "œuvre",
]  # fmt: skip
GERMAN = ["Größe der Fläche", "Straße und Höhe", "für München", "schöne Grüße"]


def joined(lines: list[str], encodings: list[str]) -> tuple[bytes, str]:
    data = b"".join(f"{line}\n".encode(encoding) for line, encoding in zip(lines, encodings, strict=True))
    return data, "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("lines, other", [(CHINESE, "gb18030"), (GERMAN, "cp1252")])
@pytest.mark.parametrize("num_other", [1, 2, 4, 10, 19])
@pytest.mark.parametrize("ascii_between", [False, True])
def test_each_line_is_read_in_its_encoding(lines: list[str], other: str, num_other: int, ascii_between: bool) -> None:
    texts = [f"2024-05-03 {lines[k % len(lines)]}" for k in range(20)]
    encodings = [other if k * num_other % 20 < num_other else "utf-8" for k in range(20)]
    if ascii_between:
        texts = [text for line in texts for text in (line, "plain line")]
        encodings = [encoding for one in encodings for encoding in (one, "utf-8")]
    data, text = joined(texts, encodings)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.bad_bytes) == (text, "utf-8", ())


def test_mixed_files_are_told(caplog: pytest.LogCaptureFixture) -> None:
    data, text = joined(["第一行是UTF-8编码。", "第二行是GBK编码。", "第三行又是UTF-8。"], ["utf-8", "gbk", "utf-8"])
    assert decode(data, "f").text == text
    assert caplog.messages == ["f: about 1 lines are read as gb18030, the others as utf-8"]


def test_bad_bytes_of_a_mixed_file_keep_their_places() -> None:
    data, _ = joined(["第一行是", "第二行是"], ["utf-8", "gbk"])
    bad = data + "第三行又是编码".encode() + b"\xff\n"
    decoded = decode(bad)
    assert decoded.bad_bytes == ((len(bad) - 2, len(bad) - 1),)
    assert decoded.text == "第一行是\n第二行是\n第三行又是编码\ufffd\n"


def test_lines_cut_off_within_a_character_are_utf8() -> None:
    data = b"".join("用户登录成功".encode()[: 17 - k % 3] + b"\n" for k in range(30))
    assert decode(data).encoding == "utf-8"
    assert "用户登录成" in decode(data).text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("gb18030", "数据" * 40 + "\n" + "数据"), ("cp1252", "Größe " * 30), ("gb18030", "净利润\n" * 1000)],
)
def test_files_of_one_encoding_stay_so(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding, ())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["Name: {}\n", "{}", "id,name\n1,{}\n2,Bob\n"])
def test_one_chinese_name(name: str, form: str) -> None:
    text = form.format(name)
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize("word", WORDS)
def test_one_chinese_word(word: str) -> None:
    assert decode(word.encode("gbk")).text == word
    assert decode(word.encode()).text == word


@pytest.mark.parametrize("text", SHORT)
def test_short_utf8_is_not_taken_for_chinese(text: str) -> None:
    assert not is_rather_chinese(f"Name: {text}\n".encode())
    assert decode(f"Name: {text}\n".encode()).text == f"Name: {text}\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1253", "Έσοδα 12 εκατ.\n"),
        ("cp1253", "Revenue: Έσοδα 12"),
        ("cp1253", "Αθήνα"),
        ("cp1255", "שלום"),
        ("cp1255", "דוח שנתי לשנת 2023"),
        ("cp1255", "Revenue: הכנסות"),
        ("cp1256", "الإيرادات 12 مليون"),
        ("cp874", "รายได้รวม 12"),
        ("cp1251", "Revenue: Выручка"),
        ("cp1251", "ПРИВЕТ, МИР"),
        ("koi8_r", "Отчёт за год"),
        ("cp932", "ﾊﾝｶｸｶﾅ ﾃｽﾄ"),
        ("cp932", "商品名: ﾃﾚﾋﾞ"),
        ("iso8859_2", "Příliš žluťoučký kůň úpěl ďábelské ódy\n"),
        ("iso8859_2", "Zażółć gęślą jaźń"),
        ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy\n"),
        ("cp1250", "Zażółć gęślą jaźń"),
        ("cp1252", "«Größe» – 5 m², ½ l"),
        ("cp1252", "créée, coração"),
        ("cp1252", "Größe"),
    ],
)
def test_encodings_of_one_byte(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_large_files_take_linear_time(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    data, text = joined(CHINESE * 20_000, ["utf-8", "gbk", "utf-8", "utf-8"] * 20_000)
    assert decode(data).text == text
