"""What reading promises: text is text, bytes find their encoding, and what is no text is named."""

from __future__ import annotations

import codecs
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdigest.errors import (
    BinaryInputError,
    EmptyInputError,
    EncodingError,
    InputError,
    OptionError,
    SourceNotFoundError,
)
from newsdigest.reading import looks_like_html, read

GERMAN = "Überraschung in Köln: Der größte Käfer wog „nur“ 92 Gramm – für Züchter ein Ärgernis.\r\nWeiße Mäuse hörten zu.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_bytes_in_the_usual_encodings_become_the_same_text(encoding: str) -> None:
    assert read(GERMAN.encode(encoding)).text == GERMAN


@pytest.mark.parametrize("encoding", ["latin-1", "cp850", "mac_roman", "utf-16-le", "utf-16-be"])
def test_older_encodings_without_a_mark_are_recognised_by_their_umlauts(encoding: str) -> None:
    text = GERMAN.replace("„", '"').replace("“", '"').replace("–", "-")
    assert read(text.encode(encoding)).text == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), min_size=1))
def test_text_that_is_read_is_unchanged(text: str) -> None:
    try:
        assert read(text).text == text
    except InputError:
        assert not text.strip() or text.startswith(("%PDF-", "{\\rtf", "PK\x03\x04"))
    except OptionError:
        assert "\n" not in text.strip()


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "artikel.txt"
    path.write_bytes(b"Eins\r\nzwei\rdrei\n")
    assert read(path).text == "Eins\r\nzwei\rdrei\n"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(codecs.BOM_UTF8 + "Ärger".encode()).text == "Ärger"
    assert read("\ufeffÄrger").text == "Ärger"


def test_a_path_names_the_document(tmp_path: Path) -> None:
    path = tmp_path / "artikel.txt"
    path.write_text(GERMAN, encoding="utf-8")
    assert read(path).source == str(path)
    assert read(GERMAN.encode(), name="<stdin>").source == "<stdin>"


def test_utf8_with_a_damaged_byte_stays_utf8() -> None:
    document = read(("Die Königin grüßt aus München. " * 20).encode() + b"\xc3")
    assert document.encoding == "utf-8"
    assert document.damaged == 1


def test_a_page_may_declare_its_charset() -> None:
    page = "<html><head><meta charset='iso-8859-15'></head><body><p>Preis: 5 €, Größe: übergroß</p></body></html>"
    assert "5 €" in read(page.encode("iso-8859-15")).text


def test_a_wrongly_declared_charset_does_no_harm() -> None:
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>Größe: übergroß</p></body></html>"
    assert "Größe: übergroß" in read(page.encode("utf-8")).text
    assert "Größe: übergroß" in read(page.replace("iso-8859-1", "utf-8").encode("cp1252")).text


@pytest.mark.parametrize("empty", ["", " \n\t ", b"", b"\n \n", codecs.BOM_UTF8])
def test_nothing_is_an_error_of_its_own(empty: str | bytes) -> None:
    with pytest.raises(EmptyInputError, match="pass the text"):
        read(empty)


def _zip(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "<xml/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (_zip("word/document.xml"), "Word"),
        (_zip("xl/workbook.xml"), "Excel"),
        (_zip("notizen.txt"), "zip"),
        (b"Ein Text mit einer Null \0 darin und noch mehr Text danach", "zero bytes"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"{\\rtf1\\ansi Hallo}", "RTF"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(data: bytes, what: str) -> None:
    with pytest.raises(BinaryInputError, match=what):
        read(data)


def test_a_mark_that_lies_is_an_encoding_error() -> None:
    with pytest.raises(EncodingError, match="utf-16-le"):
        read(codecs.BOM_UTF16_LE + b"a\0b")


def test_half_a_surrogate_pair_is_an_encoding_error() -> None:
    with pytest.raises(EncodingError, match="surrogate"):
        read("Text mit \ud83d Rest")


def test_a_missing_file_is_also_a_file_not_found_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        read(tmp_path / "fehlt.txt")
    with pytest.raises(SourceNotFoundError, match="directory"):
        read(tmp_path)


@pytest.mark.parametrize("slip", ["artikel.txt", "seiten/artikel.html", "https://example.org/artikel"])
def test_a_file_name_or_address_as_string_is_a_slip_not_an_article(slip: str) -> None:
    with pytest.raises(OptionError, match="taken as text"):
        read(slip)


@pytest.mark.parametrize("text", ["Der Bericht steht in artikel.txt", "Mehr auf https://example.org/artikel", "Heute.", "Das Ende.Punkt"])
def test_a_sentence_with_a_file_name_is_text(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(
    "markup",
    [
        "<!DOCTYPE html><html><body>Hallo</body></html>",
        "\n\n<HTML><BODY>Hallo",
        "<!-- gespeichert --><html>",
        "<article><h1>Titel</h1><p>Text</p></article>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html>',
        '<div class="text">Hallo</div>',
    ],
)
def test_markup_is_seen_as_markup(markup: str) -> None:
    assert looks_like_html(markup)


@pytest.mark.parametrize(
    "text",
    [
        "Im Jahr 2020 galt: 3 < 5, und <b>fett</b> schrieb man so.",
        "<Anmerkung der Redaktion> Der Text wurde gekürzt.",
        "<p wie Paul",
        "< 5 Prozent der Wähler",
        "Der Befehl <div>…</div> erzeugt einen Kasten.",
    ],
)
def test_text_with_angle_brackets_is_no_markup(text: str) -> None:
    assert not looks_like_html(text)
