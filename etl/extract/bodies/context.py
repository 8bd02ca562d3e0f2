"""Who governs as a sentence begins: the body of its paragraph, of its heading, or of the story it is part of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from etl.extract.bodies.cast import Cast
from etl.extract.bodies.names import IS_A_COMPANY, is_body, rank_of, same_body, scope_pattern
from etl.extract.bodies.subjects import Subject, read_subject
from etl.extract.mentions import heading_period
from etl.extract.scene import Scene
from etl.patterns import pattern_of

CARRIES = pattern_of(r"其中|其[一-鿿]|该(?:公司|集团|企业|镇|区|县|市|州|乡|街道|地区)|届时该")
TELLS = pattern_of(
    r"^(?:据|记者|从)|^(?:近日|日前|昨日|今日|昨晚|近期|当天|同日|目前|当前|此外|同时|随后)$|"
    r"(?:介绍|告诉记者|表示|认为|指出|透露|获悉|了解到|显示|说)$"
)
REPORTS = pattern_of(r"(?:年报|季报|中报|财报|公告|快报|预告|报告)[^，。]{0,4}(?:显示|称|披露|指出)$")
SELF_OPENS = pattern_of(r"(?:该|本)?(?:公司|集团)(?!的?(?:章程|债|法)|有限|股份|化|数|等)")
SENTENCES = pattern_of(r"[^。！？!?\n]+")
CLAUSE = pattern_of(r"[^，,；;。：:]+")
FIRST_CLAUSES = 3
REACH = 200


def body_before(scene: Scene, cast: Cast) -> str | None:
    """Return the body other than the page's own that governs as the sentence begins, or None."""
    for look in BEFORE:
        body = look(scene, cast)
        if body is not None:
            return None if same_body(body, cast.own) else body
    return None


def of_sentence_before(scene: Scene, cast: Cast) -> str | None:
    """东风汽车公司…。其中，乘用车销售…: what goes on about the sentence before is of whom that spoke of."""
    return body_of_sentence_before(scene, cast) if CARRIES.match(scene.text) else None


def of_paragraph(scene: Scene, cast: Cast) -> str | None:
    """马寨镇今年目标8个。已完成3个: the body that opens a paragraph governs it, until the page's own comes back."""
    told: str | None = None
    for nth, sentence in enumerate(SENTENCES.findall(scene.sentence.lead)):
        opening = cast.kept(f"{scene.sentence.paragraph}。{sentence}", partial(_opening, sentence, scene, cast))
        if opening is not None and (nth == 0 or told is not None or same_body(opening, cast.own)):
            told = None if same_body(opening, cast.own) and nth else opening
    return told


def of_heading(scene: Scene, cast: Cast) -> str | None:
    """新疆：抓住发展机遇: a heading that begins with a body speaks of it, and so does one above it."""
    for heading in reversed(scene.sentence.headings):
        body = cast.kept(f"#{heading}", partial(_named, heading, scene, cast))
        if body is not None:
            return body
    return None


def of_title(scene: Scene, cast: Cast) -> str | None:
    """区交投集团：冲刺“开门红”: a story that a company's name opens is of that company; 区 is the page's own."""
    if scene.sentence.headings:
        return None
    title = scene.sentence.article.title
    body = cast.kept(f"#{title}", partial(_named, title, scene, cast))
    if body is None or not IS_A_COMPANY.search(body):
        return None
    return cast.own + body[1:] if cast.own.endswith(body[0]) else body


def of_story(scene: Scene, cast: Cast) -> str | None:
    """青湾供电公司消息，…。该公司…: on a page of a place, a story of one company's own work is of that company."""
    if IS_A_COMPANY.search(cast.own):
        return None
    proper = [name for name in cast.speakers if is_body(name, "company", scene.lexicon)]
    return proper[0] if len(proper) == 1 else None


BEFORE: tuple[Callable[[Scene, Cast], str | None], ...] = (
    of_sentence_before,
    of_paragraph,
    of_heading,
    of_title,
    of_story,
)


def body_of_sentence_before(scene: Scene, cast: Cast) -> str | None:
    """Return the body that the sentence before spoke of last, None where it went back to the page's own."""
    sentences = SENTENCES.findall(scene.sentence.lead)
    found = None
    for clause in CLAUSE.findall(sentences[-1][-REACH:]) if sentences else []:
        subject = _subject(clause, scene, cast)
        if subject is not None:
            found = subject.body
        elif _gives_back(clause, scene, cast):
            found = None
    return found


def without_time(clause: str, scene: Scene) -> str:
    """Return a clause of another sentence without the words of time it begins with."""
    period = heading_period(clause[:24], scene.reference, scene.lexicon)
    words = clause.strip()
    if period is not None and period.text and words.startswith(period.text):
        return words[len(period.text) :].lstrip(" ，,")
    return words


def _opening(sentence: str, scene: Scene, cast: Cast) -> str | None:
    """Return the body that governs a sentence from its first clause on, the own where it opens with 全区."""
    for clause in CLAUSE.findall(sentence)[:FIRST_CLAUSES]:
        words = without_time(clause, scene)
        subject = read_subject(words, cast, scene.lexicon) if words else None
        if (
            subject is not None
            and subject.role != "speaker"
            and subject.name.kind == "company"
            and REPORTS.search(words)
        ):
            return subject.body
        if not words or TELLS.search(words):
            continue
        if subject is None and SELF_OPENS.match(words) and rank_of(cast.own) is not None:
            return cast.company_before(scene.sentence.offsets[0] - scene.sentence.article.start)
        if subject is None:
            return cast.own if _gives_back(words, scene, cast) else None
        if subject.role != "speaker":
            return None if subject.name.kind == "region" or _is_above(subject.body, cast.own) else subject.body
    return None


def _gives_back(words: str, scene: Scene, cast: Cast) -> bool:
    """全县… on a page of a county is the page's own again; 全乡 there is of the town that the heading names."""
    scope = scope_pattern(scene.lexicon).match(words)
    if scope is None:
        return False
    height, own_height = rank_of(f"某{scope['rank']}"), rank_of(cast.own)
    return height is None or own_height is None or height <= own_height


def _is_above(body: str, own: str) -> bool:
    """省委、省政府…: what lies above the page's own sets its tasks, and does not govern a paragraph of its."""
    height, own_height = rank_of(body), rank_of(own)
    return height is not None and own_height is not None and height < own_height


def _named(title: str, scene: Scene, cast: Cast) -> str | None:
    subject = _subject(without_time(title, scene), scene, cast)
    return None if subject is None else subject.body


def _subject(words: str, scene: Scene, cast: Cast) -> Subject | None:
    """Return who a stretch speaks of, None where whoever it names only tells."""
    subject = read_subject(words, cast, scene.lexicon)
    return None if subject is None or subject.role == "speaker" else subject
