"""The style sheet of the whole window, made from the theme. Widgets say what they are by the property `role`."""

from ui.shell.theme import Theme, Tone, icon_path


def stylesheet(theme: Theme) -> str:
    """Return the style sheet for `theme`."""
    return "\n".join((_text(theme), _buttons(theme), _fields(theme), _tables(theme), _frames(theme), _tones(theme)))


def _text(t: Theme) -> str:
    c = t.colours
    return f"""
    QWidget {{ color: {c.text}; }}
    QMainWindow, QDialog, QMessageBox {{ background: {c.ground}; }}
    QDialogButtonBox, QMessageBox {{ button-layout: 3; }}
    QLabel {{ background: transparent; }}
    QLabel[role="display"] {{ font-size: {t.points(1.9)}pt; font-weight: 500; }}
    QLabel[role="title"] {{ font-size: {t.points(1.5)}pt; font-weight: 500; }}
    QLabel[role="heading"] {{ font-size: {t.points(1.14)}pt; font-weight: 500; }}
    QLabel[role="figure"] {{ font-size: {t.points(1.7)}pt; font-weight: 500; }}
    QLabel[role="muted"] {{ color: {c.muted}; }}
    QLabel[role="above"] {{ color: {c.accent}; font-weight: 500; }}
    QLabel[role="label"] {{ font-weight: 500; }}
    QLabel[role="small"] {{ color: {c.muted}; font-size: {t.points(0.92)}pt; }}
    QLabel[role="problem"] {{ color: {c.bad}; font-weight: 500; }}
    QToolTip {{ background: {c.text}; color: {c.surface}; border: 0; padding: {t.px(5)}px; }}
    """


def _buttons(t: Theme) -> str:
    c = t.colours
    return f"""
    QPushButton, QToolButton {{
        background: {c.surface}; border: 1px solid {c.control}; border-radius: {t.px(6)}px;
        padding: {t.px(7)}px {t.px(14)}px; }}
    QPushButton:hover, QToolButton:hover {{ background: {c.accent_soft}; border-color: {c.accent}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c.raised}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; padding: {t.px(7) - 1}px {t.px(14) - 1}px; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.control}; background: {c.ground}; border-color: {c.line}; }}
    QPushButton[role="primary"], QDialog QPushButton:default {{
        background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; font-weight: 500; }}
    QPushButton[role="primary"]:hover, QDialog QPushButton:default:hover {{ background: {c.accent_strong}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
    QDialog QPushButton:default:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="primary"]:disabled, QDialog QPushButton:default:disabled {{
        background: {c.raised}; color: {c.control}; border-color: {c.line}; }}
    QPushButton[role="danger"] {{ color: {c.bad}; border-color: {c.bad}; }}
    QPushButton[role="danger"]:hover {{ background: {c.bad_soft}; }}
    QPushButton[role="danger"]:disabled {{ color: {c.control}; border-color: {c.line}; }}
    QPushButton[role="link"], QToolButton[role="flat"], QPushButton[role="flat"] {{
        background: transparent; border: 1px solid transparent; }}
    QPushButton[role="link"] {{ color: {c.accent}; text-decoration: underline; padding: {t.px(4)}px {t.px(6)}px; }}
    QToolButton[role="flat"], QPushButton[role="flat"] {{ padding: {t.px(6)}px {t.px(10)}px; }}
    QToolButton[role="flat"]:hover, QPushButton[role="flat"]:hover {{ background: {c.raised}; }}
    QToolButton[role="flat"]:focus, QPushButton[role="flat"]:focus, QPushButton[role="link"]:focus {{
        border: 2px solid {c.accent}; padding: {t.px(6) - 1}px {t.px(10) - 1}px; }}
    QPushButton[role="link"]:focus {{ padding: {t.px(4) - 1}px {t.px(6) - 1}px; }}
    QToolButton[role="point"] {{ border-radius: {t.px(6)}px; padding: {t.px(4)}px; font-weight: 500; }}
    QToolButton[role="point"]:checked, QToolButton[role="point"]:checked:disabled {{
        background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QToolButton[role="segment"] {{ border-radius: {t.px(6)}px; }}
    QToolButton[role="segment"]:checked {{
        background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 500; }}
    QToolButton[role="segment"]:checked:focus {{ border: 2px solid {c.text}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QFileDialog QToolButton {{ padding: {t.px(5)}px; }}
    QFileDialog QToolButton:focus {{ padding: {t.px(5) - 1}px; }}
    QPushButton[role="place"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {t.px(12)}px; padding: 0; }}
    QPushButton[role="place"]:hover {{ border: 1px solid {c.accent}; background: {c.surface}; }}
    QPushButton[role="place"]:focus {{ border: 2px solid {c.accent}; }}
    QPushButton[role="step"] {{
        background: transparent; border: 2px solid transparent; border-radius: {t.px(8)}px;
        padding: 0; text-align: left; }}
    QPushButton[role="step"]:hover {{ background: {c.raised}; }}
    QPushButton[role="step"]:checked {{ background: {c.accent_soft}; }}
    QPushButton[role="step"]:focus {{ border: 2px solid {c.accent}; }}
    QLabel[role="step"][state="here"] {{ color: {c.accent_strong}; font-weight: 500; }}
    QLabel[role="step"][state="next"] {{ font-weight: 500; }}
    QLabel[role="step"][state="closed"] {{ color: {c.muted}; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.control}; padding: {t.px(4)}px; }}
    QMenu::item {{ padding: {t.px(7)}px {t.px(26)}px {t.px(7)}px {t.px(26)}px; border-radius: {t.px(4)}px; }}
    QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.muted}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: {t.px(4)}px; }}
    """


def _fields(t: Theme) -> str:
    c = t.colours
    down, up, tick = (icon_path(name).as_posix() for name in ("down", "up", "check"))
    return f"""
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QDateTimeEdit, QTimeEdit {{
        background: {c.surface}; border: 1px solid {c.control}; border-radius: {t.px(5)}px;
        padding: {t.px(6)}px {t.px(8)}px; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus,
    QDateEdit:focus, QDateTimeEdit:focus, QTimeEdit:focus {{
        border: 2px solid {c.accent}; padding: {t.px(6) - 1}px {t.px(8) - 1}px; }}
    QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] {{
        border: 2px solid {c.bad}; padding: {t.px(6) - 1}px {t.px(8) - 1}px; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only, QPlainTextEdit:read-only {{
        background: {c.ground}; border-color: {c.line}; }}
    QSpinBox QLineEdit, QDoubleSpinBox QLineEdit, QComboBox QLineEdit, QDateEdit QLineEdit {{
        border: 0; background: transparent; padding: 0 {t.px(6)}px; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {{
        border: 0; width: {t.scaled(24)}px; subcontrol-position: right center; }}
    QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{
        image: url({down}); width: {t.scaled(13)}px; height: {t.scaled(13)}px; }}
    QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {{
        background: {c.surface}; border: 1px solid {c.control}; border-radius: 0;
        selection-background-color: {c.accent_soft}; selection-color: {c.text}; outline: 0; }}
    QSpinBox::up-button, QDoubleSpinBox::up-button {{
        border: 0; width: {t.scaled(22)}px; subcontrol-position: top right; subcontrol-origin: border; }}
    QSpinBox::down-button, QDoubleSpinBox::down-button {{
        border: 0; width: {t.scaled(22)}px; subcontrol-position: bottom right; subcontrol-origin: border; }}
    QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{
        image: url({up}); width: {t.scaled(10)}px; height: {t.scaled(10)}px; }}
    QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{
        image: url({down}); width: {t.scaled(10)}px; height: {t.scaled(10)}px; }}
    QCheckBox, QRadioButton {{ spacing: {t.px(8)}px; padding: {t.px(3)}px; background: transparent; }}
    QCheckBox:focus, QRadioButton:focus {{ border: 1px solid {c.accent}; border-radius: {t.px(4)}px; }}
    QCheckBox::indicator, QRadioButton::indicator {{
        width: {t.scaled(16)}px; height: {t.scaled(16)}px; border: 1px solid {c.control}; background: {c.surface}; }}
    QCheckBox::indicator {{ border-radius: {t.px(3)}px; }}
    QRadioButton::indicator {{ border-radius: {t.scaled(16) // 2 + 1}px; }}
    QCheckBox::indicator:checked {{ background: {c.accent_soft}; border-color: {c.accent}; image: url({tick}); }}
    QRadioButton::indicator:checked {{ border-color: {c.accent};
        background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
            stop:0 {c.accent}, stop:0.5 {c.accent}, stop:0.6 {c.surface}, stop:1 {c.surface}); }}
    QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {c.accent}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
        background: {c.ground}; border-color: {c.line}; }}
    QProgressBar {{
        background: {c.raised}; border: 0; border-radius: {t.px(4)}px; min-height: {t.px(8)}px;
        max-height: {t.px(8)}px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {t.px(4)}px; }}
    """


def _tables(t: Theme) -> str:
    c = t.colours
    return f"""
    QTableView, QTreeView, QListView {{
        background: {c.surface}; alternate-background-color: {c.ground}; border: 1px solid {c.line};
        border-radius: {t.px(6)}px; gridline-color: {c.line}; selection-background-color: {c.accent_soft};
        selection-color: {c.text}; outline: 0; }}
    QTableView:focus, QTreeView:focus, QListView:focus {{ border: 2px solid {c.accent}; }}
    QTableView::item {{ padding: {t.px(3)}px {t.px(8)}px; border: 0; }}
    QTableView::item:focus {{ border: 1px solid {c.accent}; }}
    QListView::item {{ padding: {t.px(6)}px {t.px(8)}px; }}
    QHeaderView {{ background: {c.raised}; border: 0; }}
    QHeaderView::section {{
        background: {c.raised}; color: {c.text}; border: 0; border-right: 1px solid {c.line};
        border-bottom: 1px solid {c.line}; padding: {t.px(6)}px {t.px(11)}px; font-weight: 500; }}
    QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
    QHeaderView::up-arrow {{ image: url({icon_path("up").as_posix()}); width: {t.scaled(11)}px; }}
    QHeaderView::down-arrow {{ image: url({icon_path("down").as_posix()}); width: {t.scaled(11)}px; }}
    QTabWidget::pane {{ border: 1px solid {c.line}; border-radius: {t.px(6)}px; background: {c.surface}; top: -1px; }}
    QTabBar::tab {{
        background: transparent; border: 0; border-bottom: 3px solid transparent; padding: {t.px(8)}px {t.px(14)}px;
        color: {c.muted}; }}
    QTabBar::tab:selected {{ border-bottom: 3px solid {c.accent}; color: {c.text}; font-weight: 500; }}
    QTabBar::tab:focus {{ border: 2px solid {c.accent}; padding: {t.px(8)}px {t.px(12)}px; }}
    QTabBar::scroller {{ width: {t.scaled(30)}px; }}
    QTabBar QToolButton {{ padding: 0; min-height: 0; min-width: 0; }}
    QTabBar QToolButton::left-arrow {{
        image: url({icon_path("left").as_posix()}); width: {t.scaled(14)}px; height: {t.scaled(14)}px; }}
    QTabBar QToolButton::right-arrow {{
        image: url({icon_path("right").as_posix()}); width: {t.scaled(14)}px; height: {t.scaled(14)}px; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
    QScrollBar:vertical {{ background: transparent; width: {t.px(12)}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {t.px(12)}px; margin: 0; }}
    QScrollBar::handle {{ background: {c.control}; border-radius: {t.px(4)}px; margin: {t.px(2)}px; }}
    QScrollBar::handle:vertical {{ min-height: {t.px(32)}px; }}
    QScrollBar::handle:horizontal {{ min-width: {t.px(32)}px; }}
    QScrollBar::handle:hover {{ background: {c.accent}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: {c.line}; }}
    QSplitter::handle:hover {{ background: {c.accent}; }}
    """


def _frames(t: Theme) -> str:
    c = t.colours
    return f"""
    QFrame[role="header"] {{ background: {c.surface}; border-bottom: 1px solid {c.line}; }}
    QFrame[role="navigation"] {{ background: {c.surface}; border-right: 1px solid {c.line}; }}
    QFrame[role="actions"], QFrame[role="progress"] {{ background: {c.surface}; border-top: 1px solid {c.line}; }}
    QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {t.px(10)}px; }}
    QFrame[role="drop"] {{
        background: {c.surface}; border: 2px dashed {c.control}; border-radius: {t.px(10)}px; }}
    QFrame[role="drop"][over="true"] {{ background: {c.accent_soft}; border-color: {c.accent}; }}
    QFrame[role="empty"] {{ background: transparent; border: 0; }}
    QFrame[role="rule"] {{ background: {c.line}; border: 0; max-height: 1px; min-height: 1px; }}
    """


def _tones(t: Theme) -> str:
    rules = []
    for tone in Tone:
        ink, ground = t.colours.of(tone)
        rules.append(f"""
        QFrame[role="badge"][tone="{tone}"] {{ background: {ground}; border: 1px solid {ink};
            border-radius: {t.scaled(10)}px; }}
        QFrame[role="badge"][tone="{tone}"] QLabel {{ color: {ink}; font-weight: 500;
            font-size: {t.points(0.92)}pt; }}
        QFrame[role="strip"][tone="{tone}"] {{ background: {ground}; border: 0; border-left: {t.px(5)}px solid {ink}; }}
        """)
    return "".join(rules)
