"""Anything at all put into whatever reads: no crash, no hang, no memory without bound."""
