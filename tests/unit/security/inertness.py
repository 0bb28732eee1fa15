"""Looks for what is alive in outputs, by parsers that have nothing to do with what wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import lxml.html
from lxml import etree
from markdown_it import MarkdownIt

OURS = {  # what the page is made of when nothing is hostile
    "a", "article", "body", "caption", "code", "dd", "defs", "details", "div", "dl", "dt", "footer", "g", "h1", "h2",
    "h3", "h4", "h5", "head", "header", "html", "li", "link", "main", "mark", "marker", "meta", "nav", "ol", "p",
    "path", "pre", "rect", "section", "small", "span", "strong", "style", "summary", "svg", "table", "tbody", "td",
    "text", "th", "thead", "time", "title", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "aria-label", "aria-labelledby", "charset", "class", "colspan", "content", "d", "datetime", "height", "href",
    "http-equiv", "id", "lang", "marker-end", "markerheight", "markerwidth", "name", "orient", "refx", "refy", "rel",
    "role", "rowspan", "rx", "scope", "tabindex", "viewbox", "width", "x", "y",
}  # fmt: skip
IN_LOGS = {"details", "mark", "p", "pre", "rect", "summary", "svg", "table", "td", "text", "th", "title", "tr"}
IN_LOGS_SAID = {
    "aria-label", "fill", "font-family", "font-size", "height", "open", "role", "style", "viewbox", "width", "x",
    "xmlns", "y",
}  # fmt: skip
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
OUR_BLOCK = r"(<details><summary>[^<]*</summary>|</details>)\n?"
LINKED = re.compile(r"://|www\.|[@#$]\w|:\w+:")
"""What GitHub makes links, formulas and emoji of in text."""


def orders_in(text: str) -> list[str]:
    """Lines of a console that a terminal or a CI runner would obey."""
    return [line for line in text.split("\n") if not line.isprintable() or re.search(r"^\s*::|##\w*\[", line)]


def unprintable_in(text: str) -> set[str]:
    """Characters that nobody sees, but for those that we write."""
    return {character for character in text if not character.isprintable() and character not in "\n\t\u200b"}


def alive_in_page(text: str) -> list[str]:
    """What in a page is not ours: elements, attributes, links; or that its policy is gone."""
    page = lxml.html.fromstring(text)
    found = list(_not_ours(page.iter(), OURS, ATTRIBUTES))
    links = [link for element in page.iter() for name in ("href", "src") if (link := element.get(name))]
    found += [link for link in links if not link.startswith("#") and link != "data:,"]
    return found if page.xpath("//meta[@http-equiv]/@content") == [POLICY] else [*found, "no policy"]


def alive_in_log(output: str) -> list[str]:
    """What is not ours in the messages that Robot's log shows as HTML, and those that only claim to be HTML."""
    found = []
    for entry in etree.fromstring(output.encode()).iter("msg", "status", "doc"):
        if entry.get("html") == "true" and entry.text:
            within = lxml.html.fragment_fromstring(entry.text, create_parent="p")
            found += _not_ours(within.iter(), IN_LOGS, IN_LOGS_SAID)
        elif re.match(r"\s*\*HTML\*", entry.text or "", re.IGNORECASE):
            found.append(str(entry.text))
    return found


def _not_ours(elements: Iterable[Any], tags: set[str], attributes: set[str]) -> Iterator[str]:
    for element in elements:
        if element.tag not in tags:
            yield f"<{element.tag}>"
        yield from (name for name in element.attrib if name not in attributes)


def alive_in_summary(text: str) -> list[str]:
    """What in Markdown is not ours: HTML, links, images, what GitHub links by itself, cells that are too many."""
    tokens = list(_tokens(text))
    found = [token.type for token in tokens if token.type in ("html_inline", "link_open", "image", "code_inline")]
    found += [t.content for t in tokens if t.type == "html_block" and not re.fullmatch(OUR_BLOCK, t.content)]
    found += [token.content for token in tokens if token.type == "text" and LINKED.search(token.content)]
    kinds = "".join({"tr_open": "(", "tr_close": ")", "td_open": "d", "th_open": "d"}.get(t.type, "") for t in tokens)
    return found + [row for row in re.findall(r"\(d*\)", kinds) if row != "(dddddd)"]


def _tokens(text: str) -> Iterator[Any]:
    todo = MarkdownIt("commonmark").enable("table").parse(text)
    while todo:
        token = todo.pop(0)
        yield token
        todo = [*(token.children or ()), *todo]
