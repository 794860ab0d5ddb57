"""A paper that follows another one: a correction of a handed-in sheet, or the same paper for a later packet. Pure.

What was typed comes along; what was confirmed does not, because a confirmation holds for one paper only. A line that
is the same as one confirmed before can be confirmed together with the others of its kind.
"""

from collections.abc import Mapping

from models.errors import ScoringError
from models.packet.manifest import PacketManifest
from models.scoring.paper import LineState, Paper, start_paper
from models.scoring.paper_statements import Hand, PaperLine
from models.scoring.sheets import Sheet
from models.values import Moment
from models.wording import tr


def correct_paper(manifest: PacketManifest, previous: Sheet, *, correction: str, by: Hand, at: Moment) -> Paper:
    """Return the paper that corrects the handed-in sheet `previous`, with every line as it was typed then.

    Raises ScoringError without a reason, where no paper stands behind the sheet, and as `start_paper`.
    """
    if not correction.strip():
        raise ScoringError(tr("A handed-in sheet is closed. A correction needs its reason; nothing was changed."))
    if previous.typed is None:
        raise ScoringError(tr("The member handed this sheet in with an own key and corrects it; nothing was changed."))
    made = start_paper(
        manifest, previous.packet, previous.member, by=by, at=at, previous=previous, correction=correction
    )
    return Paper(typed=made.typed.model_copy(update={"lines": previous.typed.paper.lines}))


def unchanged(before: PacketManifest, after: PacketManifest, lines: Mapping[str, PaperLine]) -> tuple[str, ...]:
    """Return the codes of those `lines` of the packet `before` that hold for the packet `after`, in its order.

    The application is the same in every word; with other criteria only a conflict of interest holds.
    """
    old = {one.code: one for one in before.applications}
    same = before.contest.criteria == after.contest.criteria
    return tuple(
        one.code
        for one in after.applications
        if old.get(one.code) == one and one.code in lines and (same or lines[one.code].conflict)
    )


def carry_paper(
    paper: Paper, before: PacketManifest, manifest: PacketManifest, packet_id: str, *, by: Hand, at: Moment
) -> Paper:
    """Return `paper`, typed for the packet `before`, for the packet with `manifest`: with its `unchanged` lines.

    `by` answers for what comes along as if it had been typed anew. Raises ScoringError as `start_paper`, and where no
    line comes along.
    """
    made = start_paper(manifest, packet_id, paper.typed.member, by=by, at=at)
    lines = tuple(paper.lines[code] for code in unchanged(before, manifest, paper.lines))
    if not lines:
        raise ScoringError(
            tr("Every application or the criteria changed since; nothing was carried over. Type the sheet anew.")
        )
    return Paper(typed=made.typed.model_copy(update={"lines": lines}))


def confirmed_lines(paper: Paper) -> dict[str, PaperLine]:
    """Return the lines of `paper` that are confirmed, by code."""
    return {code: line for code, line in paper.lines.items() if paper.state(code) is LineState.CONFIRMED}


def as_before(paper: Paper, before: Mapping[str, PaperLine]) -> tuple[str, ...]:
    """Return the codes of typed lines that are the same as those confirmed `before` and wait for a confirmation."""
    return tuple(
        code for code, line in paper.lines.items() if before.get(code) == line and paper.state(code) is LineState.TYPED
    )
