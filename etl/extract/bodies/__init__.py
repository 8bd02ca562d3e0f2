"""Whose number it is: who governs an article, its sections, its paragraphs and its clauses."""

from etl.extract.bodies.course import find_organisations

__all__ = ["find_organisations"]
