"""What tags a text of HTML has."""

from __future__ import annotations

from html.parser import HTMLParser


class Markup(HTMLParser):
    """Collects the tags of texts, and the names of their attributes."""

    def __init__(self, *texts: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        for text in texts:
            self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes a tag."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
