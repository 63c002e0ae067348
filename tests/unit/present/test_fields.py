from downlight.present.fields import lines


def test_empty_lines_and_spaces_around_say_nothing() -> None:
    assert lines("  one\n\n two \r\n   \n") == ("one", "two")
    assert lines(" \n") == ()
