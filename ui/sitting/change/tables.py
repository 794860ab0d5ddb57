"""The tables of what the result hangs on: applications, scenarios, members, criteria."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from models.packet.manifest import PacketManifest
from models.sitting.robustness.agreement import Measure
from models.sitting.robustness.answer import TerritoryAnswer
from models.sitting.robustness.figures import MemberFigures, Share, Spread
from models.sitting.robustness.saying import lot_text, scenario_text, supposed_text, under_text
from models.sitting.robustness.scenarios import Held, Supposed
from models.sitting.saying import name_of
from models.wording import decimal, figures, tr
from ui.item_models.table import Column
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable

_TONES = {"wins": Tone.GOOD, "line": Tone.WARN, "out": Tone.NEUTRAL}
_UNDER = {"all": Tone.GOOD, "some": Tone.WARN, "none": Tone.NEUTRAL}


@dataclass(frozen=True)
class ApplicationRow:
    """One application as the table shows it."""

    held: Held
    total: str
    wins: float | None
    line: float | None
    """Per cent of the resampled panels; None without any."""
    interval: str


def application_rows(answer: TerritoryAnswer) -> list[ApplicationRow]:
    """Return a row an application, best total first."""
    pool, found = answer.pool, answer.resampled
    rows = [
        ApplicationRow(
            held,
            figures(pool.rule.shown(pool.totals[held.application].total)),
            100 * found.wins[n] / found.times if found.times else None,
            100 * found.line[n] / found.times if found.times else None,
            figures(f"{found.low[n]:.4g} – {found.high[n]:.4g}") if found.times else "–",
        )
        for n, held in enumerate(answer.held)
    ]
    return sorted(rows, key=lambda row: pool.totals[row.held.application].total, reverse=pool.rule.high)


def application_table(answer: TerritoryAnswer) -> DataTable[ApplicationRow]:
    """Return the table of applications, filled."""
    table = DataTable[ApplicationRow](
        [
            Column(tr("Code"), lambda row: row.held.application),
            Column(tr("Total"), lambda row: row.total, number=True,
                   sort=lambda row: answer.pool.totals[row.held.application].total),
            Column(tr("Now"), lambda row: lot_text(row.held.now), tone=lambda row: _TONES[row.held.now]),
            Column(tr("Wins"), lambda row: under_text(row.held), tone=lambda row: _UNDER[row.held.winner_under],
                   hint=tr("Whether it wins for certain under all scenarios, under some, or under none")),
            Column(tr("Scenarios won"), lambda row: f"{row.held.wins} / {row.held.of}", number=True,
                   sort=lambda row: row.held.wins),
            Column(tr("On the line"), lambda row: row.held.line, number=True,
                   hint=tr("Scenarios in which it is tied on the cut line")),
            Column(tr("Panels won"), lambda row: _percent(row.wins), number=True, sort=lambda row: row.wins,
                   hint=tr("Share of the resampled panels under which it wins for certain")),
            Column(tr("Interval"), lambda row: row.interval, width=12,
                   hint=tr("The middle 95 of 100 totals of the resampled panels")),
        ],
        key=lambda row: row.held.application,
        name=tr("Applications"),
    )  # fmt: skip
    table.set_rows(application_rows(answer))
    return table


def _odd(spread: Spread, manifest: PacketManifest) -> str:
    if spread.odd_one is None:
        return "–"
    return f"{name_of(spread.odd_one, manifest)}: {signed(spread.odd_by)}"


def scenario_table(manifest: PacketManifest, answer: TerritoryAnswer) -> DataTable[Supposed]:
    """Return the table of scenarios, filled."""
    table = DataTable[Supposed](
        [
            Column(tr("Scenario"), lambda one: scenario_text(one.scenario, manifest), width=46,
                   tip=lambda one: scenario_text(one.scenario, manifest)),
            Column(tr("Result"), lambda one: _kind(one, answer)[1], tone=lambda one: _kind(one, answer)[0], width=18),
            Column(tr("Who fares otherwise"), lambda one: supposed_text(one, answer.pool), stretch=True,
                   tip=lambda one: supposed_text(one, answer.pool)),
        ],
        key=lambda one: one.scenario,
        name=tr("Scenarios"),
    )  # fmt: skip
    table.set_rows(answer.supposed)
    return table


def _kind(one: Supposed, answer: TerritoryAnswer) -> tuple[Tone, str]:
    if one.fate is None:
        return Tone.NEUTRAL, tr("can't be counted")
    return (Tone.GOOD, tr("the same")) if one.fate == answer.pool.fate else (Tone.WARN, tr("another"))


def member_table(manifest: PacketManifest, answer: TerritoryAnswer) -> DataTable[MemberFigures]:
    """Return the table of members, filled."""
    shares = {(member, criterion): share for member, criterion, share in answer.marks.cells}

    def of(criterion: str) -> Callable[[MemberFigures], Share]:
        return lambda one: shares[one.member, criterion]

    def column(criterion: str) -> Column[MemberFigures]:
        share = of(criterion)
        return Column(criterion, lambda one: _share(share(one)), number=True, sort=lambda one: share(one).share,
                      hint=tr("Share of marks that are the best of the scale"))  # fmt: skip

    table = DataTable[MemberFigures](
        [
            Column(tr("Member"), lambda one: name_of(one.member, manifest), stretch=True),
            Column(tr("Marked"), lambda one: one.marked, number=True),
            Column(tr("Mean"), lambda one: decimal(float(one.mean)), number=True, sort=lambda one: one.mean),
            Column(tr("Severity"), lambda one: signed(one.severity), number=True, sort=lambda one: one.severity,
                   hint=tr("Points more (milder) or less (stricter) than the panel's mean")),
            Column(tr("Best marks"), lambda one: _share(one.saturation), number=True,
                   sort=lambda one: one.saturation.share, hint=tr("Share of marks that are the best of the scale")),
            *(column(code) for code, _ in answer.marks.criteria),
        ],
        key=lambda one: one.member,
        name=tr("Members"),
        searchable=False,
    )  # fmt: skip
    table.set_rows(answer.marks.members)
    return table


def sums_table(manifest: PacketManifest, answer: TerritoryAnswer) -> DataTable[Spread]:
    """Return every member's sum of points for every application: what the heat map shows."""

    def column(member: str) -> Column[Spread]:
        return Column(name_of(member, manifest), lambda one: dict(one.sums).get(member), number=True)

    table = DataTable[Spread](
        [
            Column(tr("Code"), lambda one: one.application),
            *(column(member) for member in answer.pool.members),
            Column(tr("Apart"), lambda one: one.apart, number=True,
                   hint=tr("The highest sum of points of a member less the lowest")),
            Column(tr("Odd one out"), lambda one: _odd(one, manifest),
                   hint=tr("Whose sum is furthest from the median of the others', and by how much")),
        ],
        key=lambda one: one.application,
        name=tr("Sum of points by member and application"),
    )  # fmt: skip
    table.set_rows(answer.marks.spreads)
    return table


def measure_text(measure: Measure | None, problem: str = "") -> str:
    """Return a measure of agreement with its interval, or why there is none."""
    if measure is None:
        return problem or tr("can't be said")
    return tr(
        "{value} (between {low} and {high}; applications: {n})",
        value=decimal(float(measure.value)),
        low=decimal(float(measure.low)),
        high=decimal(float(measure.high)),
        n=measure.applications,
    )


def signed(number: Fraction | float) -> str:
    """Return a difference with its sign, to two places."""
    return f"{'+' if number >= 0 else '−'}{decimal(abs(float(number)))}"


def _share(share: Share) -> str:
    return _percent(float(100 * share.share))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0f} %"
