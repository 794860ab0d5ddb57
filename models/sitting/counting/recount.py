"""Recounting a table of marks by any profile's rule: how someone checks a published list without trusting it."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from models.contest.counting import Unequal
from models.contest.criteria import CriteriaSet
from models.figures import exact
from models.sitting.counting.published import differences
from models.sitting.counting.ranking import missed_threshold, rank
from models.sitting.counting.recount_table import Entry, MarksTable, full_rows, incomplete, read_marks
from models.sitting.counting.recounted import Recount, RecountRow
from models.sitting.counting.rule import Round, Rule
from models.sitting.counting.ties import Counted
from models.wording import tr

_APART = "\x1f"
"""Between an application and its round in a key: no text of a table that was read has it."""


def recount(table: str | bytes, criteria: CriteriaSet) -> Recount:
    """Count and rank a long table of marks (see `recount_table.read_marks`) by the rule of `criteria`.

    The columns that the rule ranks `apart` give separate rankings, `territory` unless it says otherwise; a rule that
    joins rounds or ranks them apart needs a column `round`. Columns `place` and
    `total` are taken as the published ones and compared. Unequal panels get totals but no places, unless the rule
    ranks by the mean of the valid marks. Raises IntakeError for a wrong table and SittingError where the rule needs a
    column that the table lacks.
    """
    read = read_marks(table, criteria)
    counting = _Counting(read, criteria)
    rows = [row for territory in counting.territories for row in counting.rank(territory)]
    apart = [name for name in criteria.counting.apart if name in read.columns or name == "round"]
    shared = [name for name in read.columns if name not in apart and not counting.varies(name)]
    if any(row.tied_with for row in rows):
        counting.statements += _tie_steps_without_column(criteria, read.columns)
    return Recount(
        rows=tuple(rows),
        comparable=counting.comparable,
        statements=tuple(counting.statements),
        differences=tuple(differences(rows, criteria)),
        columns=(*apart, *shared),
        _rules=counting.rules,
        _rounds={(row.application, row.territory): counting.rounds[key] for key, row in counting.rows.items()},
    )


class _Counting:
    def __init__(self, table: MarksTable, criteria: CriteriaSet) -> None:
        self.criteria = criteria
        self.codes = [criterion.code for criterion in criteria.criteria]
        self.apart = criteria.counting.apart
        self.rows: dict[str, RecountRow] = {}
        """By key: the application, and where rounds are ranked apart its round."""
        self.entries: dict[str, dict[str, Entry]] = {}
        for (application, round_), entry in table.entries.items():
            key = f"{application}{_APART}{round_}" if "round" in self.apart else application
            self.entries.setdefault(key, {})[round_] = entry
        self.entries = {key: dict(sorted(rounds.items(), key=_turn)) for key, rounds in self.entries.items()}
        self.rounds = {
            application: [Round(full_rows(entry), entry.columns) for entry in entries.values()]
            for application, entries in self.entries.items()
        }
        self.by_territory: dict[str, list[str]] = {}
        for application, entries in self.entries.items():
            self.by_territory.setdefault(self._ranking(entries), []).append(application)
        self.territories = sorted(self.by_territory)
        self.rules: dict[str, Rule] = {}
        self.comparable = True
        self.statements: list[str] = []

    def _ranking(self, entries: Mapping[str, Entry]) -> str:
        round_, entry = next(iter(entries.items()))
        said = {**entry.columns, "round": round_}
        named = [said.get(name, "") for name in self.apart]
        return " · ".join(one or "–" for one in named) if named[1:] else "".join(named)

    def _code(self, key: str) -> str:
        return key.rsplit(_APART, 1)[0] if "round" in self.apart else key

    def varies(self, name: str) -> bool:
        """Whether a column differs between the rounds of an application."""
        return any(len({e.columns[name] for e in entries.values()}) > 1 for entries in self.entries.values())

    def rank(self, territory: str) -> list[RecountRow]:
        applications = sorted(self.by_territory[territory])
        self._state_gaps(applications)
        counting = self.criteria.counting
        whole = [a for a in applications if all(len(r.rows) >= counting.marks_needed for r in self.rounds[a])]
        most_rounds = max(len(self.rounds[a]) for a in applications)
        sizes = {len(one.rows) for a in whole for one in self.rounds[a]}
        unequal = len(sizes) > 1 or any(len(self.rounds[a]) != most_rounds for a in whole)
        rankable = not unequal or self._lawful(territory, whole, sizes, most_rounds)
        rule = self.rules[territory] = Rule(
            self.criteria,
            counting.by_mean() if unequal and rankable and counting.number_matters else counting,
        )
        counted = {a: self._counted(rule, a) for a in whole}
        ranked = rank(counted, self.criteria) if rankable else ()
        placed = {code: group for group in ranked for code in group.codes}
        members = self._members(applications)
        rows: list[RecountRow] = []
        for application in applications:
            one, group = counted.get(application), placed.get(application)
            remark = "" if one is not None else "not-ranked"
            if one is not None and group is not None and self._misses(rule, one, application):
                remark = "threshold"
            round_, entry = next(iter(self.entries[application].items()))
            columns = {**({"round": round_} if "round" in self.apart else {}), **entry.columns}
            if self.apart == ("territory",):
                columns.pop("territory", None)
            self.rows[application] = row = RecountRow(
                application=self._code(application),
                territory=territory,
                place=group.place_from if group else None,
                tied_with=tuple(self._code(c) for c in group.codes if c != application) if group else (),
                total=one.total if one else None,
                shown=rule.shown(one.total) if one else "",
                marks=sum(len(round_.rows) for round_ in self.rounds[application]),
                members=members,
                remark=remark,
                tie_values=group.values[application] if group else (),
                columns=columns,
            )
            rows.append(row)
        self._state_unranked(rows)
        return sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.application))

    def _counted(self, rule: Rule, application: str) -> Counted:
        rounds = self.rounds[application]
        rows = [row for one in rounds for row in one.rows]
        if not rule.counting.joins_rounds:
            return Counted(rule.total(rounds), rows, rounds[0].columns)
        totals = dict(zip(self.entries[application], rule.round_totals(rounds), strict=True))
        return Counted(rule.total(rounds), rows, rounds[0].columns, totals)

    def _misses(self, rule: Rule, one: Counted, application: str) -> bool:
        rounds = self.rounds[application]
        return missed_threshold(one, rule, marks=len(rounds[0].rows), rounds=len(rounds)) is not None

    def _members(self, applications: Sequence[str]) -> int:
        by_round: dict[str, set[str]] = {}
        for application in applications:
            for round_, entry in self.entries[application].items():
                by_round.setdefault(round_, set()).update(entry.marks)
        return sum(map(len, by_round.values()))

    def _lawful(self, territory: str, whole: Sequence[str], sizes: set[int], most_rounds: int) -> bool:
        """Whether the rule itself says how unequal panels are ranked: by the mean of the valid marks."""
        counting = self.criteria.counting
        ways = counting.unequal
        by_mean = Unequal.MEAN_OF_VALID in ways and (not counting.number_matters or ways[0] is Unequal.MEAN_OF_VALID)
        same_rounds = all(len(self.rounds[a]) == most_rounds for a in whole)
        figures = ", ".join(map(str, sorted(sizes)))
        if by_mean and same_rounds:
            self.statements.append(
                tr(
                    "{territory}: numbers of marks differ ({sizes}); ranked by the mean of the valid marks, "
                    "as the rule says.",
                    territory=territory or "·",
                    sizes=figures,
                )
            )
            return True
        self.comparable = False
        fewer = [a for a in whole if any(len(r.rows) < max(sizes) for r in self.rounds[a])]
        if same_rounds:
            self.statements.append(
                tr(
                    "{territory}: numbers of marks differ ({sizes}), so totals are not comparable and nobody is "
                    "ranked. Fewer marks: {applications}.",
                    territory=territory or "·",
                    sizes=figures,
                    applications=_some([*map(self._code, fewer)]),
                )
            )
        else:
            short = [a for a in whole if len(self.rounds[a]) < most_rounds]
            self.statements.append(
                tr(
                    "{territory}: numbers of rounds differ, so totals are not comparable and nobody is "
                    "ranked. Fewer rounds: {applications}.",
                    territory=territory or "·",
                    applications=_some([*map(self._code, short)]),
                )
            )
        return False

    def _state_gaps(self, applications: Sequence[str]) -> None:
        for application in applications:
            for entry in self.entries[application].values():
                for member, gaps in incomplete(entry):
                    self.statements.append(
                        tr(
                            "{application}, {member}: no points for {criteria}; this member's marks are not counted "
                            "here, and never as 0.",
                            application=self._code(application),
                            member=member,
                            criteria=", ".join(self.codes[gap] for gap in gaps),
                        )
                    )

    def _state_unranked(self, rows: Sequence[RecountRow]) -> None:
        few = [row.application for row in rows if row.remark == "not-ranked"]
        if few:
            self.statements.append(
                tr(
                    "Fewer marks than the rule needs ({n}), so not ranked: {applications}.",
                    n=self.criteria.counting.marks_needed,
                    applications=_some(few),
                )
            )
        under = [row.application for row in rows if row.remark == "threshold"]
        if under:
            self.statements.append(tr("Below the threshold: {applications}.", applications=_some(under)))


def _turn(round_and_entry: tuple[str, Entry]) -> tuple[bool, Fraction, str]:
    """Order rounds by their numbers, so that a chain does not hang on the order of the table's rows."""
    number = exact(round_and_entry[0])
    return number is None, number or Fraction(0), round_and_entry[0]


def _tie_steps_without_column(criteria: CriteriaSet, columns: Sequence[str]) -> Iterator[str]:
    for step in criteria.counting.ties.steps:
        column = "submitted" if step.by == "earlier-submission" else step.column
        if column is not None and column not in columns:
            yield tr(
                "The table has no column “{column}”, by which the rule tells equal totals apart; places stay shared.",
                column=column,
            )


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:10]) + (f" … ({len(codes)})" if len(codes) > 10 else "")
