"""Conformance: clauses, their verdicts, the check that collects them, and its report."""
