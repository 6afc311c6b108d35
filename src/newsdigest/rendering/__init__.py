"""A digest for people: plain text for a terminal, Markdown for a document, HTML for a browser."""

from newsdigest.rendering.markdown import to_markdown
from newsdigest.rendering.page import to_html
from newsdigest.rendering.text import to_text

__all__ = ["to_html", "to_markdown", "to_text"]
