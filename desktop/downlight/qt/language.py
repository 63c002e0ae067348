"""The language of the whole app: our sentences, Qt's own buttons, numbers, and the direction."""

from collections.abc import Callable

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from downlight.domain.settings import GeneralSettings
from downlight.present.words import Words

Load = Callable[[GeneralSettings], Words]
"""Returns the sentences in the language that these settings ask for."""

_WITHOUT_COUNTRY = {"ar": "ar_001"}
"""Qt takes a language for that of its largest country; in Egypt digits differ from our texts'."""


class Language:
    """Changes the language while the app runs."""

    def __init__(self, app: QApplication, words: Words, load: Load | None = None) -> None:
        """Make Qt speak as `words`; `load` None: the language stays."""
        self._app = app
        self._words = words
        self._load = load
        self._translator: QTranslator | None = None
        self._spoken = ""
        self._teach_qt()

    def apply(self, general: GeneralSettings) -> bool:
        """Speak as the settings ask; return whether windows must be said anew."""
        if self._load is None or not self._words.take_voice_of(self._load(general)):
            return False
        self._teach_qt()
        return True

    def _teach_qt(self) -> None:
        if self._words.language == self._spoken:
            return  # only the clock was changed
        self._spoken = self._words.language
        locale = qt_locale(self._spoken)
        QLocale.setDefault(locale)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        translator = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(locale, "qtbase", "_", folder):
            self._app.installTranslator(translator)
            self._translator = translator
        # Qt's own catalogues also say which way the language runs; ours has the last word.
        self._app.setLayoutDirection(locale.textDirection())


def qt_locale(language: str) -> QLocale:
    """Return how Qt is to write numbers in a language: with the digits of our own texts."""
    return QLocale(_WITHOUT_COUNTRY.get(language, language))
