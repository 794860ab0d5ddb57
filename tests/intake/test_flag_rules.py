"""Every flag leads to the rule behind it."""

from models.contest.application import Flag
from models.contest.profile_files import load_profile
from models.intake.screening.flag_rules import rules_behind
from models.values import Both

PROFILE = load_profile("zhas-2024")


def flag(rule: str, point: str) -> Flag:
    return Flag(rule=rule, reason=Both(kk="себеп", ru="причина"), point=point)


def test_a_barred_purpose_leads_to_itself_only() -> None:
    purpose = PROFILE.project.barred[0]
    assert [line.says for line in rules_behind(flag(f"barred:{purpose.code}", purpose.point), PROFILE)] == [
        purpose.name.say("en")
    ]


def test_other_flags_lead_to_what_stands_at_their_point() -> None:
    lines = rules_behind(flag("age", PROFILE.eligibility.age_point), PROFILE)
    assert "Age" in [line.rule for line in lines]
    assert all(line.point for line in lines)


def test_a_look_out_breaks_no_rule() -> None:
    assert rules_behind(flag("emoji:title", ""), PROFILE) == ()
