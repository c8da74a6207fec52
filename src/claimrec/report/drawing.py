"""The graph of sources, disputed values and events, laid out in three columns.

Nodes are put in the order that keeps their lines short: each column is sorted a few times by the mean place of its
neighbours (the barycentre method of Sugiyama, Tagawa and Toda, 1981); the sides of a finding stay together. Ties go
by id, so that the same result is drawn the same way every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from claimrec.model import Finding, Kind
from claimrec.report.columns import wrapped
from claimrec.report.layout import one_line
from claimrec.report.lookup import ORDER, Lookup
from claimrec.report.terms import counted, title_of
from claimrec.values import Verdict
from claimrec.values.record import as_tuple
from claimrec.values.wording import say

__all__ = ["Drawing", "Line", "Node", "drawing_of"]

_COLUMNS = {"source": 0, "value": 1, "event": 2}
_WIDTH = 980
_BOX = (200, 260, 300)
_LEFT = (10, 340, 670)
_HEIGHT, _GAP, _TOP = 44, 12, 44
_LETTER, _WIDE, _LINE = 7, 9, 16  # the mean width of letters, that of figures, and the height of a line
_MOST = 24  # disputed values in one drawing; the gravest findings come first
_SOURCES = 16  # boxes of sources; more of them are put together
_SWEEPS = 8


@frozen
class Node:
    """A box in the drawing."""

    id: str
    column: int
    title: str
    small: str
    look: str
    target: str | None
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = _HEIGHT

    @property
    def lines(self) -> tuple[str, ...]:
        """The title as it fits into the box: one line or two."""
        letters = (self.width or _BOX[self.column]) // (_LETTER if " " in self.title else _WIDE) - 2
        made = wrapped(one_line(self.title).replace(" · ", "\N{NO-BREAK SPACE}· "), letters)
        return (made[0], made[1] + ("…" if made[2:] else "")) if made[1:] else tuple(made)


@frozen
class Line:
    """A line between two boxes."""

    a: str
    b: str
    look: str
    path: str = ""


@frozen
class Drawing:
    """Boxes and lines, placed."""

    nodes: tuple[Node, ...] = field(converter=as_tuple)
    lines: tuple[Line, ...] = field(converter=as_tuple)
    width: int = _WIDTH
    height: int = 0
    left_out: int = 0


def drawing_of(lookup: Lookup) -> Drawing | None:
    """Who takes which disputed value of which event; None where nothing is disputed."""
    disputed = sorted(filter(_disputed, lookup.outcome.findings), key=lambda f: (ORDER[f.relation], -f.confidence, f.id))
    shown: list[Finding] = []
    for finding in disputed:
        if sum(len(f.positions) for f in [*shown, finding]) <= _MOST:
            shown.append(finding)
    if not shown:
        return None
    nodes: dict[str, Node] = {}
    lines: dict[tuple[str, str], Line] = {}
    for finding in shown:
        _add(finding, lookup, nodes, lines)
    _bundle(nodes, lines)
    return _placed(nodes, lines, len(disputed) - len(shown))


def _disputed(finding: Finding) -> bool:
    """Conflicts and updates, and who is credited with what."""
    if finding.kind is Kind.ATTRIBUTION:
        return finding.relation is not Verdict.AGREE
    return finding.relation in (Verdict.CONFLICT, Verdict.UPDATE)


def _add(finding: Finding, lookup: Lookup, nodes: dict[str, Node], lines: dict[tuple[str, str], Line]) -> None:
    look = finding.relation.value
    event = f"event:{finding.event}"
    found = lookup.events[finding.event]
    nodes.setdefault(
        event,
        Node(
            event,
            _COLUMNS["event"],
            lookup.titles[finding.event],
            f"{counted(len(found.sources), 'source')}, {counted(len(found.claims), 'claim')}",
            "an-event",
            finding.event,
        ),
    )
    for place, position in enumerate(finding.positions):
        value = f"value:{finding.id}:{place}"
        nodes[value] = Node(
            value, _COLUMNS["value"], say(position.value), f"{title_of(finding, lookup.names)}: {look}", look, finding.id
        )
        lines[value, event] = Line(value, event, look)
        for source in position.sources:
            key = f"source:{source}"
            origin = lookup.origin(source)
            small = f"repeats {lookup.label(origin)}" if origin is not None else _told_apart(source, lookup)
            paper = lookup.sources.get(source)
            title = (paper.publisher if paper is not None else None) or source
            nodes.setdefault(key, Node(key, _COLUMNS["source"], title, small, "a-source", lookup.anchor(source)))
            lines[key, value] = Line(key, value, look)


def _bundle(nodes: dict[str, Node], lines: dict[tuple[str, str], Line]) -> None:
    """Of many sources, those that take the same values share a box; the smallest of such boxes share one."""
    sources = [key for key in nodes if nodes[key].column == _COLUMNS["source"]]
    if len(sources) <= _SOURCES:
        return
    taken: dict[str, list[str]] = {key: [] for key in sources}
    for a, b in lines:
        if a in taken:
            taken[a].append(b)
    groups: dict[tuple[str, ...], list[str]] = {}
    for key in sorted(sources):
        groups.setdefault(tuple(sorted(taken[key])), []).append(key)
    ordered = sorted(groups.values(), key=lambda group: (-len(group), group))
    rest = [key for group in ordered[_SOURCES - 1 :] for key in group]
    for group in [*ordered[: _SOURCES - 1], rest]:
        if len(group) > 1:
            _merge(group, taken, nodes, lines, further=group is rest)


def _merge(
    group: list[str], taken: Mapping[str, list[str]], nodes: dict[str, Node], lines: dict[tuple[str, str], Line], *, further: bool
) -> None:
    first = group[0]
    names = [nodes[key].title for key in group]
    title = f"{len(group)} further sources" if further else f"{names[0]} and {len(group) - 1} more"
    small = "of other combinations" if further else ", ".join(names[1:])
    for key in group:
        if key != first:
            del nodes[key]
        for value in taken[key]:
            line = lines.pop((key, value), None)
            if line is not None:
                lines.setdefault((first, value), evolve(line, a=first))
    nodes[first] = evolve(nodes[first], title=title, small=small, target="section-sources")


def _told_apart(source: str, lookup: Lookup) -> str:
    """The day of a source, and its id where it is not the only one of its publisher."""
    found = lookup.sources.get(source)
    day = found.published.isoformat()[:10] if found is not None and found.published is not None else ""
    shared = found is not None and found.publisher and lookup.label(source) == source != found.publisher
    return " · ".join(filter(None, (day, source if shared else "")))


def _placed(nodes: Mapping[str, Node], lines: Mapping[tuple[str, str], Line], left_out: int) -> Drawing:
    order = _ordered(nodes, lines)
    rows = max(map(len, order))
    box = _HEIGHT + (_LINE if any(len(node.lines) > 1 for node in nodes.values()) else 0)
    height = _TOP + rows * (box + _GAP)
    placed: dict[str, Node] = {}
    for column, keys in enumerate(order):
        step = (height - _TOP) / len(keys)  # a short column spreads over the whole height
        for row, key in enumerate(keys):
            tall = _HEIGHT + _LINE * (len(nodes[key].lines) - 1)
            y = round(_TOP + step * (row + 0.5) - tall / 2)
            placed[key] = evolve(nodes[key], x=_LEFT[column], y=y, width=_BOX[column], height=tall)
    drawn = [evolve(line, path=_path(placed[line.a], placed[line.b])) for line in lines.values()]
    return Drawing(list(placed.values()), drawn, height=height + 6, left_out=left_out)


def _ordered(nodes: Mapping[str, Node], lines: Iterable[tuple[str, str]]) -> list[list[str]]:
    neighbours: dict[str, list[str]] = {key: [] for key in nodes}
    for a, b in lines:
        neighbours[a].append(b)
        neighbours[b].append(a)
    order = [[key for key in nodes if nodes[key].column == column] for column in range(len(_COLUMNS))]
    for sweep in range(_SWEEPS):
        place = {key: row / len(column) for column in order for row, key in enumerate(column)}
        mean = {key: _mean([place[n] for n in near], place[key]) for key, near in neighbours.items()}
        for column in (0, 2) if sweep % 2 else (1,):
            together = {key: key.rpartition(":")[0] if column == 1 else key for key in order[column]}
            middle = {name: _mean([mean[k] for k in order[column] if together[k] == name], 0) for name in together.values()}
            order[column].sort(key=lambda key: (middle[together[key]], together[key], mean[key], key))
    return order


def _mean(places: list[float], otherwise: float) -> float:
    return round(sum(places) / len(places), 9) if places else otherwise


def _path(a: Node, b: Node) -> str:
    x1, y1, x2, y2 = a.x + a.width, a.y + a.height // 2, b.x, b.y + b.height // 2
    bend = (x1 + x2) // 2
    return f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"
