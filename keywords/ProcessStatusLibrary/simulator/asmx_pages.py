"""The pages that ASP.NET shows a person: help and errors. Short, but with the words that tell them apart."""

from __future__ import annotations

from html import escape

from .http_message import Answer

HTML = ("Content-Type", "text/html; charset=utf-8")


def help_page(name: str, operations: list[str]) -> Answer:
    """The page of a service: what a browser gets at the address of the .asmx file."""
    links = "".join(f'<li><a href="?op={escape(o)}">{escape(o)}</a></li>' for o in operations)
    return _page(
        200,
        f"{name} Web Service",
        f"<h1>{escape(name)}</h1><p>The following operations are supported.</p><ul>{links}</ul>",
        ("Cache-Control", "private, max-age=0"),
    )


def error_page(status: int, message: str) -> Answer:
    """ASP.NET's error page, as a stranger sees it."""
    body = f"<h1>Server Error in '/' Application.</h1><h2><i>{escape(message)}</i></h2>"
    return _page(status, message, body, ("Cache-Control", "private"))


def _page(status: int, title: str, body: str, *headers: tuple[str, str]) -> Answer:
    text = f"<!DOCTYPE html>\r\n<html><head><title>{escape(title)}</title></head><body>{body}</body></html>\r\n"
    return Answer((HTML, *headers), text.encode(), status)
