"""Decisions of people: a file that only grows, survives a torn line, and says when it no longer fits."""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from etl.model import Article, Decision, DecisionError, Metric, Quantity, Sentence, Statement
from etl.reviews import HEADER, append_decision, apply_decisions, describe, read_decisions, with_states
from tests.statements import INVESTED, SIGNED, quantity, statement

AT = "2024-05-20T09:30:00"


def decision(about: str = "s", verb: str = "reject", field: str = "", expected: str = "", value: str = "") -> Decision:
    return Decision(about, verb, field, expected, value, "核对过，\n“原件”如此", "李", AT)  # type: ignore[arg-type]


STATEMENT = statement("s", "target", quantity("500", text="500亿元以上"))
SEEN = describe(STATEMENT)


class Words:
    """A reader for tests: numbers in 元, and one sentence."""

    def quantity(self, text: str) -> Quantity | None:
        return quantity(text.removesuffix("元")) if text.removesuffix("元").isdigit() else None

    def metric(self, name: str, quantity: Quantity) -> Metric:
        return INVESTED if name == "完成投资" else replace(SIGNED, id=name, name=name, known=False)

    def entry(self, name: str) -> str:
        return "invested" if name == "投资完成额" else ""

    def sentence(self, document_id: str, quote: str) -> tuple[Sentence, int, int] | None:
        text = "全年完成投资60元。"
        if document_id != "d" or quote not in text:
            return None
        article = Article("d", 0, "", 0, 9, "临江区", date(2024, 2, 1), True, "")
        return Sentence(article, 0, text, (), (), 1), text.index(quote), 0


def test_what_was_appended_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    rows = [
        decision(),
        decision("t", "note", value='a "quoted", word'),
        decision("u", "correct", "kind", "x", "actual"),
    ]
    for row in rows:
        append_decision(path, row)
    assert read_decisions(path) == rows
    assert path.read_text("utf-8").startswith(",".join(HEADER) + "\n")


def test_no_file_is_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "reviews.csv") == []


@pytest.mark.parametrize("torn", ["s,reject,,", 's,reject,,500,,"half a rea', "s", "s,reject,,500,,why,who,2024-05-2"])
def test_a_torn_last_line_is_left_out_and_cut_off(tmp_path: Path, torn: str) -> None:
    path = tmp_path / "reviews.csv"
    append_decision(path, decision())
    with path.open("a", encoding="utf-8") as file:
        file.write(torn)
    assert read_decisions(path) == [decision()]
    append_decision(path, decision("t"))
    assert read_decisions(path) == [decision(), decision("t")]


def test_a_last_line_without_its_end_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    append_decision(path, decision())
    path.write_text(path.read_text("utf-8").rstrip("\n"), "utf-8")
    append_decision(path, decision("t"))
    assert read_decisions(path) == [decision(), decision("t")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("s,reject,,\n", "line 2: 4 columns where there should be 8"),
        (f"s,delete,,x,,r,b,{AT}\n", "line 2: there is no verb 'delete'"),
        (f",reject,,x,,r,b,{AT}\n", "line 2: it does not say what it is about"),
        (f"s,correct,colour,x,y,r,b,{AT}\n", "line 2: 'y' is no colour"),
        (f"s,correct,period,x,May,r,b,{AT}\n", "line 2: 'May' is no period"),
        (f"s,correct,comparator,x,about,r,b,{AT}\n", "line 2: 'about' is no comparator"),
        (f"s,correct,basis,x,monthly,r,b,{AT}\n", "line 2: 'monthly' is no basis"),
        (f"s,add,,x,hm,r,b,{AT}\n", "line 2: an addition needs JSON"),
        (f"s,link,,x,,r,b,{AT}\n", "line 2: it does not say what to link it to"),
        ("s,reject,,x,,r,b,yesterday\n", "line 2: 'yesterday' is not a time"),
    ],
)
def test_a_line_that_is_no_decision_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(",".join(HEADER) + "\n" + line, "utf-8")
    with pytest.raises(DecisionError) as error:
        read_decisions(path)
    assert str(error.value).startswith("reviews.csv, ")
    assert said in str(error.value)


def test_another_header_and_another_encoding_are_named(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("a,b\n", "utf-8")
    with pytest.raises(DecisionError, match="the first line must be about,verb"):
        read_decisions(path)
    path.write_bytes("关于".encode("gb18030"))
    with pytest.raises(DecisionError, match=r"reviews\.csv is not UTF-8 text"):
        read_decisions(path)


def test_a_decision_that_is_none_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(DecisionError):
        append_decision(tmp_path / "reviews.csv", decision(verb="delete"))
    assert not (tmp_path / "reviews.csv").exists()


def _append_many(path: Path, name: str) -> None:
    for number in range(100):
        append_decision(path, decision(f"{name}{number}", value=f"{name}，\n“{number}”" * 3))


def test_ten_people_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["etl.reviews"])
    writers = [context.Process(target=_append_many, args=(path, name)) for name in "abcdefghij"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    found = [row.about for row in read_decisions(path)]
    assert sorted(found) == sorted(f"{name}{number}" for name in "abcdefghij" for number in range(100))
    of_one = [about for about in found if about.startswith("c")]
    assert of_one == [f"c{number}" for number in range(100)], "each person's rows stand in the order they were made"


def test_decisions_made_together_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    with pytest.raises(DecisionError, match="there is no verb 'delete'"):
        append_decision(path, decision(), decision(verb="delete"))
    assert not path.exists()
    append_decision(path, decision(), decision("t"))
    assert read_decisions(path) == [decision(), decision("t")]


def test_a_rejected_statement_goes_and_an_accepted_one_comes_back_without_doubts() -> None:
    doubted = replace(STATEMENT, doubts=("年份为推断",))
    reject, accept = decision(expected=SEEN), decision(verb="accept", expected=SEEN)
    assert apply_decisions([doubted], [reject]) == ([], [reject], [])
    assert apply_decisions([doubted], [reject, accept]) == ([STATEMENT], [reject, accept], [])


@pytest.mark.parametrize(
    "stale",
    [
        decision(about="gone", expected=SEEN),
        decision(expected=SEEN.replace("500", "400")),
        decision(verb="correct", field="kind", expected="actual", value="target"),
        decision(verb="correct", field="quantity", expected="500亿元以上", value="many"),
        decision(verb="choose-official", expected="another"),
        decision(
            about="e",
            verb="add",
            expected="60元",
            value='{"kind":"target","metric":"m","quantity":"6","period":"2024"}',
        ),
    ],
)
def test_what_no_longer_fits_is_stale_and_changes_nothing(stale: Decision) -> None:
    assert apply_decisions([STATEMENT], [stale], Words()) == ([STATEMENT], [], [stale])


@pytest.mark.parametrize(
    ("field", "value", "seen"),
    [
        ("kind", "actual", "actual"),
        ("organisation", "临江经开区", "临江经开区"),
        ("metric", "完成投资", "完成投资"),
        ("quantity", "400元", "400元"),
        ("comparator", ">=", ">="),
        ("basis", "stock", "stock"),
        ("period", "2023", "2023-01-01/2023-12-31"),
        ("period", "../2024-04-30", "../2024-04-30"),
    ],
)
def test_a_correction_changes_its_field(field: str, value: str, seen: str) -> None:
    row = decision(verb="correct", field=field, expected=describe(STATEMENT, field), value=value)
    (corrected,), applied, stale = apply_decisions([STATEMENT], [row], Words())
    assert (describe(corrected, field), applied, stale) == (seen, [row], [])
    assert corrected.id == STATEMENT.id
    assert corrected.rules[-1] == f"corrected-{field}"


def test_the_day_of_a_result_is_corrected_as_it_was_seen() -> None:
    result = replace(STATEMENT, kind="actual")
    assert describe(result, "as_of") == "2024-05-15", "the day of its publication, where the text dates nothing"
    row = decision(verb="correct", field="as_of", expected="2024-05-15", value="2024-04-30")
    ((corrected,), _, _) = apply_decisions([result], [row])
    assert describe(corrected, "as_of") == "2024-04-30"


def test_a_second_correction_expects_what_the_first_made() -> None:
    first = decision(verb="correct", field="kind", expected="target", value="actual")
    second = decision(verb="correct", field="kind", expected="actual", value="target")
    assert describe(apply_decisions([STATEMENT], [first, second])[0][0], "kind") == "target"


def test_an_addition_stands_on_its_quote() -> None:
    wanted = {"kind": "target", "metric": "完成投资", "quantity": "60元", "period": "2024"}
    row = decision("d", "add", "", "完成投资60元", json.dumps(wanted, ensure_ascii=False))
    (added,), applied, _ = apply_decisions([], [row], Words())
    assert applied == [row]
    assert (added.metric, added.organisation, added.quote, added.quote_start) == (INVESTED, "临江区", "完成投资60元", 2)
    assert added.id == apply_decisions([], [row], Words())[0][0].id


def test_choosing_and_noting_change_no_statement() -> None:
    rows = [decision(verb="choose-official", expected=SEEN), decision(verb="note", expected=SEEN)]
    found: tuple[list[Statement], list[Decision], list[Decision]] = apply_decisions([STATEMENT], rows)
    assert found == ([STATEMENT], rows, [])


@pytest.mark.parametrize(
    ("comparator", "bounds"),
    [(">=", ("500", None)), ("<", (None, "500")), ("=", ("500", "500")), ("~", ("500", "500"))],
)
def test_another_comparator_is_another_bound(comparator: str, bounds: tuple[str | None, str | None]) -> None:
    seen = describe(STATEMENT, "comparator")
    row = decision(verb="correct", field="comparator", expected=seen, value=comparator)
    ((corrected,), _, _) = apply_decisions([STATEMENT], [row])
    low, high = (None if bound is None else Decimal(bound) for bound in bounds)
    assert (corrected.quantity.low, corrected.quantity.high) == (low, high)


def test_what_was_taken_back_is_as_if_it_had_not_been() -> None:
    reject = decision(expected=SEEN)
    undo = decision(reject.id, "undo")
    again = decision(undo.id, "undo")
    assert apply_decisions([STATEMENT], [reject, undo]) == ([STATEMENT], [undo], [])
    assert apply_decisions([STATEMENT], [reject, undo, again]) == ([], [reject, again], [])
    rows = [reject, undo, decision("no such row", "undo")]
    _, _, stale = apply_decisions([STATEMENT], rows)
    assert [state for _, state in with_states(rows, stale)] == ["undone", "applied", "stale"]


def test_a_correction_on_what_was_taken_back_is_stale() -> None:
    first = decision(verb="correct", field="kind", expected="target", value="actual")
    second = decision(verb="correct", field="kind", expected="actual", value="target")
    undo = decision(first.id, "undo")
    assert apply_decisions([STATEMENT], [first, second, undo]) == ([STATEMENT], [undo], [second])


def test_an_adopted_phrase_is_held_against_the_vocabulary() -> None:
    done = decision("=投资完成额|元", "adopt", "alias", "投资完成额", "invested")
    gone = decision("=投资完成额|元", "adopt", "alias", "投资完成额", "signed")
    assert apply_decisions([STATEMENT], [done, gone], Words()) == ([STATEMENT], [done], [gone])


def test_a_phrase_is_left_as_it_is_while_it_is_in_use() -> None:
    rows = [decision("signed", "accept", "metric", "签约额"), decision("gone", "accept", "metric", "某某")]
    assert apply_decisions([STATEMENT], rows) == ([STATEMENT], rows[:1], rows[1:])
