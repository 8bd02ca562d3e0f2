"""Helpers for those who work on the board: a served board with a browser, and its pictures."""
