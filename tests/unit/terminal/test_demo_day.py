"""The facts of 14 July 2022."""

from datetime import UTC, datetime

from downlight.terminal import demo_day


def test_the_day_is_in_order_and_in_utc() -> None:
    times = [fact.at for fact in demo_day.FACTS]
    assert times == sorted(times)
    assert all(time.utcoffset() is not None for time in times)
    assert times[0] > demo_day.BEGINS
    assert times[-1] < demo_day.ENDS


def test_the_outage_lasted_as_long_as_was_reported() -> None:
    assert datetime(2022, 7, 14, 11, 54, tzinfo=UTC) == demo_day.BROKE
    assert datetime(2022, 7, 14, 12, 40, tzinfo=UTC) == demo_day.BACK
