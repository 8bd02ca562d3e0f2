"""Whose number it is, from the whole to the part: the article's body, its section's, its paragraph's, its clause's.

Who governs holds until another takes over. A body that opens a paragraph governs it; one named in the midst of a
paragraph governs its sentence. 全区, 公司 or the page's own name give the word back to the page's own body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.extract.bodies.cast import Cast, cast_of
from etl.extract.bodies.names import is_body, rank_of, same_body
from etl.extract.bodies.shares import share_out
from etl.extract.bodies.subjects import Subject, read_subject
from etl.extract.lexicon import Lexicon
from etl.extract.mentions import heading_period
from etl.extract.scene import Reading, Scene

CARRIES = re.compile(r"其中|其[一-鿿]|该(?:公司|集团|企业|镇|区|县|市|州|乡|街道|地区)|届时该|此外")
ITS = re.compile(r"其(?![中余他次它间实])")
TELLS = re.compile(
    r"^(?:据|记者|从)|^(?:近日|日前|昨日|今日|昨晚|近期|当天|同日|目前|当前|此外|同时|随后)$|(?:介绍|告诉记者|表示|认为|指出|透露|获悉|了解到|显示|说)$"
)
LATTER = re.compile(r"后者")
SCOPE = re.compile(r"[全我](?P<rank>[国省市区县镇州乡旗盟])(?!首|第|前|各|重点|产业|人大|两会|平均|性)")
NOT_A_SCOPE = re.compile(
    r"(?:占|居|列|比|高于|低于|快于|好于|优于|在|为|是|于|与|对|跻身|进入|成为|排|领跑|带动|服务|面向)$"
)
SELF = re.compile(
    r"(?:该|本)?(?:公司|集团|企业)(?!的?(?:章程|债|法)|有限|股份|化|主体|家|数|等)|全(?:公司|集团|系统|行业)"
)
THAT_PLACE = re.compile(r"该(?P<rank>[省市区县镇州乡旗])")
COMPANY = re.compile(r"(?:集团|公司|股份|银行|集团公司)$")
SENTENCES = re.compile(r"[^。！？!?\n]+")
CLAUSE = re.compile(r"[^，,；;。：:]+")
LATTER_NAME = re.compile(r"(?:持有|控股|参股|合资|旗下)(?P<n>[一-鿿]{4,16}?)(?=\d|的)")
OPENS = 4
REACH = 200
"""公司 is the company named last within so many characters."""


@dataclass(frozen=True, slots=True)
class Governor:
    """Whose numbers follow, and the rule that says so."""

    body: str
    rule: str


def find_organisations(scene: Scene) -> None:
    """Give every reading its organisation: the body that governs where it stands."""
    course = _Course(scene)
    clause_done = -1
    for reading in scene.readings:
        for clause in range(clause_done + 1, reading.clause + 1):
            course.hear_clause(clause, reading)
        if clause_done == reading.clause:
            course.hear_item(reading)
        clause_done = reading.clause
        reading.organisation = course.now.body
        reading.rules.append(course.now.rule)
    share_out(scene, course.cast)


class _Course:
    """Who governs, clause by clause."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.lexicon = scene.lexicon
        self.own = scene.sentence.article.organisation
        self.cast = cast_of(scene.sentence.article, scene.lexicon)
        self.home = Governor(self.own, "organisation:article")
        self.now = self._before()

    def hear_clause(self, clause: int, reading: Reading) -> None:
        """Let a clause name who governs from here on."""
        scene, start = self.scene, self.scene.starts[clause]
        stop = min(reading.quantity.start, scene.stops[clause])
        words = scene.without_periods(start, min(start + 60, scene.stops[clause]))
        self._hear(words, start, max(start, stop), counted=clause == reading.clause)

    def hear_item(self, reading: Reading) -> None:
        """中宁县增长58%、彭阳县增长27%: what stands between two numbers of a clause may name a body too."""
        words = reading.left.lstrip("）)、和及与 ")
        if words and words != reading.left:
            subject = read_subject(words, self.cast, self.own, self.lexicon)
            if subject is not None and subject.role == "subject":
                self._give(subject)

    def _hear(self, words: str, start: int, stop: int, *, counted: bool) -> None:
        subject = read_subject(words, self.cast, self.own, self.lexicon)
        if subject is not None and subject.role != "speaker":
            self._give(subject)
        elif subject is not None and subject.name.kind == "company":
            return
        elif ITS.match(words.lstrip(" ，,")) and self.now is self.home:
            body = self._carried()
            self.now = Governor(body, "organisation:carried") if body and not same_body(body, self.own) else self.now
        elif LATTER.match(self.scene.text, start):
            latter = _latter(self.scene.text[:start])
            self.now = Governor(latter, "organisation:latter") if latter else self.now
        else:
            self._hear_scope(start, stop, counted=counted)

    def _give(self, subject: Subject) -> None:
        printed = {*self.scene.printed, subject.printed, subject.opening}
        self.scene.printed[:] = sorted(printed, key=lambda name: (-len(name), name))
        own = same_body(subject.body, self.own)
        self.now = self.home if own else Governor(subject.body, "organisation:subject")

    def _hear_scope(self, start: int, stop: int, *, counted: bool) -> None:
        """全区, 我市, 该县, 公司: the page's own body again, or the one named last of that kind.

        What lies above the page's own is spoken of where it opens the clause of a number, and not in 居全省前列.
        """
        text = self.scene.text
        for found in SCOPE.finditer(text, start, stop):
            if not NOT_A_SCOPE.search(text[start : found.start()]):
                scope = self._scope(found["rank"])
                above = scope.rule == "organisation:scope"
                if not above or (counted and found.start() - start <= OPENS):
                    self.now = scope
                return
        opening = text[start : start + 8].lstrip(" ，,")
        place = THAT_PLACE.match(opening)
        if place:
            self.now = self._scope(place["rank"])
        elif SELF.match(opening):
            self.now = self._self(opening, start)

    def _scope(self, rank: str) -> Governor:
        """全区 is the page's own where that is a district, else the district named last, else the one above."""
        own, now = self.own, self.now.body
        if own.endswith(rank) or (rank == "区" and own.endswith("自治区")) or (own == "全国" and rank == "国"):
            return self.home
        if rank == "国":
            return Governor("全国", "organisation:scope")
        if now.endswith(rank):
            return self.now
        height, own_height = rank_of(f"某{rank}"), rank_of(own)
        if own_height is None or height is None or COMPANY.search(own):
            return self.home
        if height >= own_height:
            return self.now
        return Governor(self._above(rank) or self.cast.above(rank) or f"全{rank}", "organisation:scope")

    def _above(self, rank: str) -> str:
        """Return the body of a rank that the page's own belongs to, as the vocabulary knows it."""
        parents = {body.name: body.parent for body in self.lexicon.vocabulary.organisations}
        body: str | None = self.own
        while body is not None and not body.endswith(rank):
            body = parents.get(body)
        return body or ""

    def _self(self, opening: str, start: int) -> Governor:
        """公司 is the page's own where that is a company, else the one named last before."""
        if COMPANY.search(self.now.body) and self.now is not self.home:
            return self.now
        if (rank_of(self.own) is None and self.own != "全国") and not opening.startswith("该"):
            return self.home
        article = self.scene.sentence.article
        place = self.scene.sentence.offsets[start] - article.start
        company = self.cast.company_before(place)
        near = company is not None and company in _folded(article.text[max(0, place - REACH) : place])
        return Governor(company, "organisation:nearest-company") if company and near else self.now

    # ── before the sentence ──────────────────────────────────────────────────

    def _before(self) -> Governor:
        """Return who governs as the sentence begins: its paragraph's body, its heading's, or the article's."""
        told = self._of_paragraph()
        carried = self._carried() if CARRIES.match(self.scene.text) else None
        body = carried or (told.body if told else None) or self._of_heading() or self._of_title() or self._of_story()
        if body is None or same_body(body, self.own):
            return self.home
        return Governor(body, "organisation:carried")

    def _of_paragraph(self) -> Governor | None:
        """马寨镇今年目标8个。已完成3个: the body that opens a paragraph governs it, until the page's own comes back."""
        told: Governor | None = None
        sentences = [found[0] for found in SENTENCES.finditer(self.scene.sentence.lead)]
        for nth, sentence in enumerate(sentences):
            opening = self._opening(sentence)
            if opening is not None and (nth == 0 or told is not None or same_body(opening, self.own)):
                told = None if same_body(opening, self.own) and nth else Governor(opening, "organisation:paragraph")
        return told

    def _opening(self, sentence: str) -> str | None:
        """Return the body that governs a sentence from its first clause on, the own where it opens with 全区."""
        kept = self.cast.openings
        if sentence not in kept:
            kept[sentence] = self._read_opening(sentence)
        return kept[sentence]

    def _read_opening(self, sentence: str) -> str | None:
        for clause in CLAUSE.findall(sentence)[:3]:
            words = without_time(clause, self.scene, self.lexicon)
            if not words or TELLS.search(words):
                continue
            subject = read_subject(words, self.cast, self.own, self.lexicon)
            if subject is not None and subject.name.kind == "region":
                return None
            if subject is not None and subject.role != "speaker":
                height, own = rank_of(subject.body), rank_of(self.own)
                above = height is not None and own is not None and height < own
                return None if above else subject.body
            if SCOPE.match(words):
                return self.own
            if subject is None:
                return None
        return None

    def _of_heading(self) -> str | None:
        """新疆：抓住发展机遇: a heading that begins with a body speaks of it, and so does one above it."""
        for heading in reversed(self.scene.sentence.headings):
            words = without_time(heading, self.scene, self.lexicon)
            subject = read_subject(words, self.cast, self.own, self.lexicon)
            if subject is not None and subject.role != "speaker":
                return subject.body
        return None

    def _of_title(self) -> str | None:
        """区交投集团：冲刺“开门红”: a story that a company's name opens is of that company; 区 is the page's own."""
        if self.scene.sentence.headings:
            return None
        title = self.scene.sentence.article.title
        subject = read_subject(title, self.cast, self.own, self.lexicon)
        if subject is None or not COMPANY.search(subject.body):
            return None
        body = subject.body
        return self.own + body[1:] if self.own.endswith(body[0]) else body

    def _of_story(self) -> str | None:
        """青湾供电公司消息，…。该公司…: on a page of a place, a story of one company's own work is of that company."""
        if COMPANY.search(self.own):
            return None
        proper = [name for name in self.cast.speakers if is_body(name, "company", self.lexicon)]
        return proper[0] if len(proper) == 1 else None

    def _carried(self) -> str | None:
        """东风汽车公司…。其中，乘用车销售…: the body that the sentence before spoke of last."""
        sentences = [found[0] for found in SENTENCES.finditer(self.scene.sentence.lead)]
        found = None
        for clause in CLAUSE.findall(sentences[-1][-REACH:]) if sentences else []:
            subject = read_subject(clause, self.cast, self.own, self.lexicon)
            if subject is not None and subject.role != "speaker":
                found = subject.body
            elif SCOPE.match(clause):
                found = None
        return found


def without_time(clause: str, scene: Scene, lexicon: Lexicon) -> str:
    """Return a clause of another sentence without the words of time it begins with."""
    period = heading_period(clause[:24], scene.reference, lexicon)
    words = clause.strip()
    if period is not None and period.text and words.startswith(period.text):
        return words[len(period.text) :].lstrip(" ，,")
    return words


def _folded(text: str) -> str:
    return text.replace("\n", "")


def _latter(before: str) -> str:
    """后者今年上半年共出售490辆: the last company named before."""
    names = LATTER_NAME.findall(before)
    return names[-1] if names else ""


__all__ = ["Cast", "find_organisations"]
