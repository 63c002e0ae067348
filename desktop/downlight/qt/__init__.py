"""The windows, the tray and every PySide6 import."""
