"""What can be given anything: each surface takes one case, made from chance, and raises where it does not hold."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from bench.faults.deaths import decision
from bench.fuzz.files import change, real_files
from board.access.record import read_record
from board.access.rules import RulesError, load_rules
from board.view import NAMES, View
from etl.extract import extract_statements
from etl.extract.numerals import find_numbers
from etl.extract.periods import find_periods
from etl.extract.quantities import find_quantities
from etl.growing import GrowingFileError
from etl.model import Document, DocumentError, XushiError
from etl.read import split_articles, split_sentences
from etl.reading import read_file
from etl.review_file import HEADER, append_decision, read_day, read_decisions, read_period
from etl.vocabulary import Vocabulary, VocabularyError, load_vocabulary

DAY = date(2024, 5, 20)
# The pieces that the rules look for; strung together at random they meet in every order.
SIGNS = "0123456789０９一二两三十百千万亿兆零〇半几数.，,、。；：:—-~～至到%％‰（）()《》“”\n \t\u3000\u200b\x00\ufeff"
WORDS = (
    *SIGNS,
    *("以上", "以下", "以内", "左右", "超", "突破", "逾", "余", "多", "近", "约", "不低于", "不超过", "过半", "翻一番"),
    *("亿元", "万元", "个", "%", "个百分点", "平方米", "亩", "公里", "吨", "户", "人次", "套", "万亿", "元/平方米"),
    *("2024年", "今年", "去年", "上半年", "一季度", "1—4月", "截至4月底", "十四五", "“十四五”", "全年", "3月6日"),
    *("13月", "力争", "达到", "完成", "实现", "确保", "同比增长", "下降", "占年度目标的", "其中", "总投资", "签约额"),
    *("新签约项目", "临江区", "全区", "全市", "公司", "项目", "GDP", "地区生产总值", "分别", "第", "二七", "12345"),
    *("一号工程", "两成", "次", "http://x", "=1+1", "<b>", "{datum}", "$x$", "'; DROP", "\U0001f600"),
)

prose = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=60).map("".join)
anything = prose | st.text(max_size=300)
address = st.dictionaries(st.sampled_from(sorted(NAMES.values())) | st.text(max_size=5), anything, max_size=8)
row = st.lists(st.text(max_size=20) | st.sampled_from(("correct", "add", "2024", "{}", '"', "\n", "")), max_size=10)


def numerals(text: str) -> None:
    """Numbers stand where they say they stand."""
    for number in find_numbers(text):
        assert 0 <= number.start < number.stop <= len(text)


def quantities(text: str) -> None:
    """So do quantities."""
    for found in find_quantities(text):
        assert 0 <= found.start < found.stop <= len(text)


def periods(text: str) -> None:
    """A period ends no earlier than it starts."""
    for found in find_periods(text, DAY):
        period = getattr(found, "period", found)
        start, stop = getattr(period, "start", None), getattr(period, "stop", None)
        assert not (isinstance(start, date) and isinstance(stop, date)) or start <= stop


def statements(text: str, vocabulary: Vocabulary) -> None:
    """The quote of a statement stands in its document."""
    known = {"id": "d", "path": "d.txt", "sha256": "0" * 64, "title": "要点", "publisher": "临江区", "url": ""}
    document = Document(**known, organisation="临江区", published_on=DAY, published_stated=True, text=text)
    sentences = [sentence for article in split_articles(document) for sentence in split_sentences(article)]
    for statement in extract_statements(document, sentences, vocabulary):
        assert statement.quantity.low is not None or statement.quantity.high is not None


def addresses(query: dict[str, str]) -> None:
    """A view that was read from an address is the view of its own address."""
    view = View.from_query(query)
    assert View.from_query(view.to_query(*NAMES)) == view


def moments(text: str) -> None:
    """Days and periods of decisions are read or are none."""
    read_day(text)
    read_period(text, DAY)


class Folder:
    """The surfaces that read files: real ones of each kind, changed; a folder of its own to write them to."""

    def __init__(self, place: Path, documents: Path, shipped: Path) -> None:
        self.place, self.shipped = place, shipped
        self.files = list(real_files(documents).items())
        self.vocabulary = load_vocabulary()
        self.tomls = sorted(shipped.glob("*.toml"))

    def reader(self, chance: random.Random) -> None:
        """A document is read, or refused in one sentence; the rules never fail on it."""
        suffix, content = chance.choice(self.files)
        path = self.place / f"changed{suffix}"
        path.write_bytes(change(content, chance))
        beside = path.with_name(f"{path.name}.toml")
        if chance.random() < 0.1:
            beside.write_bytes(change('title = "x"\npublished_on = 2024-05-15\norg = "临江区"\n'.encode(), chance))
        try:
            read_file(path, self.place, self.vocabulary)
        except DocumentError as error:
            _demand_sentence(error)
            if "the rules fail" in str(error):
                raise
        finally:
            path.unlink()
            beside.unlink(missing_ok=True)

    def vocabularies(self, chance: random.Random) -> None:
        """A vocabulary is loaded, or refused in one sentence."""
        folder = self.place / "vocabulary"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.shipped, folder)
        path = folder / chance.choice(self.tomls).name
        path.write_bytes(change(path.read_bytes(), chance))
        try:
            load_vocabulary(self.place)
        except VocabularyError as error:
            _demand_sentence(error)

    def reviews(self, chance: random.Random) -> None:
        """A file of decisions is read or refused; what is added to one that is read stands at its end."""
        path = self.place / "reviews.csv"
        lines = ",".join(HEADER) + '\ns1,note,,"a ""b""\nc",d,,何,2024-05-20T09:30:00\n' * chance.randrange(4)
        content = lines.encode()
        path.write_bytes(change(content, chance) if chance.random() < 0.9 else content)
        try:
            before = read_decisions(path)
            append_decision(path, decision("last"))
            assert read_decisions(path) == [*before, decision("last")]
        except XushiError as error:
            _demand_sentence(error)
        finally:
            path.unlink()

    def rules_and_record(self, chance: random.Random) -> None:
        """So it is with the rules of access and the record of acts."""
        rules = '[access]\nsession_hours = 8\n[role.viewer]\nvalues = ["x"]\n[[person]]\nid = "a"\nrole = "admin"\n'
        (self.place / "access.toml").write_bytes(change(rules.encode(), chance))
        (self.place / "audit.csv").write_bytes(change(b"at,by,act,about\n2024-05-20T09:30:00,a,export,b\n", chance))
        try:
            found = load_rules(self.place)
            if found is not None:
                found.who({"email": "a", "roles": ["x"]})
            read_record(self.place)
        except (RulesError, GrowingFileError) as error:
            _demand_sentence(error)


def _demand_sentence(error: Exception) -> None:
    text = str(error)
    assert text.strip()
    assert "Traceback" not in text
    assert len(text) < 3000


TEXTS: dict[str, tuple[Callable[[str], None], float]] = {
    "numerals": (numerals, 0.24),
    "quantities": (quantities, 0.14),
    "periods": (periods, 0.14),
    "moments of decisions": (moments, 0.06),
}
"""The surfaces that take a text, with their share of the cases."""
