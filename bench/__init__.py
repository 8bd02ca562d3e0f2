"""Measurements beside named peers, in one run, as ratios. None of them is a test."""
