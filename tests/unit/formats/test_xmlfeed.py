"""The reader of RSS and Atom."""

from time import process_time

import pytest

from downlight.formats import FormatError
from downlight.formats.xmlfeed import MAX_ENTRIES, looks_like_feed, read_feed

RSS = (
    b"<rss xmlns:media='m' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>T</title>"
    b"<atom:link rel='self' href='https://s.example/rss'/><link>https://s.example</link>"
    b"<image><title>Logo</title></image><item><title>One</title><media:title>Other</media:title>"
    b"<media:group><title>Inner</title></media:group><guid>g#1</guid><category>API</category>"
    b"<description>d</description></item></channel></rss>"
)


def test_the_feeds_own_title_and_link_are_not_those_of_its_image_or_itself() -> None:
    feed = read_feed(RSS)
    assert (feed.title, feed.link) == ("T", "https://s.example")


def test_elements_of_foreign_vocabularies_are_passed_over() -> None:
    (entry,) = read_feed(RSS).entries
    assert (entry.title, entry.id, entry.categories) == ("One", "g#1", ("API",))


def test_rss_1_0_with_items_beside_the_channel_is_read() -> None:
    body = (
        b"<rdf:RDF xmlns:rdf='r' xmlns:dc='d'><channel><title>T</title></channel>"
        b"<item><title>One</title><dc:date>2024-03-05</dc:date></item></rdf:RDF>"
    )
    (entry,) = read_feed(body).entries
    assert (entry.title, entry.published) == ("One", "2024-03-05")


def test_the_longest_body_of_an_entry_counts() -> None:
    body = (
        b"<rss xmlns:content='c'><channel><item><description>short</description>"
        b"<content:encoded><![CDATA[<p>the whole text</p>]]></content:encoded>"
        b"</item></channel></rss>"
    )
    assert read_feed(body).entries[0].body == "<p>the whole text</p>"


def test_blank_lines_before_the_declaration_are_forgiven() -> None:
    assert read_feed(b"\n\n<?xml version='1.0'?>" + RSS).title == "T"


@pytest.mark.parametrize(
    ("body", "clue"),
    [
        (b"", "empty"),
        (b"<html><body>", "a web page"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html/>", "a web page"),
        (b"<opml/>", "begins with <opml>"),
        (b"<rss><channel>", "not XML"),
        (b"<rss>&nbsp;</rss>", "not XML"),
        (b"<?xml version='1.0' encoding='no-such'?><rss/>", "encoding"),
        (b"<rss>" + b"<a>" * 200, "nested too deeply"),
        (b"<!DOCTYPE rss SYSTEM 'http://evil.example/x'><rss/>", "document type"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_sentence(body: bytes, clue: str) -> None:
    with pytest.raises(FormatError, match=clue):
        read_feed(body)


def test_entities_that_grow_are_refused_at_once() -> None:
    grown = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 30))
    body = b'<!DOCTYPE rss [<!ENTITY e0 "ha">' + grown + b"]><rss>&e29;</rss>"
    begun = process_time()
    with pytest.raises(FormatError, match="document type"):
        read_feed(body)
    assert process_time() - begun < 2.5


def test_a_feed_without_end_keeps_a_bounded_number_of_entries() -> None:
    body = b"<rss><channel>" + b"<item><title>x</title></item>" * 5000 + b"</channel></rss>"
    assert len(read_feed(body).entries) == MAX_ENTRIES


@pytest.mark.parametrize(
    ("body", "is_feed"),
    [
        (b"<?xml version='1.0'?><rss>", True),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        ("<?xml version='1.0'?><rss>".encode("utf-16"), True),
        (b"<html><rss", False),
        (b"<svg/>", False),
        (b'{"rss": "<rss>"}', False),
        (b"", False),
    ],
)
def test_a_feed_is_recognised_by_how_it_begins(body: bytes, is_feed: bool) -> None:
    assert looks_like_feed(body) is is_feed
