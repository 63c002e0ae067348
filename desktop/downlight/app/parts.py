"""The parts of one profile: made when they are needed, and only once."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from downlight.domain.settings import GeneralSettings, Settings
from downlight.engine.ports import Clock
from downlight.present.words import Words
from downlight.system import languages, logs
from downlight.system.clock import SystemClock
from downlight.system.paths import Profile, resources
from downlight.system.settings_file import SettingsFile

if TYPE_CHECKING:
    from downlight.catalogue.book import CatalogueBook
    from downlight.system.secrets import Keyring


class Parts:
    """What faces and engine of one profile share; nothing is loaded before it is asked for."""

    def __init__(self, profile: Profile, told: str = "", clock: Clock | None = None) -> None:
        """`told` says what is wrong with the profile's folders, for people; `clock` is a demo's."""
        self.profile = profile
        self.told = told
        self.clock: Clock = clock or SystemClock()

    @cached_property
    def resources(self) -> Path:
        """The folder of shipped data."""
        return resources()

    @cached_property
    def settings(self) -> SettingsFile:
        """The settings file."""
        return SettingsFile(self.profile.settings_file)

    @cached_property
    def first_settings(self) -> Settings:
        """The settings as they were when somebody first asked."""
        return self.settings.load()[0]

    @cached_property
    def words(self) -> Words:
        """The sentences in the user's language; all parts hold the same ones."""
        return self.words_for(self.first_settings.general)

    def words_for(self, general: GeneralSettings) -> Words:
        """Return the sentences in the language that these settings ask for."""
        folder = self.resources / "i18n"
        return languages.load(general.language, folder, clock=general.clock)

    @cached_property
    def book(self) -> "CatalogueBook":
        """The platforms known by name: ours, then the user's own."""
        from downlight.catalogue.book import CatalogueBook

        profile = self.profile
        folder = self.resources / "catalogue"
        return CatalogueBook.open(folder, profile.catalogue_cache, profile.platforms_file)

    @cached_property
    def secrets(self) -> "Keyring":
        """The desktop's secret store."""
        from downlight.system.secrets import Keyring

        return Keyring(self.profile.key, logs.learn)
