"""My key: make it once, give the card to the secretary, read the figures aloud."""

from typing import TYPE_CHECKING

from models.wording import tr
from ui.shell.place import Page
from ui.shell.theme import Tone
from ui.widgets.frames import Card, EmptyState
from ui.widgets.labels import ElidedLabel, Facts, WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from ui.desk.place import Desk


class KeyPage(Page["Desk"]):
    """Shows whose key this laptop has and what the secretary needs of it."""

    key = "key"

    def __init__(self, place: "Desk") -> None:
        super().__init__(place)
        self.none = EmptyState(
            tr("You have no key on this computer yet"),
            tr(
                "You need a key to open the packet and to sign your score sheet. It takes a minute and is done once. "
                "Choose a passphrase that you will remember: nobody can restore it."
            ),
            icon="key",
            action=tr("Make my key…"),
            clicked=self.guarded(self._use_key),
        )
        self.body.addWidget(self.none, 1)
        self.without_card = Notice(
            Tone.WARN,
            tr(
                "There is a key on this computer, but no card that tells whose it is. Make the card: it asks for the "
                "passphrase of this key and who you are."
            ),
        )
        self.body.addWidget(self.without_card)
        self.card = Card(tr("Your key"), tr("The secretary enters you in the commission by this card."))
        self.facts = Facts()
        self.card.body.addWidget(self.facts)
        self.body.addWidget(self.card)
        self.spoken = Card(
            tr("Figures to read aloud"),
            tr(
                "When the secretary takes your card, read these figures to each other, best by phone or face to face. "
                "If they are the same, nobody has exchanged the card on the way."
            ),
        )
        self.figures = WrappedLabel(role="figure", selectable=True)
        self.fingerprint = ElidedLabel(role="small")
        self.spoken.body.addWidget(self.figures)
        self.spoken.body.addWidget(self.fingerprint)
        self.body.addWidget(self.spoken)
        self.advice = Notice(
            Tone.INFO,
            tr(
                "What to do now: save your card to a USB stick, give it to the secretary, and wait for the packet of "
                "the contest. The key itself stays on this computer: give it and its passphrase to nobody."
            ),
        )
        self.body.addWidget(self.advice)
        self.body.addStretch(1)
        self.unlock = self.add_action(tr("Unlock my key…"), self._use_key, icon="unlock", left=True)
        self.make_card = self.add_action(tr("Make my card…"), self._make_card, icon="person", left=True)
        self.save = self.add_action(tr("Save my card…"), self.services.save_card, icon="usb")
        self.following = self.add_action(tr("Go on: packets"), self._go_on, role="primary", icon="right")

    @classmethod
    def title(cls) -> str:
        return tr("My key")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "The key is your signature in this contest: it opens what is sealed to you and signs what you hand in."
        )

    def refresh(self) -> None:
        from models.sealing.public_keys import spoken

        session = self.services.session
        person = session.person
        self.none.setVisible(not session.has_key)
        self.without_card.setVisible(session.has_key and person is None)
        for widget in (self.card, self.spoken, self.advice):
            widget.setVisible(person is not None)
        self.save.setVisible(person is not None)
        self.make_card.setVisible(session.has_key and person is None)
        self.following.setVisible(session.has_key)
        self._bar.setVisible(session.has_key)
        self.unlock.setVisible(session.has_key and session.key is None)
        if person is not None:
            state = tr("unlocked") if session.key is not None else tr("locked, asks for the passphrase when needed")
            self.facts.show_facts(
                [
                    (tr("Surname, name, patronymic"), person.name),
                    (tr("Position"), person.position),
                    (tr("Organisation"), person.organisation),
                    (tr("State of the key"), state),
                ]
            )
            self.fingerprint.setText(tr("Fingerprint: {fingerprint}", fingerprint=person.fingerprint))
            self.figures.setText("   ".join(spoken(person.public_key).split()))

    def _use_key(self) -> None:
        self.services.session.with_key(lambda _key: self.place.changed.emit())

    def _make_card(self) -> None:
        self.services.session.make_card()

    def _go_on(self) -> None:
        self.place.wanted.emit("packets")
