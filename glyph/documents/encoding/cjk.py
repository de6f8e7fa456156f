"""Tell the encodings of Chinese, Japanese and Korean apart by how usual the characters are that they give.

The byte ranges of these encodings overlap so far that a short text is valid in several of them; only in its own does
it read as common characters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import lru_cache

ACCEPTED = 0.4  # mean score of the characters that are not ASCII
ACCEPTED_UTF16 = 0.55  # any pair of bytes is a character there
MIN_UTF16_BYTES = 8
CHINESE_FIRST = 0.1  # added to GB18030's score
LEVEL_ONE = 0.5  # score of the common half of GB 2312
FEW_CHINESE = 0.6  # added to such a score, shared by the characters: a tie of few goes to Chinese
MOST_OF_FEW = 0.88  # what it comes to at most: less than other text of usual characters alone
COMMON_CHINESE = 0.65  # what Chinese text scores at least, and other text read as Chinese hardly
MIN_KANA = 8  # half-width ones, fewer of which may as well be Chinese
INVALID = -3.0  # score of a byte that is none in the encoding

SIMPLIFIED = frozenset(
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没"
    "成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间知世什两次使身者被高已亲其"
    "进此话常与活正感见明问力理尔点文几定本公特做外相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界"
    "门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军民往何度山觉"
    "路带万男边风解叫任金快原变通师立象数四失满战远格士音轻目条据净润业收增营股份司资产额款项元亿率编系统务程码件网络品质量管制计设置规章节"
    "则类型函返值引参变符串调版例示据标准测试环境运支持需请接输式单双取值认默创建添删改查复错误确保存储访问限图形文档术语注释模块包含库依赖"
    "市政府经济社会区县省城农村企科技研究院校医药油价投融券银行债息税费北京海南江州华世界市场投资者买卖合同协议第二五六七八九零百千年月季"
)
NAMES = frozenset(  # of the most usual family and given names
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施洪季俞鲁章丛葛焦巴伍霍尚柳齐梅庄辛管祝左涂谷祁时舒耿牟卜路"
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂婷玉萍红兰凤洁慧建国文华辉鹏飞宇浩博思佳欣怡雪晓东宁俊琳鑫波斌"
    "志海燕春荣珍莉蓉莲燕彬峰岩亮健伦鸣朋毅振壮豪翔光达安旭坤泽轩子涵梓睿晨皓哲诗雨桐琪瑶璐颖倩楠媛茜薇菲瑞凯嘉诚胜学祥才发"
    "新利清彪贵福生元全龙世广义兴良顺信昌盛雄琛钧冠策腾弘政谦亨奇之绍功松善厚庆友裕河厂仁裴淑惠珠翠雅芝芬燕彩云环素真爱妹香月莺"
    "媚艳佩妍茜秋珊莎锦黛青玲倩妙霭纯毓昭冰韵融园艺咏卿聪澜羽希伯仲叔季恒邦承乐圣君帅震天丰三"
)
TRADITIONAL = frozenset(
    "的一是不了我有人在他這個上們來到時大地為子中你說生國年著就那和要她出也得裡後自以會家可下而過天去能對小多然於心學麼之都好看起發當沒成"
    "只如事把還用第樣道想作種開美總從無情己面最女但現前些所同日手又行意動方期它頭經長兒回位分愛老因很給名法間知世什兩次使身者被高已親其進"
    "此話常與活正感見明問力理點文幾定本公特做外相西果走將月十實向聲車全信重三機工物氣每並別真打太新比才便夫再書部水像眼等體卻加電主界門利"
    "海受聽表德少克代員許先口由死安寫性馬光白或住難望教命花結樂色更拉東神記處讓母父應直字場平報友關放至張認接告入笑內英軍民往何度山覺路帶"
    "萬男邊風解叫任金快原變通師立象數四失滿戰遠格士音輕目條據淨潤業收增營股份司資產額款項元億率編系統務程碼件網絡路品質量管制計設置規章節則"
    "類型函返值引參變符串調版例示標準測試環境運支持需請接輸式單雙取值認預創建添刪改查複錯誤確保存儲訪問限圖形檔術語註釋模組塊包含庫依賴臺灣"
    "台北證券交易所市政府經濟社會區縣省城農村企科技研究院校醫藥油價投融銀行債息稅費世界市場投資者買賣合同協議第二五六七八九零百千季"
)
JAPANESE = frozenset(
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何南"
    "万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近"
    "考画海売知道集別物使品計死特私始朝運終台広住無真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映親験英医仕去味写字答夜音注帰古"
    "歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢変数型値関文字列引参照返戻定義実装例示"
    "売上利益費資産債券株式会社期比増減額率決算営経常純当連結業績"
)
KOREAN = frozenset(
    "이다의는에을를가한고로하은도지사기시인서자어리대일아해그수나정있스전과부제들주으라조상공보장원안구성동만소비것신계국여연게미오유경년위화무세"
    "선물산회관개면생회학용문선차방도분거람모요음간금합니트바분단습통해적중데업없마번진되심식영우을임력실명내민당예야행체타표현호"
    "터매출액증감익본입말양건교종료할었았했됩때까호함값드코러프파형크레객변환반열포호출니까떻처럼같른려해야타입트문자열"
)

_BEFORE_LETTER = re.compile(rb"[\x00-\x7f]*[\x80-\xff][A-Za-z]{2}[\x00-\x7f]*")
_ASCII = bytes(range(128))
_Score = Callable[[str], float]


def _row(char: str, encoding: str) -> int:
    """The first byte of a character in an encoding, 0 if it is none or a single byte there."""
    code = char.encode(encoding, "ignore")
    return code[0] if len(code) == 2 else 0


def _simplified(char: str) -> float:
    row = _row(char, "gb2312")
    if char in SIMPLIFIED:
        return 1.0
    if char in NAMES:
        return 0.9
    if 0xB0 <= row <= 0xD7:  # the common half of GB 2312
        return 0.5
    if 0xA1 <= row <= 0xA3:  # punctuation and full-width forms
        return 0.5
    if row >= 0xD8:
        return 0.05
    if char in TRADITIONAL:
        return 0.6
    return 0.3 if "\u3041" <= char <= "\u30fe" else -0.5


def _traditional(char: str) -> float:
    row = _row(char, "big5")
    if char in TRADITIONAL:
        return 1.0
    if 0xA4 <= row <= 0xC6:  # the common half of Big5
        return 0.4
    return 0.5 if 0xA1 <= row <= 0xA3 else -0.3


def _japanese(char: str) -> float:
    if "\u3041" <= char <= "\u30fe":
        return 0.9
    if "\uff61" <= char <= "\uff9f":  # half-width, a byte each: any text of other encodings reads so
        return 0.3
    row = _row(char, "euc_jp")
    if char in JAPANESE:
        return 1.0
    if 0xB0 <= row <= 0xCF:  # the common half of JIS X 0208
        return 0.4
    return 0.5 if row in (0xA1, 0xA3) else -0.5


def _korean(char: str) -> float:
    row = _row(char, "euc_kr")
    if char in KOREAN:
        return 1.0
    if 0xB0 <= row <= 0xC8:  # the Hangul of KS X 1001
        return 0.4
    return 0.5 if row in (0xA1, 0xA3) else -0.5


def _any(char: str) -> float:
    return max(score(char) for score in (_simplified, _traditional, _japanese, _korean))


_SCORES: dict[str, _Score] = {
    "gb18030": _simplified,
    "big5hkscs": _traditional,
    "cp932": _japanese,
    "euc_jp": _japanese,
    "cp949": _korean,
    "utf-16-le": _any,
    "utf-16-be": _any,
}


def tell_cjk(sample: bytes, is_cut: bool = False) -> str | None:
    """The encoding of a text of Chinese, Japanese or Korean, None if it reads as none of them.

    Args:
        sample: some of the text.
        is_cut: whether its last character may be incomplete.
    """
    scores = {encoding: _mean_score(sample, encoding, score, is_cut) for encoding, score in _SCORES.items()}
    if scores["gb18030"] < COMMON_CHINESE and _is_half_width_kana(sample):
        return "cp932"
    if LEVEL_ONE <= scores["gb18030"] < MOST_OF_FEW:
        few = FEW_CHINESE / max(1, len(sample.translate(None, _ASCII)) / 2)
        scores["gb18030"] = min(scores["gb18030"] + few, MOST_OF_FEW)
    scores["gb18030"] += CHINESE_FIRST
    best = max(scores, key=lambda encoding: scores[encoding])
    if _BEFORE_LETTER.fullmatch(sample):
        return None  # an accent, which with the letter behind it may read as a character
    if best.startswith("utf-16"):
        is_sure = scores[best] >= ACCEPTED_UTF16 and len(sample) >= MIN_UTF16_BYTES
        return best if is_sure else None
    return best if scores[best] >= ACCEPTED else None


def common(text: str) -> float:
    """How usual the characters of a text are that are not ASCII, as Chinese, Japanese or Korean: their mean score."""
    scores = [_any(char) for char in text if char >= "\x80"]
    return sum(scores) / len(scores) if scores else INVALID


def _is_half_width_kana(sample: bytes) -> bool:
    """Whether a text of Shift-JIS holds half-width kana alone, and enough of them to tell."""
    try:
        text = sample.decode("cp932")
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if char >= "\x80"]
    num_low = sum(char < "\uff80" for char in foreign)  # their bytes are no capitals of one-byte encodings
    is_kana = all("\uff61" <= char <= "\uff9f" for char in foreign)
    return len(foreign) >= MIN_KANA and is_kana and 5 * num_low >= len(foreign)


def _mean_score(sample: bytes, encoding: str, score: _Score, is_cut: bool) -> float:
    is_utf16 = encoding.startswith("utf-16")
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample, final=not is_cut)
    known = lru_cache(None)(score)
    total, num = 0.0, 0
    for char in text:
        if char == "\ufffd" or "\ue000" <= char <= "\uf8ff":
            total, num = total + INVALID, num + 1
        elif char >= "\x80":
            total, num = total + known(char), num + 1
        elif is_utf16 and not (char.isprintable() or char in "\t\n\r"):
            total, num = total + INVALID, num + 1
    return total / num if num else INVALID
