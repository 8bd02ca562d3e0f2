"""Whose article it is: the body that its title and first lines name most, in its usual short name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from etl.patterns import pattern_of

_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|"
    "四川|贵州|云南|陕西|甘肃|青海|台湾"
)
_SHORT = {name: f"{name}省" for name in _PROVINCES.split("|")} | {
    **{name: f"{name}市" for name in ("北京", "天津", "上海", "重庆")},
    **{name: f"{name}自治区" for name in ("内蒙古", "西藏")},
    **{"广西": "广西壮族自治区", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区"},
}
_LEADING_SHORT = pattern_of("|".join(_SHORT))
_TIME_FIRST = pattern_of(
    r"^(?:(?:19|20)\d\d年(?:度)?|[上下]半年|[一二三四]季度|今年|前[一二三四五六七八九十]+个?月)+[，,]?"
)
_CITY_OF_PROVINCE = pattern_of(rf"^(?:{_PROVINCES}|内蒙古|广西|宁夏|新疆|西藏)([一-龥]{{2,3}}市)$")
"""江苏白鹭市 is 白鹭市; 吉林市 stays."""
_COUNTRY = ("国务院", "中国", "国家", "我国", "中华人民共和国")

_KIND = (
    "自治区|自治州|自治县|经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|开发区|示范区|保税区|新区|自治旗|"
    "集团有限公司|股份有限公司|有限责任公司|有限公司|集团公司|集团|公司|省|市|州(?!市)|盟|区|县|旗"
)
_KIND_ALONE = pattern_of(_KIND)
_NOT_A_WORD = "(?![场民值域位直属级镇间长内外别块隔])"
_NAME = pattern_of(
    r"(?<![一-龥\d“《])((?:[一-龥]{2,3}(?:省|自治区))?(?:[一-龥]{2,4}[市州盟])?"
    rf"[一-龥]{{2,8}}?(?:{_KIND})){_NOT_A_WORD}(?!政(?!府|协))(?!区域|[县价](?!委|政))"
)
_ACTS = (
    "(?:集团|公司|股份|年报|半年报|财报|昨日|今日|近日|日前)?"
    "(?:发布|宣布|公布|公告|表示|透露|披露|称|公司|集团|董事长|总裁|总经理|旗下|拟|净利|营收|实现营|跻身|[（(]\\d{6})"
)
"""After the short name of a company somewhere in its story; 市场, 需求 or 棉花 do none of these."""
_NOT_A_NAME = pattern_of(
    r"[第与和在对的为了将等及各全该我本这从向以是有把被据按其某每到近今去年月日时个大前后家内]|召开|举行|记者|建设|推进|加快|"
    r"打造|工业|产业|项目|企业|发展|调研|考察|走访|实地|城市|社区|园区|景区|地区|片区|城区|辖区|镇区|街区|老区|山区|小区|中国|国家|省市|市区|"
    r"重点|企事业|上市|超市|农村|中心"
)
_COMPANY = pattern_of(r"(?:集团|股份|有限|责任)*公司$")
_CONGRESS = pattern_of(
    r"在([一-龥]{2,12}?)第[一二三四五六七八九十百]+届人(?:民代表)?大|第[一二三四五六七八九十]+届全国人民代表大会"
)
_LETTERHEAD = pattern_of(r"^(?:中共|中国共产党)?([一-龥]{3,24})文件$", re.MULTILINE)
_OFFICE = pattern_of(
    r"(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|政府|管理委员会|管委会|党工委|人民代表大会常务委员会|人大常委会|人大|政协|"
    r"党委|委员会|(?<=[省市州盟区县旗])委)$"
)
_NUMBERING = pattern_of(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")
_OF_THE_COUNTRY = pattern_of(
    r"(?:国家)?(?:发展改革委|发改委|商务部|工信部|工业和信息化部|财政部|交通运输部|农业农村部|水利部|统计局|人社部|教育部|科技部|"
    r"住建部|自然资源部|生态环境部|文旅部|国资委|能源局|央行|海关总署|税务总局)(?=[：:]|[^省市县区]{0,4}(?:发布|部署|今年|将))"
)
_BRACKET = pattern_of(r"[（(][^）)]*[）)]")
_ABOVE = pattern_of(r"^[一-龥]{2,3}省(?=[一-龥]{2,}[市州盟区县旗])|^[一-龥]{2,4}?市(?=[一-龥]{2,}(?:区|县|旗)$)")
_PUBLISHER = pattern_of(
    r"^(?:信息来源|文章来源|来源|发布单位|发布机构|发布人)\s*[：:][ \t　]*([^\s-][^\n]{0,30})", re.MULTILINE
)


def normalise_organisation(name: str) -> str:
    """Return the name a body's numbers are filed under: 二七区委、区政府 and 郑州市二七区人民政府 -> 二七区."""
    name = re.split(r"[、，,\s]", _BRACKET.sub("", name).strip(), maxsplit=1)[0]
    if name in _COUNTRY:
        return "全国"
    while len(shorter := _OFFICE.sub("", name)) >= 2 and shorter != name:
        name = shorter
    name = _ABOVE.sub("", _ABOVE.sub("", name))
    name = _CITY_OF_PROVINCE.sub(r"\1", name)
    return _SHORT.get(name, name)


def find_organisation(title: str, body: str, meta: str = "") -> str:
    """Return the body an article is about, or '' where it names none."""
    if congress := _CONGRESS.search(meta):
        return normalise_organisation(congress[1]) if congress[1] else "全国"
    if "国务院" in meta:
        return "全国"
    title = _NUMBERING.sub("", title)
    if (letterhead := _LETTERHEAD.search(meta)) and (issuer := _NAME.match(letterhead[1])):
        return normalise_organisation(issuer[1])
    first, _, rest = body.partition("\n")
    scores: Counter[str] = Counter()
    _count(scores, title, (5, 3))
    if leading := _leading_place(title, body) or _province_within(title, body):
        scores[leading] += 2 if scores else 6
    _count(scores, first, (3, 3))
    _count(scores, rest, (1, 1))
    for name, _ in scores.most_common():
        if name == leading or name in title or body.count(name) > 1:
            return name
    return leading_name(title, body) or _country(title, body)


def find_publisher(text: str) -> str:
    """Return who put the page out, where a line such as 来源： says so."""
    found = _PUBLISHER.search(text)
    return found[1].strip() if found else ""


def places_named(text: str) -> Iterator[str]:
    """Yield the bodies that a text names by their kind, in the usual short name, in order of place."""
    for found in _NAME.finditer(text):
        name = normalise_organisation(found[1])
        if len(name) >= 2 and not _KIND_ALONE.fullmatch(name) and not _NOT_A_NAME.search(_COMPANY.sub("", name)):
            yield name


def _count(scores: Counter[str], text: str, weights: tuple[int, int]) -> None:
    """Add up the names of a text: the first weighs `weights[0]`, each later one `weights[1]`."""
    for nth, name in enumerate(places_named(text)):
        scores[name] += weights[min(nth, 1)]


def _leading_place(title: str, body: str) -> str:
    """Return the place that opens the title in short: 2021年贵州贵阳…… of a body that says 贵阳市 -> 贵阳市.

    After its province a place may be called by any sign: 甘肃和政 is of 和政县.
    """
    title = _TIME_FIRST.sub("", title)
    province = _LEADING_SHORT.match(title)
    rest = title[province.end() :] if province else title
    for kind in "市州盟区县旗":
        for length in (2, 3, 4):
            name = rest[:length] + kind
            if len(name) <= length or not re.search(f"{name}{_NOT_A_WORD}", body):
                continue
            if not _NOT_A_NAME.search(name) or (province and _stands_alone(name, body)):
                return name
    return _SHORT[province.group()] if province else ""


def _stands_alone(name: str, body: str) -> bool:
    """Tell a name that begins a clause of the text, and is no ordinary word but for its first sign."""
    return not _NOT_A_NAME.search(name[1:]) and bool(re.search(f"(?<![一-龥]){name}", body))


def _province_within(title: str, body: str) -> str:
    """Return the one province that a title names further on, of a body that names it again: 海洋牧场建设看山东."""
    named = {found.group() for found in _LEADING_SHORT.finditer(title)}
    name = named.pop() if len(named) == 1 else ""
    return _SHORT[name] if name and body.count(name) > 1 else ""


def _country(title: str, body: str) -> str:
    """发改委：今年将…, of a body that speaks of 全国: what a ministry tells under no place's name is the country's."""
    return "全国" if _OF_THE_COUNTRY.match(title) and "全国" in body else ""


def leading_name(title: str, body: str, least: int = 4) -> str:
    """Return the phrase that opens the title and that the body repeats: 吉利汽车上半年净利润增长17% -> 吉利汽车."""
    best, previous = "", 0
    for length in range(2, min(9, len(title))):
        count = body.count(title[:length])
        if title[length - 1].isdigit() or count < least or (best and count < 0.6 * previous):
            break
        best, previous = title[:length], count
    if best in (*_COUNTRY, "全国"):
        return "全国"
    acts = best and (title.startswith(f"{best}：") or re.search(re.escape(best) + _ACTS, body))
    return best if acts else ""
