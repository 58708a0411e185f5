"""MiniLM with quotation state and letter case added to its embeddings, and heads for tags, names and links.

The encoder is a plain BERT (Devlin et al. 2019), its weights those of all-MiniLM-L6-v2; the links are
bilinear pointers with a distance bias, in the manner of Dozat and Manning (2017).
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from quotemine.flow.encoder import CLASSES, NAMES, TAGS
from quotemine.flow.words import SHAPES, STATES

REACH = 127  # link distances beyond this many positions count alike
LINK_WIDTH = 96
HEADS, EPSILON = 12, 1e-12  # of MiniLM, what its weights do not tell


class Layer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(batch, length, width)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Reader(nn.Module):
    """Scores for every position of a window; see ``forward``."""

    def __init__(self, config: dict[str, int]) -> None:
        super().__init__()
        self.config = config
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.pieces = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.states = nn.Embedding(len(STATES), width)
        self.shapes = nn.Embedding(len(SHAPES), width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.layers = nn.ModuleList(
            Layer(width, config["intermediate_size"], config["num_attention_heads"], eps)
            for _ in range(config["num_hidden_layers"])
        )
        self.labels = nn.Linear(width, len(TAGS) + len(CLASSES) + len(NAMES))
        self.links = nn.Linear(width, 4 * LINK_WIDTH)
        self.distance = nn.Embedding(2 * REACH + 1, 2)
        for table in (self.states, self.shapes, self.distance):
            nn.init.normal_(table.weight, std=0.01)

    def forward(self, ids: Tensor, state: Tensor, shape: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Read windows.

        Args:
            ids, state, shape: int64, shape (batch, length).
            mask: bool, shape (batch, length), false at padding; None where there is none.

        Returns:
            tags (batch, length, 7), classes (batch, length, 4), names (batch, length, 9): logits;
            cue_of, source_of (batch, length, length): logits of the link from each position (content
            word, first word of a cue) to each other (first word of the cue, of the source); 0 is none.
        """
        return self.read(self.pieces(ids), state, shape, mask)

    def read(self, pieces: Tensor, state: Tensor, shape: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Read windows whose word pieces were looked up already; ``pieces``: float32, (batch, length, width)."""
        place = torch.arange(pieces.shape[1])
        x = self.norm(pieces + self.places(place) + self.states(state) + self.shapes(shape))
        seen = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        tags, classes, names = self.labels(x).split((len(TAGS), len(CLASSES), len(NAMES)), dim=-1)
        content, cue_key, cue, source_key = self.links(x).chunk(4, dim=-1)
        bias = self.distance((place[None, :] - place[:, None]).clamp(-REACH, REACH) + REACH)
        cue_of = content @ cue_key.transpose(1, 2) / LINK_WIDTH**0.5 + bias[..., 0]
        source_of = cue @ source_key.transpose(1, 2) / LINK_WIDTH**0.5 + bias[..., 1]
        if mask is not None:
            cue_of = cue_of.masked_fill(~mask[:, None, :], -1e4)
            source_of = source_of.masked_fill(~mask[:, None, :], -1e4)
        return tags, classes, names, cue_of, source_of


def open_reader(path: Path) -> Reader:
    """Open what ``train.py`` saved; the number of layers is read off the weights."""
    state = torch.load(path, weights_only=True, map_location="cpu")
    vocabulary, width = state["pieces.weight"].shape
    config = {
        "hidden_size": width,
        "vocab_size": vocabulary,
        "max_position_embeddings": len(state["places.weight"]),
        "num_hidden_layers": 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers.")),
        "num_attention_heads": HEADS,
        "intermediate_size": len(state["layers.0.up.weight"]),
        "layer_norm_eps": EPSILON,
    }
    reader = Reader(config)
    reader.load_state_dict(state)
    return reader


def from_minilm(folder: Path) -> Reader:
    """A reader with MiniLM's encoder and fresh heads."""
    model = Reader(json.loads((folder / "config.json").read_text()))
    given = load_file(folder / "model.safetensors")
    taken = {
        "pieces.weight": given["embeddings.word_embeddings.weight"],
        "places.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    parts = {
        "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for i in range(len(model.layers)):
        prefix = f"encoder.layer.{i}"
        for kind in ("weight", "bias"):
            qkv = [given[f"{prefix}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            taken[f"layers.{i}.qkv.{kind}"] = torch.cat(qkv)
            for ours, theirs in parts.items():
                taken[f"layers.{i}.{ours}.{kind}"] = given[f"{prefix}.{theirs}.{kind}"]
    missing, unexpected = model.load_state_dict(taken, strict=False)
    fresh = {"states", "shapes", "labels", "links", "distance"}
    if unexpected or {name.split(".")[0] for name in missing} != fresh:
        msg = f"weights do not fit: missing {missing}, unexpected {unexpected}"
        raise ValueError(msg)
    return model
