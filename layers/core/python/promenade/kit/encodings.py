"""Files as text, decoded as a whole: what one line alone could mean does not count."""

import codecs
import re
from collections import Counter

from promenade.kit.errors import Fault, Invalid

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "gb18030": "gb18030", "gbk": "gb18030",
    "gb2312": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc-jp": "euc_jp",
    "euc-kr": "cp949", "iso-8859-1": "cp1252", "windows-1252": "cp1252",
    "iso-8859-15": "iso8859_15",
}  # fmt: skip
"""Names that browsers and spreadsheets give them → Python's codecs."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WORKBOOK = "This is a workbook, not a text; save the sheet as “CSV UTF-8” and send that."
_EITHER = (
    "This file may be GB 18030 or Windows-1252: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=windows-1252”."
)
_KOREAN = (
    "This file may be GB 18030 or Korean CP949: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=euc-kr”."
)
_JAPANESE = (
    "This file may be GB 18030 or Japanese: save it as “CSV UTF-8”, or say its charset in the "
    "content type, as “text/csv; charset=shift_jis”."
)
_BIG5 = (
    "This file may be GB 18030 or Big5: save it as “CSV UTF-8”, or say its charset in the content "
    "type, as “text/csv; charset=big5”."
)
_RARE = (
    "This file may be GB 18030, Korean or Japanese: save it as “CSV UTF-8”, or say its charset in "
    "the content type, as “text/csv; charset=gb18030”, “charset=euc-kr” or “charset=euc-jp”."
)
_SOME_LENGTH = 16
_LAST_OF_HANGUL = 0xC8
_COMMON_HANGUL = frozenset(
    "가각간갈감강개거건검것게겠격견결경계고공과관광교구국군그근글금급기길김까나난날남"
    "내너네년노녹논놀는니다단달당대더데도동되된될두드든들등때또라락람래려력로록론료루류"
    "르른를름리린림립마만말매머먼면명모목못무문물미민및바박반발방배백버번법변별보복본"
    "부북분불비사산살상새색생서석선설성세소속손수순술스습승시식신실심아안알암야약양어"
    "언얼업없었에여역연열염영예오온올와왔왕외요용우운울원월위유육율으은을음의이인일임"
    "입있자작장재저적전절점접정제조족종좋주준중즉지직진질집차찬참책처천철첫청체초총최"
    "추축출충치친칠카코크키타탁탄태터토통투트특파판평포표품프피하학한할함합항해했행향"
    "허현형호혼화환활회후히"
)
"""What most of a Korean text is made of."""
_COMMON_HANZI = frozenset(
    "一丁七万三上下不与专且世业东丝两严个中丰临为主丽举久么义之乎乐也习书买乱了争事二于云五亚"
    "些交产享京亮亲人什仅今介从他付代令以们件价任份企休众优会传伤估似但位低住体何余作你使例供"
    "依侯便保信修倒候值假偏做停健偷像儿元充先光克免入全八公六共关兴其具养内再写军农冯冰冲决况"
    "冷净准凉减几出击分切划列刘则刚创初判利别到制刷刻前剧力办功加务动助劲势包化北区医十千升午"
    "半华单卖南博卡卢卫印即却卷厂厅历压原去县参又及友双反发取受变口古句另只叫可台史右叶号司吃"
    "各合同名后向吕吗否吧听吴吵吸呀告员呢周味呵命和咨品哈响哥哦哪唐售唯商啊啥啦善喜喝嘛器四回"
    "因团园围国图土在地场圾址均坏坐坑块垃型城域基堂境增士声壶处备复夏外多夜够大天太失头奇套女"
    "奶奸她好如妇妈妹始姐姚姜婚子孔字存孙孟季学孩宁它安宋完官定宜宝实客宣室害家容宽宾富察对导"
    "将尊小少尔尚尤就尹尽局层居屏展属山岁崔川州工左差己已巴市布师希带帮常帽幕干平年并幸广庆床"
    "应底店府度座庭康廖建开异弄式引张强当录形彩彭影往待很律徐得微德心必忍忘快念怀态怎怕思性怪"
    "总息恶您情惊惠想意感愿慢懂戏成我或战戴户房所手才打扬批找承技把投折抢护报抵担拉拍招择拿持"
    "挂指按挺换据掉排接控推提搞携摄播操支收改放政故效教敢散敬数整文料断斯新方施旁旅族无既日旧"
    "早时明易星春昨是显晚普景智暴更曹曾最月有朋服望期木未本术朱机杀权李材村杜条来杨杭杯板极枕"
    "林果架某柜查标校样根格桂案梁梯检棉棒楚楼概模次欢欧欺款歌止正此步武歧死段母每毒比毕毛毯民"
    "气水永求汉江池汤汪汽沈沙没沪河油治法注洁洗津洲活派流济浙浴海消深清渝温港游湖湘湾源满漂演"
    "潘火灯点烂烦热然照熊爆爱爽片版牌牛物特犯狗独猫率王玩环现班球理琼瓶瓷甘甚甜生用田由电男画"
    "畅界留疑病登白百的皖皮益盒盖盘目直相省看真眼着睡知短石码研破硬确碗碰示礼社祝神票福离私种"
    "科租秦积称移程稍究空穿突窗立站竟童笑笔符第等筑答签简算管箱米类粉粤精系素紧红约级纯纸线组"
    "细终绍经结给绝统继续维缺网罗罪置美群翻老考者而耳职联肉肖股肤肯育背胡能脆脏脑脸腾膜自至致"
    "舒航般良色艺节花芳苏苦英苹范茶荐药莫获菜营落董蒋蒙蓝蔡薛藏虑虽蛋蛮融血行街衣补表衫袁袖袜"
    "被装裔裙裤西要覃见观规视觉角解触言警计订认讨让议讯记讲许论设证评识诉词试诚话询该详语误说"
    "请读谁调谓谢谭豆象豪豫贝负财责败货质购贴贵费贺贾资赛赞赠赣走赵赶起超越足跑距跟路身车转软"
    "轻载较边达过迎运近还这进远违连追退送适选递通速造逼遇遍道邓那邱邵邹郑郝部郭都鄂配酒酸醒里"
    "重量金钟钱铁银销错键长门闫问间闹闻闽队防阳阿附际陆陈降限陕院除险陶随隔难集雷需青静非靠面"
    "鞋韦韩音顶项顺须顾预领频题颜额风飞食餐饭饮馆馈首香马骂验骗骨高魏鲁鲜鸡麻黄黎黑龙龚"
)
"""What most of a Chinese text is made of: reviews, messages, names of people and places."""
_SOME_KANA = 3

_kana = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_foreign = re.compile("[^\0-\x7f]")
_apart = re.compile("[^\0-\x7f]{2,}|(?<![A-Za-z])[^\0-\x7f](?![A-Za-z])")


def text_of(raw: bytes, charset: str = "") -> str:
    """By the byte order mark, else by the charset that was declared, else UTF-8, else GB 18030.

    Raises Invalid for a charset that is not known, for what is no text, and for what may be
    Windows-1252, Big5, Korean or Japanese as well."""
    if raw.startswith(_WORKBOOKS):
        raise Invalid([Fault("", "not_text", _WORKBOOK)])
    told = _marked(raw) or (_declared(charset.lower()) if charset else None)
    text = _decoded(raw, told or "utf-8")
    if text is None and not told:
        text = _guessed(raw)
    if text is None:
        raise Invalid([Fault("", "not_text", _advice(charset))])
    return text


def _marked(raw: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _guessed(raw: bytes) -> str | None:
    text = _decoded(raw, "gb18030")
    if text and not _is_plainly_chinese(text) and _decoded(raw, "cp1252"):
        raise Invalid([Fault("", "unclear_charset", _EITHER)])
    if text and _may_be_big5(text, raw):
        raise Invalid([Fault("", "unclear_charset", _BIG5)])
    if text and _may_be_korean(text, raw):
        raise Invalid([Fault("", "unclear_charset", _KOREAN)])
    if text and _may_be_japanese(text, raw):
        raise Invalid([Fault("", "unclear_charset", _JAPANESE)])
    if text and _is_rare(text) and (_decoded(raw, "euc_jp") or _decoded(raw, "cp949")):
        raise Invalid([Fault("", "unclear_charset", _RARE)])
    return text


def _is_plainly_chinese(text: str) -> bool:
    """Half of its letters or more are common ones, and none of these stands alone in a word. The
    “ör” of “Jörg” is read as a rare letter, the “ÇÃ” of “CORAÇÃO” as one between Latin ones."""
    common = Counter("".join(_apart.findall(text)))
    found = sum(count for letter, count in common.items() if _is_common(letter))
    return 2 * found >= len(_foreign.findall(text))


def _may_be_korean(text: str, raw: bytes) -> bool:
    """Hangul of CP949 is read as the first 2,350 of the common letters, which stand by their sound,
    A to T. Chinese of some length, by different letters, has others too; a shorter text is Korean
    where most of it is common there."""
    common = [letter for letter in {*_foreign.findall(text)} if _is_common(letter)]
    if not all(letter.encode("gb18030")[0] <= _LAST_OF_HANGUL for letter in common):
        return False
    hangul = {*_foreign.findall(_decoded(raw, "cp949") or "")}
    is_short_korean = 2 * len(hangul & _COMMON_HANGUL) > len(hangul) > 1
    return len(common) >= _SOME_LENGTH or is_short_korean


def _may_be_japanese(text: str, raw: bytes) -> bool:
    """Kana of Shift_JIS begin as rare letters do, those of EUC-JP are kana in GB 18030 as well:
    Chinese has one or two for a name."""
    shifted = _decoded(raw, "cp932") or ""
    return bool(_kana.search(shifted)) or len({*_kana.findall(text)}) >= _SOME_KANA


def _may_be_big5(text: str, raw: bytes) -> bool:
    """Nine in ten of its letters are common ones of Big5, and some of them ones of GB 18030 that GB
    2312 does not have. In GB 18030 these are rare, and most of them begin as no letter of Big5
    does."""
    letters = [
        each for each in _decoded(raw, "big5hkscs") or "" if each > "\x7f" and each.isalpha()
    ]
    common = sum(1 for letter in letters if _is_within(letter, "big5hkscs", 0xA4, 0xC6, 0x40))
    if not letters or 10 * common < 9 * len(letters):
        return False
    return not all(_is_within(each, "gb18030", 0xA1, 0xF7, 0xA1) for each in _foreign.findall(text))


def _is_rare(text: str) -> bool:
    """Half of its different letters, or more, are none of which Chinese texts are mostly made."""
    letters = {letter for letter in _foreign.findall(text) if letter.isalpha()}
    return 2 * len(letters & _COMMON_HANZI) <= len(letters)


def _is_within(letter: str, encoding: str, first: int, last: int, second: int) -> bool:
    code = letter.encode(encoding)
    return len(code) == 2 and first <= code[0] <= last and code[1] >= second


def _is_common(letter: str) -> bool:
    """One of the 3,755 of the first level of GB 2312."""
    return _is_within(letter, "gb18030", 0xB0, 0xD7, 0xA1)


def _declared(charset: str) -> str:
    if charset not in _CHARSETS:
        detail = "This charset is not known here; send UTF-8."
        raise Invalid([Fault("/Content-Type", "unknown_charset", detail, "header")])
    return _CHARSETS[charset]


def _advice(charset: str) -> str:
    if charset:
        return "This file is not in the charset that its content type declares; leave that out."
    return "This file is neither UTF-8 nor GB 18030; save it as “CSV UTF-8” and send it again."
