"""Fit the weights of the speaker scorer: ``python training/speakers.py --corpora ../shared/corpora``.

The flow reads the training texts up to the attributions; those that are annotated quotes tell, for every
pronoun, description and quotation without a source, which of its candidates is right.  A conditional logistic
regression (softmax over the candidates, nobody among them) fits the weights of their preferences.  Who spoke
before is taken from the annotation.  Half an hour on two CPU cores, most of it to read the novels.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import torch
from attrs import define, field, frozen
from data import FREE_GENRES, read_jsonl
from torch import Tensor

from quotemine.checksums import write_checksums
from quotemine.flow.attributions import find_attributions
from quotemine.flow.encoder import Encoder, Reading
from quotemine.flow.marks import find_quotations
from quotemine.flow.speakers import Resolved, open_desk
from quotemine.flow.speakers.desk import Desk
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.narration import Narrated
from quotemine.flow.speakers.resolution import Found
from quotemine.flow.speakers.scorer import WEIGHTS, Choice, Decision, Option, Scorer, Weights, open_scorer

# How much each corpus counts in a decision; the first is for reports, the others mostly for stories.
SHARES: dict[Decision, dict[str, float]] = {
    "person": {"polnear": 1.0, "gum": 0.3},
    "person in a conversation": {"pdnc": 1.0, "litbank": 0.5},
    "it": {"polnear": 1.0, "gum": 1.0},
    "they": {"polnear": 1.0, "gum": 1.0},
    "description": {"polnear": 1.0, "gum": 0.1},
    "description in a story": {"litbank": 1.0, "pdnc": 1.0, "polnear": 0.5},
    "none": {"pdnc": 1.0, "litbank": 0.3},
}
# Decisions with few examples, and those whose weights are the best guess of theirs.
LIKE: dict[str, Decision] = {
    "it": "person",
    "they": "person",
    "description": "person",
    "description in a story": "person in a conversation",
}
# Whom 301 descriptions and 205 *it* and *they* in PolNeAR's training articles stand for, by one reader (a language
# model); null for somebody without a name.
READ = Path(__file__).parent / "mentions.jsonl"
# Strength of the pull of all weights to those of a like decision, else to 0; firmer where there are few examples.
DECAY, FIRMER, FEW = 0.5, 10, 300
TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady madame monsieur mademoiselle captain colonel aunt uncle the".split()
)


@frozen(eq=False)
class Example:
    """One decision: the preferences of its candidates and the indices of the right ones."""

    corpus: str
    decision: Decision
    preferences: tuple[dict[str, float], ...]
    right: tuple[int, ...]


@frozen(eq=False)
class Truth:
    """What the annotation tells of one mention.

    Attributes:
        means: whether an entity is the one meant.
        sure: whether nobody is meant if none of the candidates is; else the annotation may just miss the link.
    """

    means: Callable[[Entity], bool]
    sure: bool = True


@define(eq=False)
class Teacher:
    """A scorer that knows who is right and writes down what it is asked."""

    corpus: str
    scorer: Scorer
    truth: Truth | None = None
    examples: list[Example] = field(factory=list)

    def choose(self, decision: Decision, options: Sequence[Option]) -> Choice:
        choice = self.scorer.choose(decision, options)
        if self.truth is None:
            return choice
        right = [i for i, o in enumerate(options) if o.entity is not None and self.truth.means(o.entity)]
        nobody = [i for i, o in enumerate(options) if o.entity is None]
        if not right and not self.truth.sure:
            return choice
        gold = right or nobody
        if len(options) > 1:
            preferences = tuple(dict(option.preferences) for option in options)
            self.examples.append(Example(self.corpus, decision, preferences, tuple(gold)))
        first = options[gold[0]]
        rest = [option for option in choice.options if option is not first]
        return Choice((first, *rest), (1.0, *(0.0 for _ in rest)), choice.weights)


def plain(name: str) -> str:
    """A name for comparison: without titles, possessive and punctuation, in lower case."""
    words = re.sub(r"[^\w\s]", "", re.sub(r"['’]s?(?=\s|$)", "", name.casefold())).split()
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return " ".join(words)


def by_names(aliases: Iterable[str], text: str, *, gender: str | None = None, sure: bool = True) -> Truth:
    """An entity is the speaker if its canonical name, or most of its names, are among the aliases.

    Args:
        gender: of the speaker, since Mr. and Mrs. Quist go by one name here; None where it is not known.
    """
    wanted = {plain(alias) for alias in aliases}

    def means(entity: Entity) -> bool:
        if entity.sure_gender and gender is not None and entity.gender != gender:
            return False
        if entity.description is not None:
            return plain(entity.description) in wanted
        if plain(entity.canonical(text)) in wanted:
            return True
        forms = [plain(text[n.start : n.end]) in wanted for n in entity.names]
        return 2 * sum(forms) > len(forms)

    return Truth(means, sure)


def by_chain(whose: Callable[[int, int], str | None], wanted: str, *, sure: bool = True) -> Truth:
    """An entity is the speaker if most of its names that the annotation knows are the speaker's."""

    def means(entity: Entity) -> bool:
        found = Counter(id_ for n in entity.names if (id_ := whose(n.start, n.end)) is not None)
        return bool(found) and found.most_common(1)[0][0] == wanted

    return Truth(means, sure)


@define(eq=False)
class Lesson:
    """A text with what its annotation tells.

    Attributes:
        said: for a quote, by the character spans of its content, who says it; None where the annotation is silent.
        stands: for a mention, by its character span, whom it stands for; None likewise.
    """

    text: str
    said: Callable[[Sequence[tuple[int, int]]], Truth | None]
    stands: Callable[[int, int], Truth | None]


def quote_lookup(quotes: Sequence[dict[str, Any]]) -> Callable[[Sequence[tuple[int, int]]], dict[str, Any] | None]:
    """Find the annotated quote that shares at least half of its characters with a content."""
    at: dict[int, int] = {}
    sizes = []
    for number, quote in enumerate(quotes):
        places = {i for start, end in quote["content"] for i in range(start, end)}
        sizes.append(len(places))
        at.update(dict.fromkeys(places, number))

    def find(content: Sequence[tuple[int, int]]) -> dict[str, Any] | None:
        own = [i for start, end in content for i in range(start, end)]
        found = Counter(at[i] for i in own if i in at)
        if not found:
            return None
        number, shared = found.most_common(1)[0]
        return quotes[number] if 2 * shared >= len(own) + sizes[number] - shared else None

    return find


def mention_lookup(mentions: Iterable[tuple[int, int, str]]) -> Callable[[int, int], str | None]:
    """Find whose mention a span is: the one that shares most with it, at least two thirds."""
    starts: dict[int, list[tuple[int, int, str]]] = {}
    for mention in mentions:
        for block in range(mention[0] // 50, mention[1] // 50 + 1):
            starts.setdefault(block, []).append(mention)

    def find(start: int, end: int) -> str | None:
        best, whose = 0.66, None
        for low, high, id_ in dict.fromkeys(m for b in (start // 50, end // 50) for m in starts.get(b, ())):
            share = max(0, min(end, high) - max(start, low)) / (max(end, high) - min(start, low))
            if share > best:
                best, whose = share, id_
        return whose

    return find


def name_lookup(mentions: Iterable[tuple[int, int, str]]) -> Callable[[int, int], str | None]:
    """Find whose name a span is: the smallest named mention around it."""
    around: dict[int, tuple[int, int, str]] = {}
    for mention in sorted(mentions, key=lambda m: m[0] - m[1]):  # the longest first
        around.update(dict.fromkeys(range(mention[0], mention[1]), mention))
    return lambda start, end: around[start][2] if start in around and around[start][1] >= end else None


def pdnc(row: dict[str, Any]) -> Lesson:
    """A novel: speakers by their names; ``_group`` and the like are silent, and names that we miss teach nothing."""
    quotes = quote_lookup(row["quotes"])
    aliases = {e["id"]: (e["name"], *e.get("aliases", ())) for e in row["entities"]}
    genders = {e["id"]: GENDERS.get(e.get("gender") or "") for e in row["entities"]}

    def said(content: Sequence[tuple[int, int]]) -> Truth | None:
        quote = quotes(content)
        if quote is None or quote["speaker"] is None or aliases[quote["speaker"]][0].startswith("_"):
            return None
        speaker = quote["speaker"]
        return by_names(aliases[speaker], row["text"], gender=genders[speaker], sure=False)

    return Lesson(row["text"], said, lambda *_: None)


def chains(row: dict[str, Any], types: frozenset[str]) -> Lesson:
    """A text with coreference: LitBank, GUM."""
    own = [e for e in row["entities"] if (e["type"] or "").lower() in types]
    spans = [(m[0], m[1], e["id"]) for e in own for m in e["mentions"]]
    whose = name_lookup((m[0], m[1], e["id"]) for e in own for m in e["mentions"] if m[2] == "PROP")
    stands, quotes = mention_lookup(spans), quote_lookup(row["quotes"])

    def said(content: Sequence[tuple[int, int]]) -> Truth | None:
        quote = quotes(content)
        return None if quote is None or quote["speaker"] is None else by_chain(whose, quote["speaker"])

    def means(start: int, end: int) -> Truth | None:
        id_ = stands(start, end)
        return None if id_ is None else by_chain(whose, id_)

    return Lesson(row["text"], said, means)


def silver(
    row: dict[str, Any], coreference: Sequence[dict[str, Any]], read: Mapping[tuple[int, int], str | None]
) -> Lesson:
    """An article with CoreNLP's chains, which often miss, and the descriptions that somebody has read."""
    spans = [(m[0], m[1], str(i)) for i, chain in enumerate(coreference) for m in chain["mentions"]]
    heads = {m[2]: str(i) for i, chain in enumerate(coreference) for m in chain["mentions"]}
    stands = mention_lookup(spans)

    def whose(start: int, end: int) -> str | None:
        return next((heads[i] for i in range(end - 1, start - 1, -1) if i in heads), None)

    def means(start: int, end: int) -> Truth | None:
        if (start, end) in read:
            name = read[start, end]
            return by_names([] if name is None else [name], row["text"])
        id_ = stands(start, end)
        return None if id_ is None else by_chain(whose, id_, sure=False)

    return Lesson(row["text"], lambda _: None, means)


GENDERS = {"M": "male", "F": "female"}
PEOPLE = {"litbank": frozenset({"per", "org"}), "gum": frozenset({"person", "organization"})}


def lessons(corpora: Path) -> Iterator[tuple[str, str, Lesson]]:
    """Corpus, document id and lesson of every training text."""
    for row in read_jsonl(corpora / "pdnc" / "train.jsonl.gz"):
        yield "pdnc", row["id"], pdnc(row)
    for corpus in ("litbank", "gum"):
        for row in read_jsonl(corpora / corpus / "train.jsonl.gz"):
            if corpus == "litbank" or row["genre"] in FREE_GENRES:
                yield corpus, row["id"], chains(row, PEOPLE[corpus])
    chains_of = {d["id"]: d["coref"] for d in read_jsonl(corpora / "polnear-silver" / "train.jsonl.gz")}
    labels: dict[str, dict[tuple[int, int], str | None]] = {}
    for line in READ.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels.setdefault(label["id"], {})[label["start"], label["end"]] = label["speaker"]
    for row in read_jsonl(corpora / "polnear" / "train.jsonl.gz"):
        read = labels.get(row["id"], {})
        if row["id"] in chains_of or read:
            yield "polnear", row["id"], silver(row, chains_of.get(row["id"], []), read)


def examples_of(corpus: str, lesson: Lesson, reading: Reading, scorer: Scorer) -> list[Example]:
    """Read a text as the package does, and write down its decisions."""
    quotations = find_quotations(lesson.text)
    attributions = find_attributions(lesson.text, quotations, reading)
    if not attributions:
        return []
    teacher = Teacher(corpus, scorer)

    @define(eq=False)
    class TaughtDesk(Desk):
        """Tells the teacher whose mention comes next."""

        def resolve(self, number: int) -> Resolved:
            attribution, turn = attributions[number], self.turns[number]
            self._read_to(min(turn.low, turn.contents[0][0]))
            teacher.truth = lesson.said(attribution.content)
            if teacher.truth is None and attribution.source is not None:
                teacher.truth = lesson.stands(*attribution.source)
            return Desk.resolve(self, number)

        def stands_for(self, mention: Narrated) -> Found | None:
            teacher.truth = lesson.stands(*self.discourse.place.words.chars(mention.low, mention.high))
            return Desk.stands_for(self, mention)

    desk = open_desk(lesson.text, quotations, reading, attributions, teacher, TaughtDesk)
    for number in range(len(attributions)):
        desk.resolve(number)
    return teacher.examples


def fit(
    examples: Sequence[Example], shares: dict[str, float], prior: Mapping[str, float], steps: int = 300
) -> dict[str, float]:
    """The weights of one decision's preferences: the maximum of the conditional likelihood, with a Gaussian prior."""
    if not examples:
        return dict(prior)
    names = sorted({name for e in examples for one in e.preferences for name in one})
    column = {name: i for i, name in enumerate(names)}
    rows, columns, values, owners, right = [], [], [], [], []
    for number, example in enumerate(examples):
        for i, one in enumerate(example.preferences):
            rows += [len(owners)] * len(one)
            columns += [column[name] for name in one]
            values += one.values()
            owners.append(number)
            right.append(i in example.right)
    matrix = torch.zeros(len(owners), len(names))
    matrix[torch.tensor(rows), torch.tensor(columns)] = torch.tensor(values, dtype=torch.float)
    owner, correct = torch.tensor(owners), torch.tensor(right)
    counts = Counter(e.corpus for e in examples)
    total = sum(shares[corpus] for corpus in counts)
    share = torch.tensor([shares[e.corpus] / counts[e.corpus] / total for e in examples])
    pull = DECAY * (FIRMER if len(examples) < FEW else 1)
    usual = torch.tensor([prior.get(name, 0.0) for name in names])
    weights = usual.clone().requires_grad_(True)
    optimizer = torch.optim.LBFGS([weights], max_iter=steps, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        scores = matrix @ weights
        everyone = _logsumexp(scores, owner, len(examples))
        likely = _logsumexp(scores[correct], owner[correct], len(examples))
        value = (share * (everyone - likely)).sum() + pull / len(examples) * ((weights - usual) ** 2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return {name: round(w, 3) for name, w in zip(names, weights.tolist(), strict=True)}


def _logsumexp(scores: Tensor, owner: Tensor, n: int) -> Tensor:
    top = torch.full((n,), -1e9).scatter_reduce(0, owner, scores.detach(), "amax")
    return top + torch.zeros(n).index_add(0, owner, (scores - top[owner]).exp()).log()


def share_right(examples: Sequence[Example], scorer: Scorer) -> float:
    """Share of decisions in which a right candidate comes first."""
    hits = 0
    for e in examples:
        options = [Option(None, None, one) for one in e.preferences]
        best = scorer.choose(e.decision, options).best
        hits += next(i for i, option in enumerate(options) if option is best) in e.right
    return hits / max(1, len(examples))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    encoder = Encoder()
    examples: list[Example] = []
    for corpus, id_, lesson in lessons(args.corpora):
        examples += examples_of(corpus, lesson, encoder.read(lesson.text, find_quotations(lesson.text)), open_scorer())
        print(f"{corpus} {id_}: {len(examples)} decisions", flush=True)
    save(examples, args.out)


def save(examples: Sequence[Example], path: Path) -> None:
    """Fit all decisions and write the weights."""
    fitted = {}
    for decision in get_args(Decision):
        asked = {"description", decision} if decision == "description in a story" else {decision}
        own = [e for e in examples if e.decision in asked and e.corpus in SHARES[decision]]
        fitted[decision] = fit(own, SHARES[decision], fitted.get(LIKE.get(decision, ""), {}))
        right = share_right(own, Weights(fitted))
        print(f"{decision}: {len(own)} decisions, {100 * right:.1f} % right in training")
    path.write_text(json.dumps({"weights": fitted}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_checksums(path.parent)


if __name__ == "__main__":
    main()
