"""The least that a light in the tray can be: toolkit, icon, one thread with a loop and httpx."""

import asyncio
import signal
import sys
import threading

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon


def loop_with_client() -> None:
    """Import what asks the network, and wait."""
    import httpx

    async def wait() -> None:
        async with httpx.AsyncClient():
            await asyncio.Event().wait()

    asyncio.run(wait())


def main() -> int:
    """Show an icon until told to end."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    app = QApplication(sys.argv)
    pixmap = QPixmap(24, 24)
    pixmap.fill("green")
    menu = QMenu()
    menu.addAction("Quit")
    icon = QSystemTrayIcon(QIcon(pixmap))
    icon.setContextMenu(menu)
    icon.show()
    threading.Thread(target=loop_with_client, daemon=True).start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
