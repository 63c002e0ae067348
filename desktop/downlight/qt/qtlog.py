"""What Qt has to say goes into our log."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_NO_NEWS = ("qt.qpa.services",)
"""Categories that warn of every desktop without portals; they are of no use to anybody."""


def route_qt_log() -> Callable[[], None]:
    """Send Qt's messages to the logger "qt"; return what puts it back as it was."""
    before = qInstallMessageHandler(_take)

    def restore() -> None:
        qInstallMessageHandler(before)

    return restore


def _take(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    category = str(context.category or "default")
    level = logging.DEBUG if category in _NO_NEWS else _LEVELS.get(kind, logging.WARNING)
    logging.getLogger("qt").log(level, "%s: %s", category, text)
