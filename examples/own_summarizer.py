"""A summarizer of your own: a language model on a server writes, newsdigest looks up what it claims.

python examples/own_summarizer.py [FILE] [--server URL] [--model NAME]

The server has the interface of OpenAI's chat completions, as vLLM, llama.cpp and Ollama have. Without --server a stand-in runs on
this machine; it invents a number on purpose (see stand_in_server.py).
"""

import argparse
import json
import textwrap
import urllib.request
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError

from stand_in_server import stand_in

import newsdigest

ARTICLE = Path(__file__).parent / "articles" / "karlsbruecker-bote-parkplaetze.txt"
INSTRUCTION = "Summarize the news article in at most three English sentences. Say only what it says; answer with the summary alone."


@dataclass(frozen=True)
class ChatSummarizer:
    """Has a chat model write the summary. What goes wrong is a ModelError: in digest_many it costs this article and no other."""

    server: str
    model: str = "default"
    timeout: float = 60.0
    """Seconds without a sign from the server."""

    def __call__(self, sentences: Sequence[str], title: str | None) -> str:
        article = "\n".join(sentences)
        content = self._answer(f"{title}\n\n{article}" if title else article)
        try:
            text = json.loads(content)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError):
            text = None
        if not isinstance(text, str) or not text.strip():
            raise newsdigest.ModelError(f"{self.server} answered with no summary: {content[:60]!r}; does it serve chat completions?")
        return text

    def _answer(self, text: str) -> bytes:
        messages = [{"role": "system", "content": INSTRUCTION}, {"role": "user", "content": text}]
        body = json.dumps({"model": self.model, "messages": messages}).encode()
        address = f"{self.server.rstrip('/').removesuffix('/v1')}/v1/chat/completions"
        try:
            request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                return response.read()
        except HTTPError as error:
            with error:
                raise newsdigest.ModelError(f"{address} answered {error.code} {error.reason}; the server's log says why") from error
        except (OSError, HTTPException, ValueError) as error:  # not reached, too slow, cut off, no address
            reason = getattr(error, "reason", error)
            raise newsdigest.ModelError(f"{address} cannot be asked: {reason}; check the address and that the server runs") from error


def show(digest: newsdigest.Digest) -> None:
    for line in digest.summary:
        print()
        row("summary", line.text)
        for warning in line.warnings:
            row("warning", warning)
        for index in line.evidence:
            sentence = digest.sentences[index]
            row(f"{sentence.start} to {sentence.end}", digest.article.text[sentence.start : sentence.end])


def row(label: str, text: str) -> None:
    print(textwrap.fill(text, 110, initial_indent=f"  {label:14}", subsequent_indent=" " * 16, break_on_hyphens=False))


def main() -> None:
    parser = argparse.ArgumentParser(description="Digest an article with a language model behind a chat-completions interface.")
    parser.add_argument("file", nargs="?", type=Path, default=ARTICLE, metavar="FILE")
    parser.add_argument("--server", metavar="URL", help="such as http://localhost:8000 (default: a stand-in on this machine)")
    parser.add_argument("--model", metavar="NAME", default="default", help="the model's name on the server")
    options = parser.parse_args()
    if not options.server:  # the stand-in is on this machine, where no proxy leads
        urllib.request.install_opener(urllib.request.build_opener(urllib.request.ProxyHandler({})))
    translator = newsdigest.Translator()
    with nullcontext(options.server) if options.server else stand_in() as server:
        write = ChatSummarizer(server, options.model)
        for what in ("flag", "replace"):
            summarizer = newsdigest.Summarizer(write, on_unsupported=what)
            digest = newsdigest.Digester(translator, summarizer).digest(options.file)
            print(f'on_unsupported="{what}"')
            show(digest)
            print()


if __name__ == "__main__":
    try:
        main()
    except newsdigest.NewsdigestError as error:
        raise SystemExit(f"own_summarizer: {error}") from None
