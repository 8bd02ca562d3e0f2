"""Statements made by hand, for tests of what comes after extraction."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from etl.model import Article, Basis, Comparator, Kind, Metric, Period, Quantity, Sentence, Statement

SIGNED = Metric("signed", "签约额", "元", "higher", True, "招商引资", True)
INVESTED = Metric("invested", "完成投资", "元", "higher", True, "项目建设", True)
GROWTH = Metric("growth", "地区生产总值增速", "%", "higher", False, "经济", True)
RATE = Metric("invested-rate", "完成投资完成率", "%", "higher", False, "项目建设", True)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def quantity(number: str, unit: str = "元", comparator: Comparator = "=", text: str = "") -> Quantity:
    value = Decimal(number)
    return Quantity(
        low=None if comparator in ("<", "<=") else value,
        high=None if comparator in (">", ">=") else value,
        unit=unit,
        comparator=comparator,
        text=text or f"{number}{unit}",
        start=0,
        stop=1,
        value=value,
        value_max=None,
        value_unit=unit,
    )


def period(start: date | None, stop: date, as_of: date | None = None) -> Period:
    return Period(start, stop, as_of, True)


def statement(
    id: str,
    kind: Kind,
    number: str | Quantity,
    metric: Metric = SIGNED,
    *,
    when: tuple[date | None, date] = YEAR,
    as_of: date | None = None,
    organisation: str = "临江区",
    published_on: date | None = date(2024, 5, 15),
    document: str = "d",
    basis: Basis = "flow",
    **rest: Any,
) -> Statement:
    article = Article(document, 0, "标题", 0, 9, organisation, published_on, True, "")
    read = number if isinstance(number, Quantity) else quantity(number, metric.unit)
    return Statement(
        id=id,
        kind=kind,
        metric=metric,
        organisation=organisation,
        quantity=read,
        period=period(*when, as_of),
        basis=basis,
        sentence=Sentence(article, 0, f"{metric.name}{read.text}。", (), (), 1),
        quote=read.text,
        quote_start=rest.pop("quote_start", 0),
        **rest,
    )
