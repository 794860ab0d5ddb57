"""The places kept for groups in one territory: who belongs to which group, and who took their places."""

from collections.abc import Mapping

from models.contest.profile import WinnersRule
from models.sitting.outcome import QuotaFilled, Standing
from models.sitting.state import Sitting
from models.sitting.winners import Proposed, Quota


def quotas_of(state: Sitting, territory: str) -> tuple[Quota, ...]:
    """Return the quotas of `territory` in their order; an application belongs to the first group that fits it."""
    found: list[Quota] = []
    taken: set[str] = set()
    for group in state.manifest.contest.profile.winners.groups:
        if group.territory not in (None, territory):
            continue
        values = {value.strip().casefold() for value in group.values}
        members = frozenset(
            one.code
            for one in state.in_territory(territory)
            if one.code not in taken and dict(one.columns).get(group.column, "").strip().casefold() in values
        )
        taken |= members
        found.append(Quota(group.code, members, group.places))
    return tuple(found)


def filled(quotas: tuple[Quota, ...], lines: Mapping[str, Proposed]) -> tuple[QuotaFilled, ...]:
    """Return each quota with the applications that the ranking proposes for its places, by code."""
    return tuple(
        QuotaFilled(
            code=quota.code,
            places=quota.places,
            applications=tuple(
                sorted(c for c, one in lines.items() if one.quota == quota.code and one.standing is Standing.PROPOSED)
            ),
        )
        for quota in quotas
    )


def steps_of(rule: WinnersRule, *, quotas: bool) -> tuple[str, ...]:
    """Return the steps by which a territory with or without `quotas` gets its winners; () where only grants limit."""
    if not quotas and rule.fund is None:
        return ()
    steps = tuple(step for step in rule.order if step != "quotas" or quotas)
    return steps if rule.fund is None else (*steps, f"fund-{rule.over_fund}")
