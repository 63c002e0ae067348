import sys
from pathlib import Path

from downlight.app.parts import Parts
from downlight.domain.settings import Favourite, GeneralSettings, Settings
from downlight.system.paths import Profile


def parts(folder: Path) -> Parts:
    return Parts(Profile.at(folder))


def test_words_are_in_the_language_of_the_settings(tmp_path: Path) -> None:
    made = parts(tmp_path)
    made.settings.save(Settings(general=GeneralSettings(language="fr")))
    assert made.words("Quit") == "Quitter"


def test_the_book_knows_ours_and_the_users_own(tmp_path: Path) -> None:
    Profile.at(tmp_path).platforms_file.write_text(
        '[[platform]]\nid = "baker"\nname = "Baker"\nhomepage = "https://baker.example/"\n',
        "utf-8",
    )
    book = parts(tmp_path).book
    assert book.platform("github") is not None
    assert book.platform("baker") is not None
    github = book.resolve(Favourite("github"), Settings())
    assert [check.id for check in github.checks] == ["github/http", "github/feed"]


def test_nothing_is_loaded_before_it_is_asked_for(tmp_path: Path) -> None:
    made = parts(tmp_path)
    assert not {"settings", "words", "book", "secrets"} & set(vars(made))
    assert made.profile.settings_file.parent == tmp_path
    assert "downlight.app.parts" in sys.modules
