"""Set a paper score sheet: what a member without a laptop fills in by hand, in both languages on each page."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from models.contest.commission import Person
from models.contest.criteria import CriteriaSet
from models.packet.manifest import PacketApplication, PacketManifest
from models.progress import Report, step
from models.protocol import words
from models.protocol.blocks import Column, Facts, Heading, Paper, Row, Signature, Table, Text, Words, say
from models.protocol.pdf import fonts
from models.protocol.pdf.build import write
from models.protocol.pdf.laying import LEADING, SIZE
from models.protocol.pdf.pages import ROOM
from models.protocol.pdf.setting import Setter, SignaturePlace
from models.values import Both

_BOX: Final = 8.5 * mm
_GAP: Final = 1.2 * mm
_CODE: Final = 21 * mm
_REASON: Final = 7.5 * mm


def two(value: Words) -> str:
    """Return both languages in one line; once where they are the same."""
    if isinstance(value, str) or value.kk == value.ru:
        return say(value, "kk")
    return f"{value.kk} / {value.ru}"


class _ScoreRow(Flowable):
    """One application: code, title, a box for conflict, a box a criterion, a line for the reason."""

    def __init__(self, application: PacketApplication, codes: tuple[str, ...]) -> None:
        super().__init__()
        self.code = fonts.wrap(application.code, fonts.SANS_BOLD, SIZE, _CODE - 2 * mm)
        self.labels = (two(words.SHEET_CONFLICT), *codes)
        self.boxes = len(self.labels) * (_BOX + _GAP)
        self.title = fonts.wrap(application.project.title, fonts.SANS, SIZE, ROOM - _CODE - self.boxes - 2 * mm)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - reportlab's names
        text = max(len(self.title), len(self.code)) * LEADING + 2 * mm
        self.width, self.height = ROOM, max(text, _BOX + 3.5 * mm) + _REASON
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeGray(0.6)
        canvas.setLineWidth(0.4)
        canvas.line(0, 0, ROOM, 0)
        for x, name, lines in ((0.0, fonts.SANS_BOLD, self.code), (_CODE, fonts.SANS, self.title)):
            canvas.setFont(name, SIZE)
            for number, line in enumerate(lines):
                canvas.drawString(x, self.height - 1.5 * mm - SIZE - number * LEADING, line)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.7)
        top = self.height - 3.2 * mm
        canvas.setFont(fonts.SANS, 5.5)
        for number, label in enumerate(self.labels):
            x = ROOM - self.boxes + number * (_BOX + _GAP) + _GAP
            canvas.drawCentredString(x + _BOX / 2, top + 1, label)
            canvas.rect(x, top - _BOX, _BOX, _BOX)
        canvas.setFont(fonts.SANS, 6.5)
        label = f"{two(words.SHEET_REASON)}:"
        canvas.drawString(_CODE, 2.2 * mm, label)
        canvas.setLineWidth(0.3)
        canvas.line(_CODE + fonts.width(label, fonts.SANS, 6.5) + mm, 2 * mm, ROOM, 2 * mm)


def build_score_sheet(manifest: PacketManifest, packet_id: str, member: Person, report: Report) -> bytes:
    """Return the PDF. `report` is told the applications set. Raises CancelledError when it answers False."""
    fonts.register()
    approved = manifest.contest.criteria
    criteria = approved.content if approved else manifest.contest.profile.criteria
    running = f"{two(words.SHEET_TITLE)} · {member.id} · {two(manifest.contest.title)}"
    paper = Paper(
        title=Both(kk=words.SHEET_TITLE.kk, ru=words.SHEET_TITLE.ru),
        number="",
        on=None,
        fingerprint=packet_id,
        running=Both(kk=running, ru=running),
        blocks=(),
    )
    setter = Setter("kk", lambda rows: None)  # noqa: ARG005 - the short tables tell nobody
    story: list[Flowable] = []
    for block in (
        Heading(two(words.SHEET_TITLE), 0),
        Text(two(manifest.contest.title), "centre"),
        Facts(
            (
                (two(words.MEMBER), member.name),
                (two(words.PACKET), packet_id),
                (two(words.CRITERIA_HASH), approved.digest() if approved else "–"),
            )
        ),
        Text(words.SHEET_HOW.kk, "note"),
        Text(words.SHEET_HOW.ru, "note"),
        Heading(two(words.SHEET_LEGEND), 2),
        _legend(criteria),
    ):
        story += setter.story((block,))
    codes = tuple(criterion.code for criterion in criteria.criteria)
    story += [Spacer(1, 3 * mm), CondPageBreak(40 * mm)]
    for done, application in enumerate(manifest.applications, start=1):
        story.append(_ScoreRow(application, codes))
        step(report, done, len(manifest.applications))
    signature = SignaturePlace(Signature(f"{two(words.SHEET_DATE)}, {two(words.SHEET_SIGN)}", member.name), "kk", ROOM)
    story.append(KeepTogether([Spacer(1, 8 * mm), signature]))
    return write(paper, story)


def _legend(criteria: CriteriaSet) -> Table:
    rows = []
    for criterion in criteria.criteria:
        points = [
            f"{one.low if one.low == one.high else f'{one.low}–{one.high}'} – {two(one.words)}"
            for one in criterion.points
        ]
        rows.append(Row((criterion.code, f"{criterion.name.kk}\n{criterion.name.ru}", "\n".join(points))))
    return Table(
        (
            Column(words.NUMBER, 11),
            Column(two(words.CRITERION), 70, grow=1),
            Column(two(words.POINTS), 70, grow=1),
        ),
        tuple(rows),
    )
