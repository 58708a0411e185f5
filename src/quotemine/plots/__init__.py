"""Charts of who is quoted, how, where and by whom, drawn with Altair; they need the extra *viz*.

Each function takes the ``Quotes`` of one text, a ``Document``, several of them, ``{id: Quotes}``, or a frame with a row
for each quote, and returns an Altair chart to style, combine and save.
"""

from quotemine.plots.bars import kinds, speakers
from quotemine.plots.networks import edges, network
from quotemine.plots.timelines import timeline

__all__ = ["edges", "kinds", "network", "speakers", "timeline"]
