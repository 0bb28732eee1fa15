"""XML Schemas whose references multiply: counted before an engine builds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary.schemas.schema_files import UnsafeFile, schema_tree

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
CONTRACTS = Path(__file__).parents[3] / "resources/ProcessStatusLibrary/contracts"
LARGE = "a.xsd: a group or type has more than 500 parts, counting those of all that it refers to"
MANY = "a.xsd: its groups and types have more than 100000 parts, counted at each reference"


def groups(levels: int, last: str = '<xs:element name="a"/>') -> str:
    """Groups of which each refers to the next one twice."""
    written = "".join(
        f'<xs:group name="g{level}"><xs:sequence>{f"""<xs:group ref="g{level + 1}"/>""" * 2}</xs:sequence></xs:group>'
        for level in range(levels)
    )
    return (
        f'{written}<xs:group name="g{levels}"><xs:sequence>{last}</xs:sequence></xs:group>'
        '<xs:element name="r"><xs:complexType><xs:group ref="g0"/></xs:complexType></xs:element>'
    )


def attributes(levels: int) -> str:
    """Groups of attributes of which each refers to the next one twice."""
    written = "".join(
        f'<xs:attributeGroup name="g{level}">{f"""<xs:attributeGroup ref="g{level + 1}"/>""" * 2}</xs:attributeGroup>'
        for level in range(levels)
    )
    return f'{written}<xs:attributeGroup name="g{levels}"/>'


def unions(levels: int) -> str:
    """Types of which each is the next one or the next one."""
    written = "".join(
        f'<xs:simpleType name="t{level}"><xs:union memberTypes="t{level + 1} t{level + 1}"/></xs:simpleType>'
        for level in range(levels)
    )
    return f'{written}<xs:simpleType name="t{levels}"><xs:restriction base="xs:int"/></xs:simpleType>'


def extensions(levels: int) -> str:
    """Types of which each has an element more than the next one."""
    return "".join(
        f'<xs:complexType name="t{level}"><xs:complexContent><xs:extension base="t{level + 1}"><xs:sequence>'
        '<xs:element name="a"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>'
        for level in range(levels)
    )


RECURSIVE = (
    '<xs:group name="g"><xs:sequence><xs:element name="a" minOccurs="0"><xs:complexType><xs:sequence>'
    '<xs:group ref="g"/><xs:group ref="g"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:group>'
    '<xs:element name="r"/>'
)


def written(folder: Path, content: str) -> Path:
    """A schema in a file."""
    path = folder / "a.xsd"
    path.write_text(f"<xs:schema {XS}>{content}</xs:schema>", encoding="utf-8")
    return path


def elements(count: int) -> str:
    """A type of optional elements."""
    optional = '<xs:element name="a" minOccurs="0"/>' * count
    return f'<xs:element name="r"><xs:complexType><xs:sequence>{optional}</xs:sequence></xs:complexType></xs:element>'


def uses(count: int) -> str:
    """A group of 500 elements, and types that are nothing else."""
    group = f'<xs:group name="g"><xs:sequence>{"<xs:element/>" * 500}</xs:sequence></xs:group>'
    return group + '<xs:complexType><xs:group ref="g"/></xs:complexType>' * count


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (groups(22), LARGE),
        (groups(60), LARGE),
        (groups(9), LARGE),
        (groups(5, '<xs:element name="a"/>' * 16), LARGE),
        (groups(2000), LARGE),
        (attributes(28), LARGE),
        (unions(9), LARGE),
        (unions(28), LARGE),
        (extensions(501), LARGE),
        (elements(501), LARGE),
        (uses(201), MANY),
    ],
)
def test_a_schema_that_is_too_large(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(UnsafeFile) as caught:
        schema_tree(written(tmp_path, content))
    assert str(caught.value) == reason


def test_a_schema_that_refers_to_another_one_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "b.xsd").write_text(f"<xs:schema {XS}>{groups(22)}</xs:schema>", encoding="utf-8")

    with pytest.raises(UnsafeFile) as caught:
        schema_tree(written(tmp_path, '<xs:include schemaLocation="b.xsd"/>'))
    assert str(caught.value) == LARGE


@pytest.mark.parametrize(
    "content",
    [
        groups(8), groups(4, '<xs:element name="a"/>' * 31), attributes(8), unions(8), extensions(400), elements(500),
        uses(200), RECURSIVE, groups(0) * 3, '<xs:group name="a"/>', '<xs:group ref="a"/>', "",
    ],
)  # fmt: skip
def test_a_schema_that_is_read(tmp_path: Path, content: str) -> None:
    assert schema_tree(written(tmp_path, content)).getroot() is not None


@pytest.mark.parametrize("schema", sorted(CONTRACTS.glob("*/*.xsd")), ids=lambda path: path.name)
def test_the_shipped_schemas(schema: Path) -> None:
    assert schema_tree(schema).getroot() is not None
