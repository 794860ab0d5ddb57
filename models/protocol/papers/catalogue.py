"""The papers that a result gives, as a list to choose from: what each is, for whom, and how it is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.errors import SittingError
from models.protocol.blocks import Paper
from models.protocol.papers.appendix import appendix
from models.protocol.papers.extract import extract
from models.protocol.papers.minutes import minutes_paper
from models.protocol.papers.next_in_line import next_in_line_papers
from models.protocol.papers.notices import Recipient, Sender, notice, recipients
from models.protocol.papers.writing import file_name
from models.sitting.acts import Opened
from models.sitting.result import Result
from models.sitting.sessions import sessions
from models.wording import later, tr


@dataclass(frozen=True)
class Asked:
    """What papers are written from."""

    result: Result
    fingerprint: str
    """SHA-256 of the result file, in hex."""
    sender: Sender = field(default_factory=Sender)
    contacts: Mapping[str, Recipient] = field(default_factory=dict)
    """Addresses by application code, where the central file gave them."""

    @property
    def number(self) -> str:
        """The number of the last sitting's protocol."""
        opened = [act for act in self.result.acts if isinstance(act, Opened)]
        return opened[-1].number if opened else ""

    @property
    def people(self) -> tuple[Recipient, ...]:
        """Everybody who applied, by code."""
        return recipients(self.result, self.contacts)


@dataclass(frozen=True)
class Draft:
    """One paper that can be made: `code` names the application it is about, "" for a paper about all."""

    name: str
    """Of its file; holds no personal data."""
    code: str
    paper: Callable[[], Paper]


@dataclass(frozen=True)
class Offer:
    """One kind of paper; `title` and `whom` are literals for `said`."""

    key: str
    title: str
    whom: str
    drafts: Callable[[Asked], Sequence[Draft]]
    each: bool = False
    """There is one for every application."""


def offers() -> tuple[Offer, ...]:
    """Return every kind of paper of a result, in the order in which people need them."""
    return (
        Offer(
            "appendix",
            later("Results appendix: every mark and the arithmetic of every total"),
            later("The organiser's file; full"),
            lambda asked: (_appendix(asked, public=False),),
        ),
        Offer(
            "appendix-public",
            later("Results appendix for publishing"),
            later("Everybody; without personal details"),
            lambda asked: (_appendix(asked, public=True),),
        ),
        Offer(
            "minutes",
            later("Minutes of the sitting, act by act with votes by name"),
            later("The organiser's file; full"),
            lambda asked: (_minutes(asked, public=False),),
        ),
        Offer(
            "minutes-public",
            later("Minutes of the sitting for publishing"),
            later("Everybody; without personal details"),
            lambda asked: (_minutes(asked, public=True),),
        ),
        Offer(
            "next-in-line",
            later("Decision on who is next in line, of a further sitting"),
            later("The operator and the organiser's file; full, with what others lost the grant for"),
            lambda asked: _next(asked, public=False),
        ),
        Offer(
            "next-in-line-public",
            later("Decision on who is next in line, for publishing"),
            later("Everybody; without personal details"),
            lambda asked: _next(asked, public=True),
        ),
        Offer(
            "extracts",
            later("Extract of the protocol, one for each application"),
            later("The applicant: own marks, total, place and decision"),
            _extracts,
            each=True,
        ),
        Offer(
            "notices",
            later("Notice of the result, one for each applicant"),
            later("The applicant, in the language of the application; with a table for the mail merge"),
            _notices,
            each=True,
        ),
    )


def offer(key: str) -> Offer:
    """Return the kind of paper called `key`. Raises KeyError."""
    for one in offers():
        if one.key == key:
            return one
    raise KeyError(key)


def _appendix(asked: Asked, *, public: bool) -> Draft:
    return Draft(
        file_name("appendix", asked.number, "public" if public else "full"),
        "",
        lambda: appendix(asked.result, fingerprint=asked.fingerprint, public=public),
    )


def _minutes(asked: Asked, *, public: bool) -> Draft:
    return Draft(
        file_name("minutes", asked.number, "public" if public else "full"),
        "",
        lambda: minutes_paper(asked.result, fingerprint=asked.fingerprint, public=public),
    )


def _next(asked: Asked, *, public: bool) -> tuple[Draft, ...]:
    """One draft a naming. Raises SittingError for a sitting at which nobody was named next."""

    def draft(number: int) -> Draft:
        return Draft(
            file_name("next-in-line", asked.number, str(number), "public" if public else "full"),
            "",
            lambda: next_in_line_papers(asked.result, fingerprint=asked.fingerprint, public=public)[number - 1],
        )

    named = sessions(asked.result.acts)[-1].next_named
    if not named:
        raise SittingError(tr("Nobody was named next in line at this sitting, so there is no such decision to write."))
    return tuple(draft(n) for n, _ in enumerate(named, 1))


def _extracts(asked: Asked) -> tuple[Draft, ...]:
    def draft(code: str) -> Draft:
        return Draft(
            file_name("extract", asked.number, code),
            code,
            lambda: extract(asked.result, code, fingerprint=asked.fingerprint),
        )

    return tuple(draft(one.code) for one in asked.people)


def _notices(asked: Asked) -> tuple[Draft, ...]:
    def draft(turn: int, to: Recipient) -> Draft:
        return Draft(file_name("notice", to.code), to.code, lambda: notice(asked.result, to, asked.sender, turn=turn))

    return tuple(draft(turn, to) for turn, to in enumerate(asked.people, start=1))
