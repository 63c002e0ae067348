from downlight.present.languages import named


def test_languages_are_told_by_their_own_names() -> None:
    assert named(["en", "fr", "de"]) == (
        ("en", "English"),
        ("fr", "Français"),
        ("de", "Deutsch"),
    )


def test_a_code_that_nobody_knows_stays_as_it_is() -> None:
    assert named(["xx", "not a code"]) == (("xx", "Xx"), ("not a code", "Not a code"))
