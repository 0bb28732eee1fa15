"""The sentences of features: the same words under pytest-bdd and under Robot Framework."""

from __future__ import annotations

from .given_sentences import GivenSentences
from .then_sentences import ThenSentences
from .when_sentences import WhenSentences


class ProcessStatusSentences(GivenSentences, WhenSentences, ThenSentences):
    """The sentences of one scenario; ``processstatus sentences`` lists them with examples.

    Args:
        targets: A targets file; by default the one that the run was given.
        profile: How the embedded simulator answers.
    """
