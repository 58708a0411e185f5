"""What ``textacy.extract.triples.direct_quotations`` finds, in characters: its own function, as it is."""

from typing import Any

from spacy.tokens import Doc, Token
from textacy.extract.triples import direct_quotations


def find_quotes(doc: Doc, offset: int = 0) -> list[dict[str, Any]]:
    """Raises what textacy raises: ``ValueError`` where the quotation marks are odd in number."""
    return [
        {
            "content": [[offset + triple.content.start_char, offset + triple.content.end_char]],
            "cue": _spans(triple.cue, offset),
            "source": _spans(triple.speaker, offset),
            "speaker": " ".join(token.text for token in triple.speaker),
        }
        for triple in direct_quotations(doc)
    ]


def _spans(tokens: list[Token], offset: int) -> list[list[int]]:
    return [[offset + token.idx, offset + token.idx + len(token)] for token in tokens]
