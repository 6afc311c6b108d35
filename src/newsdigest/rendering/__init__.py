"""A digest, or stories, for people: plain text for a terminal, Markdown for a document, HTML for a browser."""

from newsdigest.rendering.markdown import to_markdown
from newsdigest.rendering.page import to_html
from newsdigest.rendering.story import stories_to_html, stories_to_markdown, stories_to_text
from newsdigest.rendering.text import to_text

__all__ = ["stories_to_html", "stories_to_markdown", "stories_to_text", "to_html", "to_markdown", "to_text"]
