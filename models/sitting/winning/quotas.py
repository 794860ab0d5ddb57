"""The quotas of one territory: who belongs to which group, who took its places, and whether a roof is broken."""

from collections.abc import Collection, Mapping

from models.contest.profile import GroupQuota, WinnersRule
from models.sitting.outcome import QuotaFilled, Standing
from models.sitting.state import Sitting
from models.sitting.winning.winners import Proposed, Quota


def quotas_of(state: Sitting, territory: str) -> tuple[Quota, ...]:
    """Return the quotas of `territory` in their order.

    Places are for the first group that fits an application; it stands under the roof of every group that does.
    """
    found: list[Quota] = []
    taken: set[str] = set()
    for group in state.manifest.contest.profile.winners.groups:
        if group.territory not in (None, territory):
            continue
        values = {value.strip().casefold() for value in group.values}
        fitting = frozenset(
            one.code
            for one in state.in_territory(territory)
            if dict(one.columns).get(group.column, "").strip().casefold() in values
        )
        found.append(Quota(group.code, fitting - taken, group.places, group.at_most, fitting))
        taken |= fitting
    return tuple(found)


def filled(quotas: tuple[Quota, ...], lines: Mapping[str, Proposed]) -> tuple[QuotaFilled, ...]:
    """Return each quota with the applications that the ranking proposes for its places or under its roof, by code."""
    proposed = {code: one.quota for code, one in lines.items() if one.standing is Standing.PROPOSED}
    return tuple(
        QuotaFilled(
            code=quota.code,
            places=quota.places,
            applications=tuple(sorted(code for code, step in proposed.items() if step == quota.code)),
            at_most=quota.at_most,
            under_roof=() if quota.at_most is None else tuple(sorted(quota.group & proposed.keys())),
        )
        for quota in quotas
    )


def broken_roof(state: Sitting, territory: str, winners: Collection[str]) -> GroupQuota | None:
    """Return the first group of which more are among `winners` of `territory` than its roof lets win."""
    groups = {group.code: group for group in state.manifest.contest.profile.winners.groups}
    for quota in quotas_of(state, territory):
        if quota.at_most is not None and len(quota.group.intersection(winners)) > quota.at_most:
            return groups[quota.code]
    return None


def steps_of(rule: WinnersRule, *, quotas: bool) -> tuple[str, ...]:
    """Return the steps by which a territory with or without `quotas` gets its winners; () where only grants limit."""
    if not quotas and rule.fund is None:
        return ()
    steps = tuple(step for step in rule.order if step != "quotas" or quotas)
    return steps if rule.fund is None else (*steps, f"fund-{rule.over_fund}")
