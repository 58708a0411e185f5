"""Speakers as persons, groups and organisations of a TEI header (Guidelines, 14.3 and 16.2.2)."""

import re
from collections.abc import Mapping
from typing import get_args
from xml.etree.ElementTree import Element  # only the type: loading.py parses

from attrs import evolve, field, frozen

from quotemine.formats.tei.markup import NAMESPACE, XML, element, text_of
from quotemine.types import Gender, Speaker, SpeakerType

__all__ = ["People", "person_of"]

_PLAIN = re.compile(r"e\d+")
_SEXES: dict[Gender, str] = {"female": "F", "male": "M"}
_GENDERS: dict[str, Gender] = {
    "F": "female",
    "2": "female",
    "FEMALE": "female",
    "M": "male",
    "1": "male",
    "MALE": "male",
}
_TEI = f"{{{NAMESPACE}}}"


@frozen(eq=False)
class People:
    """The speakers of a document, each with an ``xml:id``.

    Attributes:
        prefix: of all ids, so that those of several documents in a file differ.
    """

    prefix: str
    _ids: dict[Speaker, str] = field(factory=dict)

    def id_of(self, speaker: Speaker) -> str:
        """The ``xml:id`` of a speaker: its own id where that is possible.

        What belongs to one quote only, as the mention does, does not count.
        """
        key = evolve(speaker, mention=None, chain=(), gender_evidence=None, confidence=1.0)
        if key not in self._ids:
            own = f"{self.prefix}{speaker.id}"
            free = _PLAIN.fullmatch(speaker.id) and own not in self._ids.values()
            self._ids[key] = own if free else f"{self.prefix}s{len(self._ids) + 1}"
        return self._ids[key]

    def to_xml(self) -> str:
        """All of them, as ``listPerson``; nothing where nobody speaks."""
        if not self._ids:
            return ""
        return element("listPerson", "\n" + "".join(f"{_written(one, id_)}\n" for one, id_ in self._ids.items()))


def _written(speaker: Speaker, xml_id: str) -> str:
    name = {"PERSON": "person", "GROUP": "personGrp"}.get(speaker.type, "org")
    is_org = name == "org"
    named = "orgName" if is_org else "persName"
    names = [element(named, text_of(speaker.name))] if speaker.named else []
    names += [element(named, text_of(alias), type="alias") for alias in speaker.aliases]
    names.append(element("idno", text_of(speaker.id), type="quotemine"))
    notes = [] if speaker.named else [_note("description", speaker.name)]
    if speaker.role is not None:
        notes.append(_note("role", speaker.role) if is_org else element("occupation", text_of(speaker.role)))
    if speaker.affiliation is not None:
        affiliation = speaker.affiliation
        notes.append(_note("affiliation", affiliation) if is_org else element("affiliation", text_of(affiliation)))
    if is_org and speaker.gender is not None:
        notes.append(_note("gender", speaker.gender))
    sex = None if is_org or speaker.gender is None else _SEXES[speaker.gender]
    type_ = speaker.type if speaker.type in {"GPE", "OTHER"} else None
    return element(name, "".join([*names, *notes]), xml_id=xml_id, sex=sex, type=type_)


def _note(type_: str, text: str) -> str:
    return element("note", text_of(text), type=type_)


def person_of(found: Element) -> dict[str, object]:
    """Read a person, group or organisation, ours or another one, as the part of a row that tells who speaks."""
    tag = found.tag.removeprefix(_TEI)
    notes = {note.get("type"): _text(note) for note in found.iterfind(f"{_TEI}note")}
    named = [one for one in found if one.tag in {f"{_TEI}persName", f"{_TEI}orgName", f"{_TEI}name"}]
    names = [_text(one) for one in named if one.get("type") != "alias"]
    own = found.find(f"{_TEI}idno[@type='quotemine']")
    name = names[0] if names else notes.get("description", found.get(f"{{{XML}}}id", ""))
    gender = _GENDERS.get(found.get("sex", "").upper()) or _GENDERS.get(notes.get("gender", "").upper())
    return {
        "speaker": name,
        "speaker_id": found.get(f"{{{XML}}}id", "") if own is None else _text(own),
        "speaker_type": _type(tag, found.get("type", "")),
        "speaker_named": bool(names),
        "speaker_aliases": [*names[1:], *(_text(one) for one in named if one.get("type") == "alias")],
        "speaker_role": _told(found, "occupation", notes, "role"),
        "speaker_affiliation": _told(found, "affiliation", notes, "affiliation"),
        "speaker_gender": gender,
    }


def _type(tag: str, given: str) -> SpeakerType:
    if tag == "org":
        return next((type_ for type_ in get_args(SpeakerType) if type_ == given.upper()), "ORG")
    return "GROUP" if tag == "personGrp" else "PERSON"


def _told(found: Element, tag: str, notes: Mapping[str | None, str], note: str) -> str | None:
    told = found.find(f"{_TEI}{tag}")
    return notes.get(note) if told is None else _text(told)


def _text(found: Element) -> str:
    """All characters; a name that is laid out over several elements on one line."""
    text = "".join(found.itertext())
    return " ".join(text.split()) if len(found) else text
