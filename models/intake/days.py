"""Days as the regulation counts them: the day of application in the organiser's local time, whole years of age."""

from datetime import date, datetime

from models.contest.application import Application
from models.contest.contest import Contest
from models.contest.local_time import local


def local_time(application: Application, contest: Contest) -> datetime:
    """Return the moment of submission in the organiser's local time, without a zone.

    Raises ValueError where the application has none.
    """
    if application.submitted is None:
        raise ValueError("the application has no moment of submission")
    return local(application.submitted, contest.zone)


def age_on(birth_date: date, on: date) -> int:
    """Return the whole years on the day `on`; the birthday itself counts.

    Whoever was born on 29 February completes the year on 1 March where the year has no such day.
    """
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
