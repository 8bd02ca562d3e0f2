"""Projects that prose names: their investment, the steps they took or are promised for, and who answers for them.

Conservative on purpose: a project counts where its name is plain and something is said of it that a ledger would hold.
What the rules find of one project in one sentence is one report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from etl.extract.project_names import names_in
from etl.extract.project_rules import RULES, find_promises
from etl.extract.sightings import Sighting
from etl.model import Document, Sentence
from etl.projects import STEPS, ProjectReport, report_id
from etl.vocabulary import Vocabulary


def find_projects(document: Document, sentences: Iterable[Sentence], vocabulary: Vocabulary) -> list[ProjectReport]:
    """Return what a document says of projects by name, in order of place; one a project and sentence."""
    found: list[ProjectReport] = []
    paragraph, named = (-1, -1), ""
    for sentence in sentences:
        if (sentence.article.position, sentence.paragraph) != paragraph:
            paragraph, named = (sentence.article.position, sentence.paragraph), ""
        sightings = [seen for rule in RULES for seen in rule(sentence, vocabulary)]
        if not sightings and named:
            sightings = list(find_promises(sentence, vocabulary, named))
        found += [_report(document, sentence, merged) for merged in _merged(sightings)]
        names = [name for name, _ in names_in(sentence.text, vocabulary)]
        named = names[-1] if len(set(names)) == 1 else "" if names else named
    return found


def _merged(sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """Put together what was found of each project; the rule that comes first has the word."""
    for name in dict.fromkeys(seen.name for seen in sightings):
        of_it = [seen for seen in sightings if seen.name == name]
        steps = {step.step: step for seen in reversed(of_it) for step in seen.milestones}
        ordered = sorted(steps.values(), key=lambda step: STEPS.index(step.step))
        yield replace(
            of_it[0],
            rule=" ".join(dict.fromkeys(seen.rule for seen in of_it)),
            start=min(seen.start for seen in of_it),
            stop=max(seen.stop for seen in of_it),
            milestones=tuple(ordered),
            doubts=tuple(dict.fromkeys(doubt for seen in of_it for doubt in seen.doubts)),
            **{field: _first(of_it, field) for field in ("investment", "stage", "owner", "leader", "problem")},
        )


def _first(sightings: Sequence[Sighting], field: str) -> Any:
    return next((value for seen in sightings if (value := getattr(seen, field)) is not None), None)


def _report(document: Document, sentence: Sentence, seen: Sighting) -> ProjectReport:
    """Return what a rule found of a project as a report of it, with the stretch of the document to quote."""
    article = sentence.article
    first, last = sentence.span(seen.start, seen.stop)
    doubts = seen.doubts if article.published_stated else (*seen.doubts, "文件日期为推断")
    return ProjectReport(
        id=report_id(document.sha256, f"{first}\x1f{sentence.text}", seen.name),
        name=seen.name,
        organisation=article.organisation,
        stage=seen.stage,
        total_investment=seen.investment,
        annual_investment=None,
        annual_done=None,
        cumulative_investment=None,
        owner=seen.owner,
        leader=seen.leader,
        problem=seen.problem,
        chain=None,
        milestones=seen.milestones,
        document_id=document.id,
        position=article.position,
        article=article.title,
        published_on=article.published_on,
        published_stated=article.published_stated,
        sentence=sentence.text,
        quote=document.text[first:last],
        quote_start=first,
        rules=tuple(seen.rule.split()),
        doubts=doubts,
    )
