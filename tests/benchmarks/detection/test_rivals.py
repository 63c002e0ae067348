"""The rules of others do what their sources say."""

from benchmarks.detection.rivals import Gatus, Icinga, Prometheus, Rule, UptimeKuma


def told(rule: Rule, looks: str, gap: float = 60.0) -> str:
    """Return what people are told after each look: "-" for well, "D" for down."""
    words = ""
    for number, look in enumerate(looks):
        rule.take(look == "+", gap * number)
        words += "D" if rule.down else "-"
    return words


def test_uptime_kuma_alarms_at_the_first_failure() -> None:
    assert told(UptimeKuma(), "+x+xx+") == "-D-DD-"


def test_uptime_kuma_with_retries_asks_again_first() -> None:
    rule = UptimeKuma(60.0, 2, 20.0)
    assert told(rule, "+xx+xxx+") == "------D-"
    assert rule.take(False, 0.0) == 20.0
    assert rule.take(True, 0.0) == 60.0


def test_gatus_takes_three_failures_and_two_good_ones() -> None:
    assert told(Gatus(), "+xx+xxx+x++") == "------DDDD-"


def test_icinga_is_soft_until_the_fifth_attempt() -> None:
    rule = Icinga()
    assert told(rule, "+xxxx+xxxxx+") == "----------D-"
    assert rule.take(False, 0.0) == 30.0


def test_prometheus_fires_after_a_minute_without_a_good_sample() -> None:
    assert told(Prometheus(), "+x+xx+xxx") == "----D--DD"
