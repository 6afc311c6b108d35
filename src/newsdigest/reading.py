"""Reading: whatever somebody has in hand (a path, a string, bytes) becomes text that can be judged.

Nothing is cleaned here. Line ends stay as they are, a byte order mark is no part of the text, and what is not
text at all ends in an error that says what it seems to be.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from pathlib import Path

from newsdigest.errors import BinaryInputError, EmptyInputError, EncodingError, OptionError, SourceNotFoundError

Source = str | bytes | os.PathLike[str]
"""What can be read: text, bytes, or a path to a file."""


@dataclass(frozen=True)
class Document:
    """A document as read.

    ``text`` is the plain text, or the markup where ``is_html``. ``encoding`` is the codec that fitted the bytes,
    None for input that was a string already. ``damaged`` counts the characters that could not be decoded.
    """

    text: str
    is_html: bool
    source: str
    encoding: str | None = None
    damaged: int = 0


def read(source: Source, *, name: str | None = None) -> Document:
    """Read a file, bytes or text.

    A path-like object is opened; a ``str`` is always text, never a file name; ``bytes`` are decoded (byte order
    mark, UTF-8, the charset that a page declares, then cp1252 and the older German code pages). ``name`` is what
    messages call the source, for example ``"<stdin>"``.

    Raises SourceNotFoundError, EmptyInputError, BinaryInputError or EncodingError; OptionError for a string that
    is nothing but a file name or a web address.
    """
    if isinstance(source, str):
        return _from_text(source, name or "<text>")
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _from_bytes(bytes(source), name or "<bytes>")
    if isinstance(source, os.PathLike):
        path = Path(source)
        return _from_bytes(_file_bytes(path), name or str(path))
    raise OptionError(f"cannot read a {type(source).__name__}: pass text (str), bytes, or a pathlib.Path")


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceNotFoundError(f"{path}: no such file; check the path, it is looked up from {Path.cwd()}") from None
    except IsADirectoryError:
        raise SourceNotFoundError(f"{path}: this is a directory; pass the files in it one by one") from None
    except OSError as error:
        raise SourceNotFoundError(f"{path}: cannot be opened ({error.strerror or error}); check its permissions") from None


def _from_text(text: str, name: str) -> Document:
    _refuse_file_name(text)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise EmptyInputError(f"{name}: nothing but white space; pass the text of an article")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EncodingError(
            f"{name}: character {error.start} is half of a surrogate pair, the trace of a wrong decoding; pass the original bytes"
        ) from None
    if text.startswith(("%PDF-", "{\\rtf", "PK\x03\x04")):
        _refuse_binary(text[:64].encode("utf-8"), name)
    return Document(text, looks_like_html(text), name)


_FILE_NAME = re.compile(r"[^\s<>\"|?*]{0,200}[^\s<>\"|?*.]\.(txt|text|md|html?|xhtml|pdf|docx?|odt|rtf)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def _refuse_file_name(text: str) -> None:
    """A string is text. One that is only a file name or an address is a slip, better named than digested."""
    line = text.strip()
    if len(line) > 1000 or "\n" in line:
        return
    if _ADDRESS.fullmatch(line):
        raise OptionError(f"{line!r} is a web address, and a str is taken as text; fetch the page and pass its bytes")
    if _FILE_NAME.fullmatch(line) or (" " not in line and _is_file(line)):
        raise OptionError(f"{line!r} looks like a file name, and a str is taken as text; to read the file pass pathlib.Path({line!r})")


def _is_file(line: str) -> bool:
    try:
        return Path(line).is_file()
    except (OSError, ValueError):
        return False


# --- bytes ---------------------------------------------------------------------------------------------------

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an older Microsoft Office file (doc, xls, ppt)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"SQLite format 3", "an SQLite database"),
)
_ZIP_CONTENTS = (
    (b"word/", "a Word document (docx)"),
    (b"xl/", "an Excel spreadsheet (xlsx)"),
    (b"ppt/", "a PowerPoint presentation (pptx)"),
    (b"opendocument.text", "an OpenDocument text (odt)"),
    (b"opendocument", "an OpenDocument file"),
    (b"epub+zip", "an EPUB book"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _from_bytes(data: bytes, name: str) -> Document:
    if not data.strip(b" \t\r\n\f\v\0"):
        raise EmptyInputError(f"{name}: the input is empty; pass the text of an article")
    text, encoding = decode(data, name)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise EmptyInputError(f"{name}: nothing but white space; pass the text of an article")
    return Document(text, looks_like_html(text), name, encoding, text.count("\ufffd") if encoding == "utf-8" else 0)


def decode(data: bytes, name: str = "<bytes>") -> tuple[str, str]:
    """The text of ``data`` and the codec that fitted. Raises BinaryInputError or EncodingError."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(codec), codec
            except UnicodeDecodeError as error:
                if codec != "utf-8":
                    raise EncodingError(
                        f"{name}: the byte order mark says {codec}, but byte {error.start} does not fit it; save the text as UTF-8"
                    ) from None
    _refuse_binary(data, name)
    if b"\0" in data:
        return _without_bom_utf16(data, name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _declared_charset(data)
    if declared:
        try:
            return data.decode(declared), declared
        except UnicodeDecodeError:
            pass
    return _almost_utf8(data) or _german_code_page(data) or _last_resort(data, name)


def _refuse_binary(data: bytes, name: str) -> None:
    kind = next((what for magic, what in _MAGIC if data.startswith(magic)), None)
    if data.startswith(b"PK\x03\x04"):
        kind = next((what for mark, what in _ZIP_CONTENTS if mark in data), "a zip archive")
    if data.startswith(b"RIFF") or data[4:8] == b"ftyp":
        kind = "a recording, video or WebP image"
    if kind is None:
        head = data[:4096]
        strange = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f" for byte in head)
        if strange > 0.05 * len(head) and not _looks_like_utf16(head):
            kind = "binary data"
    if kind:
        raise BinaryInputError(f"{name}: this seems to be {kind}, not text; save the article as text or HTML and pass that")


def _looks_like_utf16(data: bytes) -> bool:
    """UTF-16 of a Western language has a zero in every other byte, always on the same side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    return max(even, odd) > 0.35 * len(data) and min(even, odd) < 0.02 * len(data)


def _without_bom_utf16(data: bytes, name: str) -> tuple[str, str]:
    if _looks_like_utf16(data[:4096]):
        codec = "utf-16-le" if data[1:4096:2].count(0) > data[0:4096:2].count(0) else "utf-16-be"
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            pass
    raise BinaryInputError(f"{name}: zero bytes in it, so this is not text; save the article as text or HTML and pass that")


_CHARSET = re.compile(rb"<(?:meta[^>]{0,200}charset|\?xml[^>]{0,80}encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)


def _declared_charset(data: bytes) -> str | None:
    """The charset that a page declares in its first bytes, read as browsers read it (latin-1 means cp1252)."""
    found = _CHARSET.search(data[:4096])
    if not found:
        return None
    try:
        codec = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    if codec.startswith(("utf-16", "utf-32", "utf-7")):
        return None
    return "cp1252" if codec in ("iso8859-1", "ascii") else codec


def _almost_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few damaged bytes (a file cut in mid-character, one pasted quotation) is still UTF-8."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - damaged
    return (text, "utf-8") if whole >= 10 * damaged else None


_GERMAN_CODE_PAGES = ("cp1252", "cp850", "mac_roman")
_EXPECTED = frozenset("äöüÄÖÜßéèêáàâçñóôøå„“”‚‘’«»‹›–—…€§°·•©®½²³´`")
_INSIDE_WORD = re.compile(r"(?<=[a-zA-Z])[äöüß]|[äöüÄÖÜ](?=[a-z])")


def _german_code_page(data: bytes) -> tuple[str, str] | None:
    """The single-byte code page in which the bytes read most like German.

    Every byte string fits some single-byte code page; what tells them apart is umlauts inside words, and the
    absence of box-drawing characters and stray accents.
    """
    best: tuple[int, str, str] | None = None
    for codec in _GERMAN_CODE_PAGES:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        strange = sum(1 for c in text if c > "\x7f" and c not in _EXPECTED and not c.isspace())
        score = 2 * len(_INSIDE_WORD.findall(text)) - 3 * strange
        if best is None or score > best[0]:
            best = (score, text, codec)
    if best and best[0] > 0 or best and best[2] == "cp1252":
        return best[1], best[2]
    return None


def _last_resort(data: bytes, name: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    match = from_bytes(data).best()
    if match is not None:
        return str(match), match.encoding
    raise EncodingError(f"{name}: the bytes are text in no encoding that newsdigest knows; save the file as UTF-8")


# --- is it a page? -------------------------------------------------------------------------------------------

_PAGE_START = re.compile(r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|frameset)\b", re.IGNORECASE | re.DOTALL)
_FRAGMENT_START = re.compile(
    r"(?:\s|<!--.*?-->)*<(?:article|section|main|div|p|h[1-6]|header|figure|ul|ol|table|span|meta|title|link|script|nav|br|center|font)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING_TAG = re.compile(
    r"</(?:article|section|main|div|p|h[1-6]|header|figure|ul|ol|table|span|title|script|nav|html|body)\s*>", re.IGNORECASE
)


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is markup: it begins like a page, or begins with a tag and closes some.

    A pasted text that merely contains "<" or talks about "<p>" is not.
    """
    head = text[:200_000]
    if _PAGE_START.match(head):
        return True
    return bool(_FRAGMENT_START.match(head)) and bool(_CLOSING_TAG.search(head))


def source_name(source: Source | Document) -> str:
    """What messages call a source before it is read: its path, its own name, or ``<text>`` and ``<bytes>``."""
    if isinstance(source, Document):
        return source.source
    return "<text>" if isinstance(source, str) else os.fspath(source) if isinstance(source, os.PathLike) else "<bytes>"
