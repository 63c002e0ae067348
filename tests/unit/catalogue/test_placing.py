"""On which lines tables and keys stand."""

from downlight.catalogue.placing import places

TEXT = '''category = "work"

[[platform]]
id = "a"
aliases = [
  "[[platform]]",
  "id = 5",
]
"quoted" = 1
expect = ["""
[[platform]]
id = "not a key"
"""]

# of b
[[platform]]  # a comment
id = "b"
[other]
id = "c"
'''


def test_tables_and_keys_are_found_on_their_lines() -> None:
    a, b = places(TEXT)
    assert (a.name, a.line, a.end) == ("platform", 3, 16)
    assert a.keys == {"id": 4, "aliases": 5, "quoted": 9, "expect": 10}
    assert (b.line, b.end, b.keys) == (16, 18, {"id": 17})


def test_a_key_that_is_not_there_is_told_at_the_table() -> None:
    assert places(TEXT)[0].of("homepage") == 3


def test_the_last_table_reaches_to_the_end() -> None:
    (only,) = places('[[platform]]\nid = "a"')
    assert only.end == 3
    (only,) = places('[[platform]]\nid = "a"\n')
    assert only.end == 3
