"""Safe to embed: threads, forks, no network, nothing unpickled."""

import multiprocessing
import pickle
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import pytest
import spacy

import quotemine

TEXTS = [
    "“The bridge is closed,” said Petra Lindqvist. She added that repairs would take a month.",
    "According to the mayor, Omar Finch, the ferry will sail on Friday. “It always does,” he said.",
    "It rained.",
    "Nobody believed the pilot. “I have steered worse,” she told the harbour board on Monday.",
] * 3


def speakers(text: str) -> list[str | None]:
    quotes = quotemine.extract(text, model="fast")
    return [quote.speaker and quote.speaker.name for quote in quotes]


def test_threads() -> None:
    """Several threads at once find what one finds."""
    alone = [quotemine.extract(text, model="fast") for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: quotemine.extract(text, model="fast"), TEXTS))
    assert together == alone
    assert sum(map(len, alone)) > len(TEXTS) / 2


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_however_started(method: str) -> None:
    """Also forked from a process that has loaded the weights already."""
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    alone = [speakers(text) for text in TEXTS[:4]]
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(speakers, TEXTS[:4]) == alone


def test_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the first extraction of an environment nor any other asks for a connection."""

    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("somebody asked for the network")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr("quotemine.model_cache._load", quotemine.model_cache._load.__wrapped__)  # loaded anew
    assert quotemine.extract(TEXTS[0])
    nlp = spacy.blank("en")
    nlp.add_pipe("quotemine", config={"model": "fast"})
    assert nlp(TEXTS[0])._.quotes


def test_nothing_is_unpickled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights are ONNX, plain arrays and JSON."""

    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("somebody unpickles")

    monkeypatch.setattr(pickle, "load", refuse)
    monkeypatch.setattr(pickle, "loads", refuse)
    monkeypatch.setattr(pickle, "Unpickler", refuse)
    monkeypatch.setattr("quotemine.model_cache._load", quotemine.model_cache._load.__wrapped__)
    assert quotemine.extract(TEXTS[0], model="fast")
