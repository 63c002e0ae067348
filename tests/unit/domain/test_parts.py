from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downlight.domain.model import Component, Place
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.observation import Observation
from downlight.domain.parts import ChoiceKind, choices, scoped
from downlight.domain.status import Reason, Source, Stage, Status
from fakes.clock import START

OPERATIONAL, DEGRADED = Status.OPERATIONAL, Status.DEGRADED
PARTIAL, MAJOR, UNKNOWN = Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE, Status.UNKNOWN

VOICE = Component("c1", "Voice", OPERATIONAL, "Realtime")
API = Component("c2", "API", MAJOR)
FRANKFURT = Component("rds-1", "Database", OPERATIONAL, "Storage", "EU (Frankfurt)")
OREGON = Component("rds-2", "Database", PARTIAL, "Storage", "US West (Oregon)")
ENGINE = Component(
    "e", "Compute Engine", MAJOR, None, "us-east1, europe-west3",
    (Place("us-east1", MAJOR), Place("europe-west3", DEGRADED)),
)  # fmt: skip


def seen(
    *components: Component, status: Status = PARTIAL, notices: tuple[Notice, ...] = ()
) -> Observation:
    return Observation(
        check_id="x/feed",
        platform_id="x",
        source=Source.OFFICIAL,
        status=status,
        reason=Reason.OK,
        started_at=START,
        observed_at=START,
        detail="The newest announcement",
        components=components,
        notices=notices,
    )


def incident(*parts: str, impact: Status = PARTIAL, name: str = "Trouble") -> Notice:
    return Notice(name, NoticeKind.INCIDENT, name, Stage.IDENTIFIED, impact, parts)


def test_who_watches_no_part_hears_of_the_whole() -> None:
    told = seen(VOICE, API)
    assert scoped(told, ()) == told


def test_only_the_watched_parts_move_the_status_and_the_rest_is_still_shown() -> None:
    told = scoped(seen(VOICE, API, notices=(incident("c2"),)), ["Voice"])
    assert (told.status, told.whole, told.detail) == (OPERATIONAL, PARTIAL, "")
    assert [(part.name, part.watched) for part in told.components] == [
        ("Voice", True),
        ("API", False),
    ]
    assert [notice.title for notice in told.notices] == ["Trouble"]


@pytest.mark.parametrize(
    "key", ["API", "api", "  Api ", "c2", "\uff21\uff30\uff29"], ids=lambda key: repr(key)
)
def test_a_name_is_matched_whatever_its_case_spaces_and_width(key: str) -> None:
    assert scoped(seen(VOICE, API), [key]).status is MAJOR


@pytest.mark.parametrize("key", ["storage", "Storage / Database", "Storage/Database", "Database"])
def test_a_group_or_a_name_that_occurs_twice_means_all_of_them(key: str) -> None:
    told = scoped(seen(FRANKFURT, OREGON, API), [key])
    assert told.status is PARTIAL
    assert [part.watched for part in told.components] == [True, True, False]


@pytest.mark.parametrize("key", ["eu (frankfurt)", "Database (EU (Frankfurt))", "rds\u20111"])
def test_a_region_can_be_watched_alone(key: str) -> None:
    told = scoped(seen(FRANKFURT, OREGON), [key])
    assert told.status is OPERATIONAL
    assert [part.watched for part in told.components] == [True, False]


def test_a_part_in_several_places_is_as_it_is_in_the_watched_one() -> None:
    assert scoped(seen(ENGINE), ["europe-west3"]).status is DEGRADED
    assert scoped(seen(ENGINE), ["Compute Engine (europe-west3)"]).status is DEGRADED
    assert scoped(seen(ENGINE), ["compute engine"]).status is MAJOR


def test_what_is_everywhere_is_in_the_watched_place_too() -> None:
    spread = replace(ENGINE, places=(*ENGINE.places, Place("", MAJOR)))
    assert scoped(seen(spread), ["europe-west3"]).status is MAJOR


def test_a_watched_part_that_a_full_list_lacks_is_said_and_never_fine() -> None:
    told = scoped(seen(VOICE, API, status=OPERATIONAL), ["Voice", "Video  calls"])
    assert told.status is UNKNOWN
    assert told.unlisted == ("Video  calls",)
    assert scoped(seen(VOICE, API), ["Video"]).status is UNKNOWN
    assert scoped(seen(VOICE, API), ["API", "Video"]).status is MAJOR


def test_a_list_of_trouble_alone_says_that_what_it_lacks_is_fine() -> None:
    told = scoped(replace(seen(ENGINE), lists_all=False), ["asia-east1"])
    assert (told.status, told.unlisted) == (OPERATIONAL, ())
    unread = scoped(replace(seen(ENGINE, status=UNKNOWN), lists_all=False), ["asia-east1"])
    assert unread.status is UNKNOWN


def test_an_incident_that_names_no_part_counts() -> None:
    told = scoped(seen(VOICE, replace(API, status=OPERATIONAL), notices=(incident(),)), ["Voice"])
    assert (told.status, told.detail) == (PARTIAL, "Trouble")


def test_an_incident_that_names_no_part_is_explained_by_a_part_in_trouble() -> None:
    assert scoped(seen(VOICE, API, notices=(incident(),)), ["Voice"]).status is OPERATIONAL
    both = (incident(name="A"), incident("c2", name="B"))
    told = scoped(seen(VOICE, API, notices=both), ["Voice"])
    assert (told.status, told.detail) == (PARTIAL, "A")


def test_an_incident_counts_that_names_a_watched_part_still_called_fine() -> None:
    named = (incident("c1", "elsewhere"),)
    told = scoped(seen(VOICE, replace(API, status=OPERATIONAL), notices=named), ["Voice"])
    assert (told.status, told.detail) == (PARTIAL, "Trouble")
    assert scoped(seen(VOICE, API, notices=named), ["Voice"]).status is PARTIAL
    assert scoped(seen(VOICE, API, notices=named), ["API", "Voice"]).status is MAJOR
    planned = (replace(named[0], kind=NoticeKind.MAINTENANCE),)
    assert scoped(seen(VOICE, API, notices=planned), ["Voice"]).status is OPERATIONAL
    over = (replace(named[0], stage=Stage.RESOLVED),)
    assert scoped(seen(VOICE, API, notices=over), ["Voice"]).status is OPERATIONAL


def test_of_the_parts_an_incident_names_those_in_trouble_explain_it() -> None:
    named = (incident("c1", "c2"),)
    told = scoped(seen(VOICE, API, notices=named), ["Voice"])
    assert (told.status, told.detail) == (OPERATIONAL, "")


def test_an_incident_in_another_place_of_a_watched_part_does_not_count() -> None:
    calm = replace(ENGINE, places=(Place("us-east1", MAJOR), Place("europe-west3", OPERATIONAL)))
    assert scoped(seen(calm, notices=(incident("e"),)), ["europe-west3"]).status is OPERATIONAL


def test_an_incident_of_unknown_weight_is_as_bad_as_the_whole() -> None:
    vague = (incident(impact=UNKNOWN),)
    assert scoped(seen(VOICE, status=DEGRADED, notices=vague), ["Voice"]).status is DEGRADED
    worse = (incident(impact=MAJOR),)
    assert scoped(seen(VOICE, status=DEGRADED, notices=worse), ["Voice"]).status is DEGRADED


def test_an_open_incident_does_not_count_while_the_provider_calls_the_whole_fine() -> None:
    told = scoped(seen(VOICE, status=OPERATIONAL, notices=(incident(),)), ["Voice"])
    assert told.status is OPERATIONAL


def test_what_concerns_the_watched_parts_stands_first() -> None:
    notices = (incident("c1", name="A"), incident("c2", name="B"))
    told = scoped(seen(VOICE, API, notices=notices), ["API"])
    assert [notice.title for notice in told.notices] == ["B", "A"]
    assert told.detail == "B"


def test_a_feed_that_could_not_be_read_says_nothing_of_any_part() -> None:
    unread = replace(seen(status=UNKNOWN), reason=Reason.TIMEOUT)
    assert scoped(unread, ["Voice"]) == unread


def test_other_parts_may_be_picked_of_a_reading_that_was_narrowed_before() -> None:
    whole = seen(VOICE, API, notices=(incident("c2"),))
    narrowed = scoped(whole, ["Voice"])
    assert scoped(narrowed, ["API"]).status is MAJOR


def test_the_choices_are_regions_groups_and_components() -> None:
    listed = [(c.kind, c.key, c.status) for c in choices([FRANKFURT, OREGON, API, ENGINE])]
    region, group, single = ChoiceKind.REGION, ChoiceKind.GROUP, ChoiceKind.COMPONENT
    assert listed == [
        (region, "EU (Frankfurt)", OPERATIONAL),
        (region, "US West (Oregon)", PARTIAL),
        (region, "europe-west3", DEGRADED),
        (region, "us-east1", MAJOR),
        (group, "Storage", PARTIAL),
        (single, "Database (EU (Frankfurt))", OPERATIONAL),
        (single, "Database (US West (Oregon))", PARTIAL),
        (single, "API", MAJOR),
        (single, "Compute Engine", MAJOR),
    ]


def test_everywhere_is_no_region_that_could_be_picked() -> None:
    spread = replace(ENGINE, places=(*ENGINE.places, Place("", MAJOR)))
    assert [c.key for c in choices([spread])] == ["europe-west3", "us-east1", "Compute Engine"]


def test_thousands_of_parts_and_notices_cost_little() -> None:
    parts = [Component(str(n), f"Part {n}", PARTIAL, f"Group {n % 9}") for n in range(4000)]
    notices = tuple(incident(name=str(n)) for n in range(4000))
    begun = process_time()
    told = scoped(seen(*parts, notices=notices), [f"Part {n}" for n in range(100)])
    assert len(choices(told.components)) > 4000
    assert process_time() - begun < 5


NAMES = st.sampled_from(["API", "api", "Web", "A / B", "B", "Web (eu)", "eu", "x"])
STATES = st.sampled_from(list(Status))
PARTS = st.lists(
    st.builds(
        Component,
        st.uuids().map(str),
        NAMES,
        STATES,
        st.none() | NAMES,
        st.none() | NAMES,
    ),
    max_size=6,
)


@given(PARTS)
def test_the_key_of_a_component_means_that_component_alone(parts: list[Component]) -> None:
    single = [c for c in choices(parts) if c.kind is ChoiceKind.COMPONENT]
    for part, choice in zip(parts, single, strict=True):
        told = scoped(seen(*parts), [choice.key])
        assert [c.id for c in told.components if c.watched] == [part.id]
        assert not told.unlisted


@given(PARTS, st.lists(NAMES, min_size=1, max_size=3))
def test_parts_that_are_not_watched_never_move_the_status(
    parts: list[Component], watched: list[str]
) -> None:
    told = scoped(seen(*parts), watched)
    calm = [c if c.watched else replace(c, status=OPERATIONAL) for c in told.components]
    assert scoped(seen(*calm), watched).status is told.status
