"""A contest: one profile, one lot, and what its organiser decided."""

from datetime import date

from models.contest.criteria import ApprovedCriteria
from models.contest.profile import Lot, Parties, Profile, Territory
from models.values import Both, Value


class Contest(Value):
    """One contest. Carries its whole profile, so that a later change of a shipped profile never changes it."""

    id: str
    """A UUID."""
    title: Both
    profile: Profile
    lot: str
    parties: Parties
    contract_date: date | None = None
    """When the organiser's own contract was signed; the calendar counts from it."""
    grants: tuple[tuple[str, int], ...] = ()
    """Quota by territory where the organiser decided between the source's figures; others follow the profile."""
    criteria: ApprovedCriteria | None = None
    """None until approved. No packet is built without."""

    @property
    def the_lot(self) -> Lot:
        """The lot this contest is held for."""
        return self.profile.lot(self.lot)

    @property
    def for_grants(self) -> int | None:
        """KZT for all grants together: the fund, else where savings make further winners the cap of every grant.

        None where there is neither: then nobody can tell what is saved.
        """
        rules, cap = self.profile.winners, self.profile.project.grant_at_most
        if rules.fund is not None or rules.savings == "kept" or cap is None:
            return rules.fund
        return cap * sum(territory.grants for territory in self.territories)

    @property
    def zone(self) -> str:
        """The name of the zone whose local time the contest goes by."""
        return self.the_lot.zone or self.profile.intake.zone

    @property
    def territories(self) -> tuple[Territory, ...]:
        """The territories with the quotas in force."""
        decided = dict(self.grants)
        return tuple(
            territory.model_copy(update={"grants": decided.get(territory.code, territory.grants)})
            for territory in self.the_lot.territories
        )
