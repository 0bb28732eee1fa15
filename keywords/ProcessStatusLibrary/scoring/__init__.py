"""Scores: how many of the simulator's seeded defects a check or a suite of tests notices, and which ones it misses."""
