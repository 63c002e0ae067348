from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from downlight.domain.commands import AddFavourite, Command, LookInto, StopLooking
from downlight.domain.events import LookedInto
from downlight.domain.model import Component
from downlight.domain.offer import FeedOffer, Offer
from downlight.domain.settings import Favourite
from downlight.domain.status import Reason, Status
from downlight.qt.check_editor import CheckEditor
from fakes.states import english

OWN = Favourite("wiki", name="Our wiki", url="https://wiki.example/", auth="basic")


def opened(
    qtbot: QtBot, favourite: Favourite = OWN, *, keyring: bool = True
) -> tuple[CheckEditor, list[Command]]:
    commands: list[Command] = []
    editor = CheckEditor(
        favourite,
        "Our wiki",
        english(),
        commands.append,
        (lambda name, value: None) if keyring else None,
    )
    qtbot.addWidget(editor)
    editor.show()
    return editor, commands


def test_each_change_counts_at_once(qtbot: QtBot) -> None:
    editor, commands = opened(qtbot)
    line = editor.form.editor("feed").widget
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "status.example/feed.xml")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (command,) = commands
    assert isinstance(command, AddFavourite)
    assert command.favourite.feed == "https://status.example/feed.xml"
    assert command.favourite.name == "Our wiki"


def test_a_way_to_sign_in_goes_with_what_was_edited_before(qtbot: QtBot) -> None:
    editor, commands = opened(qtbot)
    line = editor.form.editor("name").widget
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "Wiki")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert editor.sign_in is not None
    editor.sign_in.way.setCurrentIndex(0)
    editor.sign_in.way.activated.emit(0)
    last = commands[-1]
    assert isinstance(last, AddFavourite)
    assert (last.favourite.name, last.favourite.auth) == ("Wiki", None)


def test_a_platform_of_the_catalogue_has_no_address_to_edit(qtbot: QtBot) -> None:
    editor, _ = opened(qtbot, Favourite("x"))
    assert "url" not in [field.key for field in editor.form.fields]
    own, _ = opened(qtbot)
    assert "url" in [field.key for field in own.form.fields]


def test_without_a_keyring_there_is_no_sign_in(qtbot: QtBot) -> None:
    editor, _ = opened(qtbot, keyring=False)
    assert editor.sign_in is None


def test_escape_closes(qtbot: QtBot) -> None:
    editor, _ = opened(qtbot)
    assert editor.windowTitle() == "Check of Our wiki"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_parts_that_the_status_page_names_can_be_chosen(qtbot: QtBot) -> None:
    commands: list[Command] = []
    editor = CheckEditor(
        OWN, "Our wiki", english(), commands.append, None, components=(Component("1", "Voice"),)
    )
    qtbot.addWidget(editor)
    editor.show()
    dialog = editor.pick()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.close()
    (command,) = commands
    assert isinstance(command, AddFavourite)
    assert command.favourite.components == ("Voice",)
    assert editor.parts.text() == "1 part counts for the light: Voice."


FEED = FeedOffer(
    "https://status.wiki.example/feed", "rss", "RSS", "https://status.wiki.example/", "Wiki", 0.9,
    "the home page links to it", Status.OPERATIONAL,
)  # fmt: skip


def test_the_official_status_of_an_own_address_can_be_looked_for(qtbot: QtBot) -> None:
    editor, commands = opened(qtbot)
    editor.find_feed.click()
    assert commands == [LookInto("https://wiki.example/")]
    offer = Offer("https://wiki.example/", Reason.OK, 200, "Wiki", FEED)
    editor.on_event(LookedInto(offer))
    added = commands[-1]
    assert isinstance(added, AddFavourite)
    assert added.favourite.feed == FEED.url
    editor.offer_panel.feed.click()
    undone = commands[-1]
    assert isinstance(undone, AddFavourite)
    assert undone.favourite.feed is None


def test_who_closes_it_waits_for_nothing(qtbot: QtBot) -> None:
    editor, commands = opened(qtbot)
    editor.find_feed.click()
    editor.reject()
    assert commands == [LookInto("https://wiki.example/"), StopLooking()]


def test_what_the_catalogue_knows_needs_no_looking_for(qtbot: QtBot) -> None:
    editor, _ = opened(qtbot, Favourite("github"))
    assert not editor.find_feed.isVisible()
