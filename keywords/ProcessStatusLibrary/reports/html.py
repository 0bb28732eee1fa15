"""``conformance.html``: one page that needs neither scripts nor anything beside it.

Whatever a server or a contract says is a text in it: the templates escape everything, and what cannot be printed is
written as an escape.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..conformance.assessment import Assessment, Standing
from ..conformance.whole_files import write_whole
from ..version import __version__
from ..wording import inert_lines
from .page import ServicePage
from .words import baseline_notes, counted, numbers, origin_notes, summary

if TYPE_CHECKING:
    import jinja2

TEMPLATES = Path(__file__).parent / "templates"


def html_report(assessment: Assessment) -> str:
    """Makes the page."""
    pages = [ServicePage(assessment, service) for service in assessment.results]
    text: str = (
        _environment()
        .get_template("page.html")
        .render(
            assessment=assessment,
            pages=pages,
            summary=summary(assessment),
            notes=baseline_notes(assessment),
            origin=origin_notes(assessment),
            changed=[(standing, assessment.having(standing)) for standing in COMPARED],
            started=_started(assessment),
            version=__version__,
        )
    )
    return text


def write_html(path: Path, assessment: Assessment) -> None:
    """Writes the page at once or not at all.

    Raises:
        ValueError: The folder cannot be written; the message says why.
    """
    write_whole(path, html_report(assessment))


COMPARED = (
    Standing.WORSE,
    Standing.NOT_JUDGED_ANY_MORE,
    Standing.EXPIRED,
    Standing.KNOWN,
    Standing.ACCEPTED,
    Standing.MENDED,
)


def _started(assessment: Assessment) -> datetime | None:
    sent = [o.exchange.started for s in assessment.results for o in s.observations if o.exchange is not None]
    return min(sent, default=None)


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415  only who writes a page pays for it

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"numbers": numbers, "counted": counted}
    return environment


def _printable(value: Any) -> Any:
    """Writes what cannot be printed as an escape; line ends stay."""
    if type(value) is not str:
        return value
    return inert_lines(value)
