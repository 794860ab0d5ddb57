"""A table of applications as a spreadsheet program saves it, with texts that don't repeat, as real ones don't."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from models.contest.application import Application
from models.contest.contest import Contest
from models.sample.tables import sheets_of
from models.wording import catalogue

RESTARTS = 0.35
"""How often a word follows at random and not as in our own texts: with it the prose deflates as those texts do,
to some 3.1 bits a letter in Kazakh and 3.3 in Russian."""
PARTS = ("aim", "problem", "summary", "target_group", "partners", "results", "sustainability", "informing")


class Prose:
    """Words of our translations, each followed by one that follows it there."""

    def __init__(self, language: str) -> None:
        self._after: dict[str, list[str]] = defaultdict(list)
        self._all: list[str] = []
        for text in catalogue(language).values():
            words = [word for word in text.split() if "{" not in word and not word.isascii()]
            self._all += words
            for word, following in pairwise(words):
                self._after[word].append(following)

    def instead_of(self, text: str, rng: Random, times: float = 1) -> str:
        """Return other words, `times` as long as `text`."""
        words = [rng.choice(self._all)]
        length = len(words[0])
        while length < times * len(text):
            known = self._after.get(words[-1])
            words.append(rng.choice(known if known and rng.random() > RESTARTS else self._all))
            length += 1 + len(words[-1])
        return " ".join(words)


def in_own_words(applications: Sequence[Application], letters: int | None = None) -> list[Application]:
    """Return `applications` with every long text, action and item of the budget in words of its own.

    With `letters` the long texts of an application come to so many together.
    """
    rng, prose = Random(5), {language: Prose(language) for language in ("kk", "ru")}
    made = []
    for one in applications:
        say, project = prose[one.language].instead_of, one.project
        texts = {part: text for part in PARTS if (text := getattr(project, part))}
        times = letters / sum(map(len, texts.values())) if letters else 1
        update: dict[str, Any] = {part: say(text, rng, times) for part, text in texts.items()}
        update["plan"] = tuple(
            row.model_copy(update={"action": say(row.action, rng), "target_group": say(row.target_group, rng)})
            for row in project.plan
        )
        update["budget"] = tuple(row.model_copy(update={"item": say(row.item, rng)}) for row in project.budget)
        made.append(one.model_copy(update={"project": project.model_copy(update=update)}))
    return made


def save(path: Path, applications: Sequence[Application], contest: Contest) -> None:
    """Write the workbook: every text once, in a part of its own, as Excel, LibreOffice and Google's sheets do."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        for name, headings, rows in sheets_of(applications, contest, "kk"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate((headings, *rows)):
                sheet.write_row(number, 0, row)
