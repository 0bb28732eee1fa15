"""A lifecycle as a diagram, with the states and the ways that were observed.

The states that a process passes on its way stand one below the other, those in which it failed beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..conformance.probe import Observation
from ..conformance.results import ServiceResult
from ..conformance.situation import READS
from ..lifecycle import LifecycleGraph, lifecycle_graph

BOX, HEIGHT, STEP, LEFT, GAP = 176, 34, 62, 30, 58
CHARACTER = 7.2


@dataclass(frozen=True)
class StateBox:
    """A state in the diagram."""

    name: str
    phase: str
    x: float
    y: float
    width: float
    seen: int
    initial: bool
    terminal: bool


@dataclass(frozen=True)
class Arrow:
    """A way from one state to another."""

    path: str
    seen: bool


@dataclass(frozen=True)
class StateRow:
    """A state in words."""

    name: str
    phase: str
    seen: int
    followers: tuple[str, ...]


@dataclass(frozen=True)
class Diagram:
    """A lifecycle.

    Attributes:
        transitions: The changes that were observed, in words, and whether the contract knows them.
    """

    level: str
    width: float
    height: float
    boxes: tuple[StateBox, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[StateRow, ...]
    transitions: tuple[tuple[str, str], ...]

    @property
    def summary(self) -> str:
        """The diagram in one sentence."""
        known = [row for row in self.rows if row.phase != NOT_IN_CONTRACT]
        seen = [row.name for row in known if row.seen]
        return f"{len(seen)} of {len(known)} states observed{': ' if seen else ''}{', '.join(seen)}"


NOT_IN_CONTRACT = "not in the contract"


def lifecycle_diagram(service: ServiceResult) -> Diagram:
    """Draws the lifecycle of a service's contract with what was observed."""
    graph = lifecycle_graph(service.contract)
    seen, changes = _observed(service.observations)
    aside = [s for s in graph.states if graph.phases[s] in ("failed", "unknown")]
    way = [s for s in graph.states if s not in aside]
    boxes = {box.name: box for box in (*_column(graph, seen, way, LEFT, 0), *_aside(graph, seen, way, aside))}
    arrows = [
        Arrow(_path(boxes[one], boxes[other]), (one, other) in changes)
        for one in graph.states
        for other in graph.followers[one]
        if other in boxes
    ]
    unknown = [state for state in seen if not graph.knows(state)]
    return Diagram(
        graph.level,
        max((box.x + box.width for box in boxes.values()), default=0) + 4,
        max((box.y + HEIGHT for box in boxes.values()), default=0) + 4,
        tuple(boxes.values()),
        tuple(sorted(arrows, key=lambda arrow: arrow.seen)),
        (
            *(StateRow(s, graph.phases[s], seen[s], graph.followers[s]) for s in graph.states),
            *(StateRow(s, NOT_IN_CONTRACT, seen[s], ()) for s in unknown),
        ),
        tuple((f"{one} → {other}", _judged(graph, one, other)) for one, other in changes),
    )


def _observed(observations: Iterable[Observation]) -> tuple[Counter[str], dict[tuple[str, str], None]]:
    """How often each state was told, and which followed which for one process."""
    seen: Counter[str] = Counter()
    last: dict[str, str] = {}
    changes: dict[tuple[str, str], None] = {}
    for observation in observations:
        reply = observation.reply
        if reply is None or reply.status is None or not reply.status.state or observation.probe.situation not in READS:
            continue
        state, process = reply.status.state, observation.probe.process_id
        seen[state] += 1
        if process and last.get(process, state) != state:
            changes[last[process], state] = None
        last[process] = state
    return seen, changes


def _judged(graph: LifecycleGraph, one: str, other: str) -> str:
    if other in graph.followers.get(one, ()):
        return "in the lifecycle"
    if graph.knows(one) and graph.knows(other) and graph.may_follow(one, other):
        return "in the lifecycle, states between them not seen"
    return "not in the lifecycle"


def _column(graph: LifecycleGraph, seen: Counter[str], states: list[str], x: float, top: float) -> list[StateBox]:
    width = max([BOX - 20, *(len(state) * CHARACTER + 44 for state in states)])
    return [
        StateBox(
            state,
            graph.phases[state],
            x,
            top + 4 + number * STEP,
            width,
            seen[state],
            state in graph.initial,
            not graph.followers[state],
        )
        for number, state in enumerate(states)
    ]


def _aside(graph: LifecycleGraph, seen: Counter[str], way: list[str], aside: list[str]) -> list[StateBox]:
    beside = _column(graph, seen, way, LEFT, 0)
    x = LEFT + (beside[0].width if beside else 0) + GAP
    # In the middle of the way, where the arrows to them are shortest.
    top = max(0.0, (len(way) - len(aside)) / 2 * STEP)
    return _column(graph, seen, aside, x, top)


def _path(one: StateBox, other: StateBox) -> str:
    """A line that leaves the boxes free: down, along the left side, or across."""
    if other.x > one.x:
        x, y, to_x, to_y = one.x + one.width, one.y + HEIGHT / 2, other.x - 6, other.y + HEIGHT / 2
        middle = (x + to_x) / 2
        return f"M{x:.0f} {y:.0f}C{middle:.0f} {y:.0f} {middle:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"
    if other.x == one.x and 0 < other.y - one.y <= STEP:
        middle = one.x + one.width / 2
        return f"M{middle:.0f} {one.y + HEIGHT:.0f}L{middle:.0f} {other.y - 6:.0f}"
    y, to_y, out = one.y + HEIGHT / 2, other.y + HEIGHT / 2, min(one.x, other.x) - 26
    return f"M{one.x:.0f} {y:.0f}C{out:.0f} {y:.0f} {out:.0f} {to_y:.0f} {other.x - 6:.0f} {to_y:.0f}"
