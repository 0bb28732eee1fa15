"""Documented requests written otherwise: with the same meaning, or with one fault."""
