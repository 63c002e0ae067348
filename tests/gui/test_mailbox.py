import gc
from threading import Event, Thread

from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from downlight.qt.mailbox import Mailbox


class Listener(QObject):
    heard = Signal(object)

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__()
        self.letters: list[object] = []
        mailbox.posted.connect(self._on_posted)

    def _on_posted(self, letter: object) -> None:
        self.letters.append(letter)


def test_what_another_thread_posts_arrives_in_order(qtbot: QtBot) -> None:
    mailbox = Mailbox()
    listener = Listener(mailbox)

    def work() -> None:
        for number in range(50):
            mailbox.post(number)
        mailbox.close()

    Thread(target=work).start()
    qtbot.waitUntil(lambda: len(listener.letters) == 50)
    assert listener.letters == list(range(50))


def test_a_mailbox_is_deleted_once_it_is_closed(qtbot: QtBot) -> None:
    gone: list[int] = []
    mailbox = Mailbox()
    mailbox.destroyed.connect(lambda: gone.append(1))
    Thread(target=mailbox.close).start()
    qtbot.waitUntil(lambda: bool(gone))


def test_a_listener_may_be_gone_before_the_thread_is_done(qtbot: QtBot) -> None:
    application = QCoreApplication.instance()
    assert application is not None
    before = len(application.findChildren(Mailbox))
    for _ in range(100):
        go_on = Event()
        mailbox = Mailbox()
        listener = Listener(mailbox)
        thread = Thread(target=_post_late, args=(mailbox, go_on))
        thread.start()
        del mailbox, listener
        gc.collect()
        go_on.set()
        thread.join()
    qtbot.waitUntil(lambda: len(application.findChildren(Mailbox)) == before)


def _post_late(mailbox: Mailbox, go_on: Event) -> None:
    go_on.wait(5)
    mailbox.post("late")
    mailbox.close()
