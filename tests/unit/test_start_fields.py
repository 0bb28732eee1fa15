"""The table of a start sentence: every row a field and a value, each field once."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.when_sentences import start_fields


def test_a_field_with_a_dot_is_a_member_of_another() -> None:
    table = [["name", "Notepad"], ["values.user", "Ada"], ["values.copies", "2"]]

    assert start_fields(table) == {"name": "Notepad", "values": {"user": "Ada", "copies": "2"}}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([["name"]], "The row 'name' of the table has not two cells. Write field and value."),
        ([["name", "A", "B"]], "The row 'name | A | B' of the table has not two cells. Write field and value."),
        ([["name", "A"], ["name", "B"]], "The field 'name' stands twice in the table. Write it once."),
        ([["values.a", "A"], ["values.a", "B"]], "The field 'values.a' stands twice in the table. Write it once."),
        ([["values.a", "A"], ["values", "B"]], "The field 'values' stands twice in the table. Write it once."),
        ([["values", "B"], ["values.a", "A"]], "The field 'values.a' stands twice in the table. Write it once."),
    ],
    ids=["one cell", "three cells", "twice", "a member twice", "a whole after a member", "a member after a whole"],
)
def test_a_misspelt_table(table: list[list[str]], message: str) -> None:
    with pytest.raises(ValueError, match="table") as caught:
        start_fields(table)

    assert str(caught.value) == message
