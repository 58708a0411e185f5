"""Feature structures: what TEI has for values of any sort, here JSON values (Guidelines, chapter 18)."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element  # only the type: loading.py parses

from quotemine.formats.tei.markup import NAMESPACE, element, empty, text_of

__all__ = ["SYMBOLS", "features_of", "value_of"]

SYMBOLS = frozenset({"kind", "cue_class"})  # features with a few values, each a word


def features_of(values: Mapping[str, object], **attributes: str | None) -> str:
    """Write a feature structure.

    Example:
        >>> features_of({"id": "q1", "kind": "direct", "context": [0, 9]}, type="quote")
        '<fs type="quote"><f name="id"><string>q1</string></f><f name="kind"><symbol value="direct"/></f><f ...
    """
    return element("fs", "".join(_feature(name, value) for name, value in values.items()), **attributes)


def _feature(name: str, value: object) -> str:
    if name in SYMBOLS:
        return element("f", empty("symbol", value=str(value)), name=name)
    return element("f", _value(value), name=name)


def _value(value: object) -> str:
    if value is None:
        return empty("default")
    if isinstance(value, bool):
        return empty("binary", value=str(value).lower())
    if isinstance(value, int | float):
        return empty("numeric", value=repr(value))
    if isinstance(value, list):
        return element("vColl", "".join(map(_value, value)), org="list")
    if isinstance(value, dict):
        return features_of(value)
    return element("string", text_of(str(value)))


def value_of(found: Element) -> object:
    """Read what :func:`features_of` wrote, or one value in it.

    Raises:
        ValueError: this is no such value.
    """
    name = found.tag.removeprefix(f"{{{NAMESPACE}}}")
    given = found.get("value", "")
    if name == "fs":
        return {feature.get("name", ""): value_of(_only(feature)) for feature in found}
    if name == "vColl":
        return [value_of(one) for one in found]
    if name == "string":
        return found.text or ""
    if name == "symbol":
        return given
    if name == "binary":
        return given in {"true", "1"}
    if name == "numeric":
        return _number(given)
    if name == "default":
        return None
    message = f"<{name}> is no value of a feature here; write <string>, <symbol>, <numeric>, <binary>, <vColl> or <fs>"
    raise ValueError(message)


def _only(feature: Element) -> Element:
    if len(feature) != 1:
        message = f"the feature {feature.get('name')!r} has {len(feature)} values; give it one, or a <vColl>"
        raise ValueError(message)
    return feature[0]


def _number(text: str) -> int | float:
    try:
        return float(text) if set(text) & set(".eE") else int(text)
    except ValueError:
        message = f"{text[:40]!r} is no number"
        raise ValueError(message) from None
