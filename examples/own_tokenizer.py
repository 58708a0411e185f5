"""quotemine behind a tokenizer of your own: however the text is cut, the quotes and their offsets are the same.

Run it with: python examples/own_tokenizer.py
"""

from collections.abc import Callable

import spacy
from spacy.tokens import Doc

TEXT = (
    "“The ferry will not sail before Friday,” said Ines Corran, the harbour director. She told passengers that the "
    "engine was in pieces. “I will swim, then,” answered Omar Finch; nobody laughed."
)

nlp = spacy.blank("en")


def split_at_spaces(text: str) -> Doc:
    """Cut at single spaces and nowhere else; punctuation stays with its word."""
    words = text.split(" ")
    return Doc(nlp.vocab, words=words, spaces=[True] * (len(words) - 1) + [False])


def split_into_characters(text: str) -> Doc:
    """Make every character a token, as pipelines for some scripts do."""
    return Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))


tokenizers: dict[str, Callable[[str], Doc]] = {
    "spaCy's own": nlp.tokenizer,
    "spaces only": split_at_spaces,
    "characters": split_into_characters,
}

# quotemine reads doc.text and has words of its own, so that it stands behind any tokenizer.
nlp.add_pipe("quotemine")
results = {}
for name, tokenizer in tokenizers.items():
    nlp.tokenizer = tokenizer
    doc = nlp(TEXT)
    results[name] = doc._.quotes
    # In doc.spans, what quotemine found is widened to whole tokens of this tokenizer ...
    sources = " | ".join(span.text for span in doc.spans["quotemine.source"])
    print(f"{name}: {len(doc)} tokens, {len(doc._.quotes)} quotes; sources in whole tokens: {sources}")

# ... while doc._.quotes has the exact characters.
print()
for quote in results["characters"]:
    name = quote.speaker.name if quote.speaker else "somebody"
    for part in quote.content:
        print(f"{part.start:4}–{part.end:<4} {name}: {TEXT[part.start : part.end]}")

first, *others = results.values()
verdict = "the same with all tokenizers" if all(one == first for one in others) else "not the same"
print(f"\nQuotes and offsets are {verdict}.")
