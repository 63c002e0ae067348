"""What other versions wrote of a notification is read without failing."""

import json

from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.notify import Notification, NotificationKind, NotifyReason
from downlight.store import told
from fakes.records import T0

BARE = Notification(NotificationKind.TOGETHER, "k", None, T0, NotifyReason.GATHERED, id=1)


@given(
    st.dictionaries(
        st.sampled_from(["parts", "notice", "official_at", "loud", "network"]),
        st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2),
    )
)
def test_json_of_any_shape_is_read(value: dict[str, object]) -> None:
    assert told.load(json.dumps(value), BARE, None).kind is NotificationKind.TOGETHER


def test_a_line_of_an_unknown_kind_is_left_out() -> None:
    text = json.dumps({"parts": [{"kind": "song"}, {"kind": "down", "platform_id": "x"}]})
    assert [part.platform_id for part in told.load(text, BARE, None).parts] == ["x"]


def test_what_is_not_said_takes_no_room() -> None:
    assert told.dump(BARE) == '{"loud":false}'
