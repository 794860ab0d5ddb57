"""A small contest and an applicant who breaks no rule, for the tests of intake."""

from datetime import UTC, date, datetime

from models.contest.application import Applicant, Application, Attachment, BudgetRow, PlanRow, Project
from models.contest.contest import Contest
from models.contest.profile_files import load_profile


def contest_2024() -> Contest:
    profile = load_profile("zhas-2024")
    return Contest(
        id="7b1c7a2e-0000-4000-8000-000000000001",
        title=profile.title,
        profile=profile,
        lot=profile.lots[0].code,
        parties=profile.parties,
    )


def with_rules(contest: Contest, part: str, **update: object) -> Contest:
    rules = getattr(contest.profile, part).model_copy(update=update)
    return contest.model_copy(update={"profile": contest.profile.model_copy(update={part: rules})})


def good_application(contest: Contest, **update: object) -> Application:
    documents = contest.profile.project.documents
    made = Application(
        code="ABAI-0001",
        territory="abai",
        submitted=datetime(2024, 4, 1, 7, 0, tzinfo=UTC),
        applicant=Applicant(
            surname="Сейітов",
            given_name="Әлихан",
            patronymic="Маратұлы",
            iin="020314500014",
            birth_date=date(2002, 3, 14),
            citizenship="Қазақстан Республикасы",
            mobile="+7 701 000 11 22",
            registration_address="Абай облысы, Семей қаласы, Үлгі көшесі, 1",
            registration_kind="тұрақты",
            status="NEET",
        ),
        project=Project(
            title="Ауыл кітапханасы",
            direction=1,
            aim="Балаларға оқу орнын ашу",
            territory="Семей",
            target_group="Мектеп оқушылары",
            summary="Оқу залы",
            months=3,
            total_cost=900_000,
            grant_asked=900_000,
            plan=(PlanRow(number=1, action="Залды дайындау", dates="мамыр"),),
            budget=(
                BudgetRow(number=1, item="Сөре", quantity="3 дана", price=200_000, amount=600_000),
                BudgetRow(number=2, item="Үстел", quantity="2", price=150_000, amount=300_000),
            ),
        ),
        attachments=tuple(
            Attachment(name=f"{document.code}.pdf", kind=document.code, size=1, sha256="0" * 64)
            for document in documents
        ),
    )
    return made.model_copy(update=update)
