"""What the walk over a page promises: what a reader sees, in order, a line for each block."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsdigest.cleaning.webpage import Line, parse_page, visible_lines
from newsdigest.errors import NoArticleError


def lines(markup: str) -> list[str]:
    return [line.text for line in visible_lines(parse_page(markup, "page"))]


def first(markup: str) -> Line:
    return visible_lines(parse_page(markup, "page"))[0]


def test_inline_text_is_joined_and_blocks_are_lines() -> None:
    assert lines("<h1>Der <em>Rat</em> tagt</h1><p>Am <a href='/mo'>Montag</a>, um acht.</p><div>Ende</div>") == [
        "Der Rat tagt",
        "Am Montag, um acht.",
        "Ende",
    ]


def test_text_beside_blocks_is_not_lost() -> None:
    assert lines("<div>vorn<p>mitten</p>hinten<span>drin</span></div>nach") == ["vorn", "mitten", "hintendrin", "nach"]


def test_br_breaks_the_line_but_not_the_headline() -> None:
    assert lines("<h1>Erste<br>Zweite</h1><p>Eins<br/>zwei<br><br>drei</p>") == ["Erste Zweite", "Eins", "zwei", "drei"]


def test_what_nobody_sees_is_left_out() -> None:
    hidden = "<script>var a</script><style>b{}</style><p hidden>c</p><p style='color:red; display: none'>d</p><noscript>e</noscript><template>f</template>"
    assert lines(f"<title>T</title>{hidden}<p>sicht\u00adbar<!-- nicht --></p>") == ["sichtbar"]


def test_rows_of_data_are_lines_and_columns_of_layout_are_not() -> None:
    assert lines("<table><tr><th>Jahr</th><td>2024</td></tr></table>") == ["Jahr 2024"]
    assert lines("<table><tr><td>Menü<br>Archiv</td><td><p>Der Artikel.</p></td></tr></table>") == ["Menü", "Archiv", "Der Artikel."]


def test_the_markup_travels_as_hints() -> None:
    assert {"h2", "main", "in-related"} <= first("<main><div class='relatedArticles'><h2>Mehr</h2></div></main>").hints
    assert "linked" in first("<p><a href='/'>Ein Verweis</a></p>").hints
    assert "linked" not in first("<p>Ein Satz mit <a href='/'>Verweis</a> und Text.</p>").hints


def test_a_tag_that_is_never_closed_costs_nothing() -> None:
    assert lines("<div><p>Eins<p>Zwei<b>fett<div>Drei") == ["Eins", "Zweifett", "Drei"]


def test_deep_nesting_ends() -> None:
    assert lines("<div>" * 5000 + "tief") in ([], ["tief"])


@given(st.text(st.sampled_from("<>/pdivbrh1a !-='\"&;äx \n\t\0")))
def test_any_markup_gives_lines_or_the_error_for_empty_pages(markup: str) -> None:
    try:
        found = visible_lines(parse_page(markup, "page"))
    except NoArticleError:
        return
    assert all(line.text == " ".join(line.text.split()) and line.text for line in found)
