"""The component keeps spaCy's manners."""

import multiprocessing
import os
import pickle
import subprocess
import sys
from pathlib import Path

import handmade
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.vocab import Vocab

import quotemine
import quotemine.pipeline
from quotemine.pipeline import QuoteMiner
from quotemine.settings import Settings

EXPECTED = handmade.find_quotes(handmade.TEXT)


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    handmade.put_in_place_of_the_flow(monkeypatch)


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("quotemine")
    return nlp


def split_at_spaces(vocab: Vocab) -> object:
    def tokenize(text: str) -> Doc:
        return Doc(vocab, words=text.split(" "), spaces=[True] * text.count(" ") + [False])

    return tokenize


def test_finds_quotes(nlp: Language) -> None:
    assert nlp(handmade.TEXT)._.quotes == EXPECTED
    assert len(EXPECTED) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "It rained."])
def test_nothing_to_find(nlp: Language, text: str) -> None:
    assert nlp(text)._.quotes == quotemine.Quotes()


def test_settings(nlp: Language) -> None:
    assert nlp.get_pipe_config("quotemine")["attributions"] == "speech"
    nlp.add_pipe("quotemine", name="all", config={"attributions": "all"})
    assert [quote.cue and quote.cue.class_ for quote in nlp(handmade.TEXT)._.quotes] == ["speech", "thought"]


def test_a_bad_setting_is_named(nlp: Language) -> None:
    with pytest.raises(ValueError, match="attributions"):
        nlp.add_pipe("quotemine", name="other", config={"attributions": "everything"})


def test_tells_what_it_assigns(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    summary = analysis["summary"]["quotemine"]
    assert summary["assigns"] == ["doc._.quotes", "doc.spans"]
    assert summary["requires"] == []
    assert {"quotes_f", "quotes_attribution_f", "quotes_speaker_end_to_end"} <= set(summary["scores"])
    assert not analysis["problems"]["quotemine"]


def test_defaults_of_the_factory(nlp: Language) -> None:
    """What lands in config files: a change breaks or changes pipelines that users have saved."""
    assert nlp.get_pipe_config("quotemine") == {
        "factory": "quotemine",
        "attributions": "speech",
        "min_confidence": 0.4,
        "model": "accurate",
        "device": "cpu",
        "scorer": {"@scorers": "quotemine.quote_scorer.v1"},
    }
    weights = nlp.get_factory_meta("quotemine").default_score_weights
    assert sum(weight for weight in weights.values() if weight) == pytest.approx(1)


def test_any_tokenizer(nlp: Language) -> None:
    """Offsets are those of the characters, however the host cuts them."""
    nlp.tokenizer = split_at_spaces(nlp.vocab)  # type: ignore[assignment]
    doc = nlp(handmade.TEXT)
    assert doc._.quotes == EXPECTED
    assert [span.text for span in doc.spans["quotemine.source"]] == ["Brona Tallis,"]


@pytest.mark.parametrize("lang", ["xx", "de", "fr"])
def test_any_language_of_the_host(lang: str) -> None:
    nlp = spacy.blank(lang)
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("quotemine")
    assert nlp(handmade.TEXT)._.quotes == EXPECTED


def test_on_a_doc_from_elsewhere() -> None:
    doc = Doc(Vocab(), words=['"No', 'rope,"', "said", "Brona", "Tallis", "."], ents=["O"] * 3 + ["B-P", "I-P", "O"])
    doc = QuoteMiner()(doc)
    assert [quote.text for quote in doc._.quotes] == ['"No rope,"']
    assert [ent.text for ent in doc.ents] == ["Brona Tallis"]


def test_bytes_docbin_and_pickle_of_docs(nlp: Language) -> None:
    doc = nlp(handmade.TEXT)
    vocab = Vocab()
    assert Doc(vocab).from_bytes(doc.to_bytes())._.quotes == EXPECTED
    for store_user_data in (True, False):
        data = DocBin(docs=[doc], store_user_data=store_user_data).to_bytes()
        (again,) = DocBin(store_user_data=store_user_data).from_bytes(data).get_docs(vocab)
        assert again._.quotes == EXPECTED
    assert pickle.loads(pickle.dumps(doc))._.quotes == EXPECTED


def test_merged_docs(nlp: Language) -> None:
    merged = Doc.from_docs(list(nlp.pipe([handmade.TEXT, handmade.TEXT])))
    quotes = merged._.quotes
    assert [quote.text for quote in quotes] == [quote.text for quote in (*EXPECTED, *EXPECTED)]
    assert [quote.speaker.name for quote in quotes if quote.speaker] == ["Brona Tallis", "Brona Tallis"]


def test_disk_and_bytes_of_pipelines(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quotemine", config={"attributions": "all"})
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert len(again(handmade.TEXT)._.quotes) == 2
    other = spacy.load(tmp_path / "nlp", config={"components": {"quotemine": {"attributions": "speech"}}})
    assert len(other(handmade.TEXT)._.quotes) == 1
    assert len(again.from_bytes(nlp.to_bytes())(handmade.TEXT)._.quotes) == 2


def test_component_alone_has_nothing_to_store(tmp_path: Path) -> None:
    miner = QuoteMiner()
    miner.to_disk(tmp_path / "miner")
    assert miner.from_disk(tmp_path / "miner") is miner
    assert miner.from_bytes(miner.to_bytes()) is miner


def test_pickle_of_the_component() -> None:
    miner = QuoteMiner("mine", Settings(attributions="all", min_confidence=0.5))
    miner.set_error_handler(print)  # type: ignore[arg-type]
    Doc.remove_extension("quotes")
    again = pickle.loads(pickle.dumps(miner))
    assert (again.name, again.settings, again.get_error_handler()) == ("mine", miner.settings, print)
    assert Doc.has_extension("quotes"), "unpickling installs the extension"


def test_errors_go_to_the_handler(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str, encoder: object, settings: Settings) -> None:
        if "rope" in text:
            raise RuntimeError(text)

    seen = []
    texts = ["It rained.", "A rope.", "It stopped."]
    monkeypatch.setattr(handmade, "find_quotes", lambda *args, **kw: fail(*args, **kw) or quotemine.Quotes())
    with pytest.raises(RuntimeError):
        list(nlp.pipe(texts))
    nlp.set_error_handler(lambda name, proc, docs, error: seen.append((name, docs[0].text, str(error))))
    assert [doc.text for doc in nlp.pipe(texts)] == ["It rained.", "It stopped."]
    assert seen == [("quotemine", "A rope.", "A rope.")]


def test_evaluate_does_not_fail(nlp: Language) -> None:
    nlp.evaluate([Example(nlp.make_doc("It rained."), nlp.make_doc("It rained."))])


PROCESSES = """
import multiprocessing, sys
import handmade, quotemine.model_cache, spacy
sys.modules["quotemine.flow.quotes"] = handmade
quotemine.model_cache.get_encoder = lambda settings: None
import quotemine.pipeline

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    nlp = spacy.blank("en")
    nlp.add_pipe("quotemine")
    docs = list(nlp.pipe([handmade.TEXT, "It rained."] * 2, n_process=2, batch_size=1))
    expected = handmade.find_quotes(handmade.TEXT)
    assert len(expected) == 1
    assert [doc._.quotes for doc in docs] == [expected, quotemine.Quotes()] * 2
    many = quotemine.extract_many((doc.text for doc in docs), n_process=2, batch_size=1)
    assert list(many) == [expected, quotemine.Quotes()] * 2
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes(tmp_path: Path, method: str) -> None:
    """Results come back from worker processes, however these are started; extract_many's too."""
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    run(PROCESSES, tmp_path, method)


BLOCKED = """
import sys
for name in ("onnxruntime", "tokenizers", "textacy", "cattrs", "pandas", "quotemine.flow"):
    sys.modules[name] = None
import spacy
import quotemine.pipeline
nlp = spacy.blank("en")
nlp.add_pipe("quotemine")
assert nlp.pipe_names == ["quotemine"]
"""


def test_never_breaks_other_pipelines(tmp_path: Path) -> None:
    """spaCy imports our factory in every pipeline of the environment: that must work whatever is missing."""
    run(BLOCKED, tmp_path)


def run(script: str, folder: Path, *args: str) -> None:
    """Run a script from a file, as worker processes need it, where this checkout is found."""
    file = folder / "script.py"
    file.write_text(script, encoding="utf-8")
    places = [Path(handmade.__file__).parent, Path(quotemine.__file__).parents[1]]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, places))}
    done = subprocess.run(
        [sys.executable, file, *args], env=env, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
