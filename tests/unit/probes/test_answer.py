"""What comes back from a server."""

from fakes.answers import answer


def test_304_means_that_what_we_have_is_still_right() -> None:
    assert answer(status=304).not_modified
    assert not answer(status=200).not_modified
