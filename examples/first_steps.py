"""First steps: quotations in a spaCy pipeline.

Run it with: python examples/first_steps.py
"""

from pathlib import Path

import spacy

# Any English pipeline will do.  A blank one is enough: quotemine needs no parser and no entity recogniser.
nlp = spacy.blank("en")
nlp.add_pipe("quotemine")

text = Path(__file__).with_name("harbour.txt").read_text(encoding="utf-8")
doc = nlp(text)

# Every quotation in the order of the text.
for quote in doc._.quotes:
    speaker = quote.speaker.name if quote.speaker else "somebody"
    cue = quote.cue.text if quote.cue else "–"
    print(f"{quote.kind:8} {speaker} [{cue}]: {quote.text}")

# The same, speaker by speaker.
print()
for name, quotes in doc._.quotes.by_speaker().items():
    print(f"{name or 'somebody'}: {len(quotes)}")

# Where they stand: offsets count characters of the text, end exclusive.
print()
for quote in doc._.quotes[:3]:
    for span in quote.content:
        print(span.start, span.end, text[span.start : span.end])

# How a pronoun was resolved: the mentions that lead from it to the name.
print()
for quote in doc._.quotes:
    if quote.speaker and len(quote.speaker.chain) > 1:
        print(" → ".join(mention.text for mention in quote.speaker.chain))
