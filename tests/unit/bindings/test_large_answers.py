"""A large answer is kept without its document, and read again when somebody looks at it."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from ProcessStatusLibrary import reply as replies
from ProcessStatusLibrary.reply import Reply

from .samples import Sample, reply, samples

SAMPLES = samples("response")


def written(document: Any) -> Any:
    """A document in a form that can be compared."""
    return etree.tostring(document) if isinstance(document, etree._Element) else document


def read_of(answered: Reply) -> tuple[Any, ...]:
    """All that was read of an answer."""
    found = answered.classified
    readers = (answered.kind, answered.fault, answered.status, answered.started, answered.problems, answered.not_found)
    return *readers, str(answered.error()), found.kind, found.detail, written(found.document), found.members is None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_large_answer_is_read_like_any_other(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    small = reply(sample)
    monkeypatch.setattr(replies, "LARGE", 1)
    large = reply(sample)

    assert read_of(large) == read_of(small)
    assert large.kept.document is None
    assert large.kept.members is None
    assert large.read_again == (small.kept.document is not None)


def test_the_document_of_a_large_answer_is_let_go() -> None:
    def answered(spaces: int) -> Reply:
        return reply("listrak-GetProcessStatus-soap11", ("<soap:Body>", f"<soap:Body>{' ' * spaces}"))

    first, *others = [answered(replies.LARGE + more) for more in range(3)]
    document = first.classified.document

    assert first.classified.document is document
    assert all(other.classified.document is not None for other in others)
    assert first.classified.document is not document
