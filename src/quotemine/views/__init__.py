"""Quotes to look at: tables and highlighted texts, in notebooks, as web pages and as plain text."""

from quotemine.views.colours import displacy_options
from quotemine.views.page import View
from quotemine.views.render import render, show

__all__ = ["View", "displacy_options", "render", "show"]
