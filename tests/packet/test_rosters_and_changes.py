from typing import Any

import pytest

from models.contest.commission import Person, Role
from models.errors import SealError
from models.packet.changes import changes_between, fields_words
from models.packet.roster_files import allowed_signers, check_chain, next_version


def test_allowed_signers_name_ids_kinds_and_keys(small: Any) -> None:
    lines = allowed_signers(small.manifest.roster).splitlines()
    assert [line.split()[0] for line in lines] == ["s1", "m1", "m2"]
    assert lines[2] == f'm2 namespaces="tandau-card,tandau-sheet,tandau-result,tandau-roster" {small.m2.public_line}'
    stranger = Person(id="m 1", name="x", role=Role.MEMBER, public_key=small.stranger.public_line)
    with pytest.raises(SealError, match="m 1"):
        allowed_signers(small.manifest.roster.model_copy(update={"people": (stranger,)}))


def test_roster_versions_form_a_chain(small: Any) -> None:
    first = small.manifest.roster
    second = next_version(first, first.people[:3])
    third = next_version(second, first.people)
    check_chain([])
    check_chain([first, second, third])
    for wrong in ([second], [first, third], [first, first], [first, second, third.model_copy(update={"contest": "x"})]):
        with pytest.raises(SealError, match="does not follow"):
            check_chain(wrong)


def test_changes_name_every_difference_and_nothing_else(small: Any) -> None:
    before = small.manifest
    one, two, three = before.applications
    mended = three.model_copy(
        update={"project": three.project.model_copy(update={"title": "Жаңа", "aim": "басқа"}), "language": "ru"}
    )
    new = one.model_copy(update={"code": "A-4"})
    people = tuple(person for person in before.roster.people if person.id != "m2")
    after = before.model_copy(
        update={
            "applications": (new, mended, one),
            "roster": next_version(before.roster, people),
            "contest": before.contest.model_copy(update={"grants": (("abai", 9),)}),
        }
    )
    why = {"A-2": "withdrawn", "A-4": "appeal", "roster": "left the commission"}
    changes = changes_between(before, after, by="s1", at=small.at, why=why)
    assert [(one.what, one.application, one.fields, one.why) for one in changes] == [
        ("contest", "", ("grants",), ""),
        ("roster", "", ("m2",), "left the commission"),
        ("removed", "A-2", (), "withdrawn"),
        ("changed", "A-3", ("language", "project.title", "project.aim"), ""),
        ("added", "A-4", (), "appeal"),
    ]
    assert changes_between(before, before, by="s1", at=small.at, why={}) == ()
    assert changes_between(None, after, by="s1", at=small.at, why={}) == ()
    assert two.code == "A-2"
    names = {person.id: person.name for person in before.roster.people}
    assert [fields_words(one, names.__getitem__) for one in changes[1:3]] == [names["m2"], ""]


def test_changed_criteria_are_their_own_change(small: Any) -> None:
    content = small.criteria.content.model_copy(update={"version": 2})
    criteria = small.criteria.model_copy(update={"content": content})
    after = small.manifest.model_copy(
        update={"contest": small.manifest.contest.model_copy(update={"criteria": criteria})}
    )
    changes = changes_between(small.manifest, after, by="s1", at=small.at, why={"criteria": "agreed anew"})
    assert [(one.what, one.why) for one in changes] == [("criteria", "agreed anew")]
