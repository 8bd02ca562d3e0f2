"""Whose number it is, from the whole to the part: the article's body, its section's, its paragraph's, its clause's.

Who governs holds until another takes over. A body that opens a paragraph governs it; one named in the midst of a
paragraph governs its sentence. 全区, 公司 or the page's own name give the word back to the page's own body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.extract.bodies.cast import cast_of
from etl.extract.bodies.context import body_before, body_of_sentence_before
from etl.extract.bodies.names import IS_A_COMPANY, is_body, rank_of, same_body, scope_pattern
from etl.extract.bodies.shares import share_out
from etl.extract.bodies.subjects import Subject, read_subject
from etl.extract.scene import Reading, Scene
from etl.patterns import pattern_of

ITS = pattern_of(r"其(?![中余他次它间实])")
LATTER = pattern_of(r"后者")
NOT_A_SCOPE = pattern_of(
    r"(?:占|居|列|比|高于|低于|快于|好于|优于|在|为|是|于|与|对|跻身|进入|成为|排|领跑|带动|服务|面向)$"
)
SELF = pattern_of(
    r"(?:该|本)?(?:公司|集团|企业)(?!的?(?:章程|债|法)|有限|股份|化|主体|家|数|等)|全(?:公司|集团|系统|行业)"
)
THAT_PLACE = pattern_of(r"该(?P<rank>[省市区县镇州乡旗])")
LATTER_NAME = pattern_of(r"(?:持有|控股|参股|合资|旗下)(?P<n>[一-鿿]{4,16}?)(?=\d|的)")
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
        self.cast = cast_of(scene.sentence.article, scene.lexicon)
        self.own = self.cast.own
        self.home = Governor(self.own, "organisation:article")
        before = body_before(scene, self.cast)
        self.now = Governor(before, "organisation:carried") if before else self.home

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
            subject = read_subject(words, self.cast, self.lexicon)
            if subject is not None and subject.role == "subject":
                self._give(subject)

    def _hear(self, words: str, start: int, stop: int, *, counted: bool) -> None:
        """长沙县…, 其…, 后者…, 全区…: let a clause give the word to whom it names, takes up or goes back to."""
        subject = read_subject(words, self.cast, self.lexicon)
        if subject is not None and subject.role != "speaker":
            self._give(subject)
        elif subject is not None and subject.name.kind == "company":
            return
        elif ITS.match(words.lstrip(" ，,")) and self.now is self.home:
            body = body_of_sentence_before(self.scene, self.cast)
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
        for found in scope_pattern(self.scene.lexicon).finditer(text, start, stop):
            if not NOT_A_SCOPE.search(text[start : found.start()]):
                scope = self._scope(found["rank"], found.start())
                above = scope.rule == "organisation:scope"
                if not above or (counted and found.start() - start <= OPENS):
                    self.now = scope
                return
        opening = text[start : start + 8].lstrip(" ，,")
        place = THAT_PLACE.match(opening)
        if place:
            self.now = self._that_place(place["rank"], start)
        elif SELF.match(opening):
            self.now = self._self(opening, start)

    def _scope(self, rank: str, start: int) -> Governor:
        """全区 is the page's own where that is a district, else the district named last, else the one above."""
        own, now = self.own, self.now.body
        if own.endswith(rank) or (rank == "区" and own.endswith("自治区")) or (own == "全国" and rank == "国"):
            return self.home
        if rank == "国":
            return Governor("全国", "organisation:scope")
        if now.endswith(rank):
            return self.now
        height, own_height = rank_of(f"某{rank}"), rank_of(own)
        if own_height is None or height is None or IS_A_COMPANY.search(own):
            return self.home
        if height >= own_height:
            return self._named_before(rank, start) or self.now
        return Governor(self._above(rank) or self.cast.above(rank) or f"全{rank}", "organisation:scope")

    def _that_place(self, rank: str, start: int) -> Governor:
        """大宁县委书记表示，该县…: the place of that rank named last, whoever it was that spoke."""
        if self.now.body.endswith(rank):
            return self.now
        return self._named_before(rank, start) or self._scope(rank, start)

    def _named_before(self, rank: str, start: int) -> Governor | None:
        """Return the place of a rank that the article named last, within reach."""
        sentence = self.scene.sentence
        place = sentence.offsets[start] - sentence.article.start
        said = sentence.article.text[max(0, place - 2 * REACH) : place]
        named = re.findall(rf"(?<![一-鿿])([一-鿿]{{1,4}}?{rank})(?![一-鿿]*{rank}内)", said)
        proper = [name for name in named if is_body(name, "place", self.lexicon)]
        return self._governor(proper[-1]) if proper else None

    def _governor(self, body: str) -> Governor:
        return self.home if same_body(body, self.own) else Governor(body, "organisation:named-before")

    def _above(self, rank: str) -> str:
        """Return the body of a rank that the page's own belongs to, as the vocabulary knows it."""
        parents = {body.name: body.parent for body in self.lexicon.vocabulary.organisations}
        body: str | None = self.own
        while body is not None and not body.endswith(rank):
            body = parents.get(body)
        return body or ""

    def _self(self, opening: str, start: int) -> Governor:
        """公司 is the page's own where that is a company, else the one named last before."""
        if IS_A_COMPANY.search(self.now.body) and self.now is not self.home:
            return self.now
        if (rank_of(self.own) is None and self.own != "全国") and not opening.startswith("该"):
            return self.home
        article = self.scene.sentence.article
        place = self.scene.sentence.offsets[start] - article.start
        company = self.cast.company_before(place)
        near = company is not None and company in _folded(article.text[max(0, place - REACH) : place])
        if company is None or not near:
            return self.now
        return self.home if same_body(company, self.own) else Governor(company, "organisation:nearest-company")


def _folded(text: str) -> str:
    return text.replace("\n", "")


def _latter(before: str) -> str:
    """后者今年上半年共出售490辆: the last company named before."""
    names = LATTER_NAME.findall(before)
    return names[-1] if names else ""
