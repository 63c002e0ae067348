"""What a notification said, as JSON and back: a restart can say it in any language."""

from dataclasses import replace

from downlight.domain.notify import Notification, NotificationKind, Part
from downlight.domain.status import NetworkState, Status
from downlight.store import codec
from downlight.store.codec import Json


def dump(said: Notification) -> str:
    """Return what a notification said, but for what has columns of its own."""
    head = codec.told_to_json(said.incident) if said.incident is not None else {}
    rest = {
        "official": said.official,
        "official_at": codec.micros_or_none(said.official_at),
        "provider": said.provider,
        "notice": None if said.notice is None else codec.notice_to_json(said.notice),
        "expires_at": codec.micros_or_none(said.expires_at),
        "network": said.network,
        "since": codec.micros_or_none(said.since),
        "loud": said.loud,
        "parts": [_part_to_json(part) for part in said.parts],
    }
    return codec.dump(
        {**head, **{key: value for key, value in rest.items() if value not in (None, "", [])}}
    )


def load(text: object, bare: Notification, incident_id: int | None) -> Notification:
    """Return `bare`, which holds what has columns of its own, with what `dump` was given.

    The incident is as it was then, without its evidence.
    """
    value = codec.load_object(text)
    notice = value.get("notice")
    return replace(
        bare,
        incident=None if incident_id is None else codec.told_from_json(value, incident_id),
        official=codec.word_or_none(Status, value.get("official")),
        official_at=codec.time_of(value, "official_at"),
        provider=codec.text_of(value, "provider"),
        notice=codec.notice_from_json(notice) if isinstance(notice, dict) else None,
        expires_at=codec.time_of(value, "expires_at"),
        network=codec.word_or_none(NetworkState, value.get("network")),
        since=codec.time_of(value, "since"),
        parts=codec.each(codec.items_of(value, "parts"), _part_from_json),
        loud=value.get("loud") is True,
    )


def _part_to_json(part: Part) -> Json:
    return {
        "kind": part.kind,
        "platform_id": part.platform_id,
        "platform_name": part.platform_name,
        "since": codec.micros(part.since),
        "until": codec.micros_or_none(part.until),
        "incident_id": part.incident_id,
        "provider": part.provider,
    }


def _part_from_json(value: Json) -> Part | None:
    kind = codec.word_or_none(NotificationKind, value.get("kind"))
    if kind is None:
        return None
    incident_id = value.get("incident_id")
    return Part(
        kind=kind,
        platform_id=codec.text_of(value, "platform_id"),
        platform_name=codec.text_of(value, "platform_name"),
        since=codec.time_of(value, "since") or codec.EPOCH,
        until=codec.time_of(value, "until"),
        incident_id=incident_id if isinstance(incident_id, int) else None,
        provider=codec.text_of(value, "provider"),
    )
