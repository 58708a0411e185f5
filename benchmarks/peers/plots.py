"""The pictures of ``docs/benchmarks.md``: on white, so that they can be read on pages light and dark."""

from pathlib import Path
from typing import Any

from .systems import ALONE, SYSTEMS

Figures = dict[str, Any]
POWERS = [10**power for power in range(-3, 8)]
ON_THE_LEFT = frozenset({"accurate", "parse-rules", "marks-rules"})
COLOURS = {"quotemine": "#0b5fa5", "others": "#b3541e"}


def draw(results: Figures, folder: Path) -> list[Path]:
    """Draw what there are figures for."""
    drawn = []
    if "accuracy" in results and "speed" in results:
        drawn.append(_save(_accuracy_and_speed(results), folder / "benchmarks-accuracy-speed.svg"))
    if "length" in results:
        drawn.append(_save(_length(results["length"]), folder / "benchmarks-length.svg"))
    return drawn


def _save(chart: Any, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    chart.configure(background="white", font="sans-serif").configure_axis(
        labelFontSize=12, titleFontSize=12, titleFontWeight="normal", gridColor="#e5e5e5"
    ).configure_legend(labelFontSize=12, titleFontSize=12).configure_view(stroke="#cccccc").save(path, format="svg")
    return path


def _name(id_: str) -> str:
    name = SYSTEMS[id_].name if id_ in SYSTEMS else ALONE[id_].name
    return "textacy, by paragraph" if id_ == "textacy-paragraphs" else name.replace("`", "")


def _accuracy_and_speed(results: Figures) -> Any:
    import altair as alt  # noqa: PLC0415

    rows = []
    for id_, system in SYSTEMS.items():
        found = results["accuracy"]["systems"].get(id_, {}).get("polnear", {}).get("attribution")
        speed = results["speed"]["systems"].get(id_, {}).get("words a second")
        if found is None or speed is None or not system.attributes:
            continue
        ours = "quotemine" if id_ in {"accurate", "fast"} else "others"
        rows.append(
            {
                "name": _name(id_),
                "F1": 100 * found["f"],
                "words a second": speed,
                "whose": ours,
                "left": id_ in ON_THE_LEFT,
            }
        )
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X(
            "words a second:Q",
            scale=alt.Scale(type="log", domain=[300, 5_000_000], nice=False),
            axis=alt.Axis(values=POWERS),
            title="words a second, one core",
        ),
        y=alt.Y("F1:Q", scale=alt.Scale(domain=[0, 100]), title="attributions found and right, F1 in %"),
        color=alt.Color(
            "whose:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None
        ),
    )  # fmt: skip
    layers = [base.mark_circle(size=110, opacity=1)]
    for left in (True, False):  # of two that are close together, one has its name on the left
        text = base.mark_text(align="right" if left else "left", dx=-11 if left else 11, fontSize=12)
        layers.append(text.encode(text="name:N").transform_filter(f"datum.left === {str(left).lower()}"))
    return alt.layer(*layers).properties(width=620, height=340)


def _length(section: Figures) -> Any:
    import altair as alt  # noqa: PLC0415

    rows = [
        {"system": _name(id_), "words": int(words), "seconds": found["seconds"], "memory": found["memory"]}
        for id_, by_length in section["systems"].items()
        for words, found in by_length.items()
        if words.isdigit() and "stopped" not in found
    ]
    powers = alt.Axis(values=POWERS)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("words:Q", scale=alt.Scale(type="log"), title="words of the document", axis=powers),
        color=alt.Color(
            "system:N",
            sort=None,
            title=None,
            scale=alt.Scale(range=["#0b5fa5", "#5aa9e6", "#b3541e", "#7a7a7a"]),
            legend=alt.Legend(orient="bottom", labelLimit=300),
        ),
    )
    charts = [
        base.mark_line(point=True)
        .encode(y=alt.Y(f"{key}:Q", scale=alt.Scale(type="log"), title=title, axis=powers))
        .properties(width=290, height=260)
        for key, title in (("seconds", "seconds of processor time"), ("memory", "peak memory, MB"))
    ]
    return alt.hconcat(*charts)
