"""Accuracy, speed and memory beside public tools: see ``__main__.py``."""
