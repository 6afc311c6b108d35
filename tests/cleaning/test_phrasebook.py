"""What the phrase files promise: plain phrases, small wildcards, one's own rules first, and errors that say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdigest.cleaning.phrasebook import phrase_files, phrasebook
from newsdigest.errors import OptionError
from newsdigest.schema import BlockKind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Mehr zum Thema", BlockKind.RELATED),
        ("LESEN SIE AUCH:  Warum der Fluss steigt", BlockKind.RELATED),
        ("17 Kommentare", BlockKind.COMMENT_META),
        ("Oder nutzen Sie das Techblick-pur-Angebot", BlockKind.SUBSCRIPTION),
        ("Zimmerer (m/w/d) in Vollzeit", BlockKind.ADVERTISEMENT),
        ("Abonnieren Sie unseren Newsletter", BlockKind.NEWSLETTER),
        ("© 2024 Heidekurier", BlockKind.COPYRIGHT),
    ],
)
def test_idioms_of_publishing_are_known(line: str, kind: BlockKind) -> None:
    assert kind in {match.kind for match in phrasebook().matches(line)}


@pytest.mark.parametrize(
    "line",
    [
        "Der Minister sagte am Dienstag in Berlin, er wolle die Steuern senken.",
        "Die Zeitung hat nach eigenen Angaben 20.000 Leser und viele Abonnenten in der Region verloren.",
        "Händler fürchten um das Weihnachtsgeschäft",
        "Anzeigen wegen Körperverletzung nahmen zu",
    ],
)
def test_sentences_of_an_article_match_nothing_sure(line: str) -> None:
    assert not any(match.sure for match in phrasebook().matches(line))


def test_every_file_is_named_for_a_kind_and_explains_itself() -> None:
    for file in phrase_files():
        assert file.name.removesuffix(".toml") in set(BlockKind)
        assert file.read_text(encoding="utf-8").startswith("# ")


def test_own_rules_come_first_and_are_sure(tmp_path: Path) -> None:
    own = tmp_path / "eigene.toml"
    own.write_text('[[line]]\nkind = "footer"\nname = "motto"\nwhole = ["Kurier # – nah *"]\n', encoding="utf-8")
    match = phrasebook(own).matches("Kurier 24 – nah bei den Menschen")[0]
    assert (match.kind, match.rule, match.sure) == (BlockKind.FOOTER, "footer.motto", True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[line", "not a phrase file"),
        ('[[line]]\nwhole = ["x"]\n', "kind is None"),
        ('[[line]]\nkind = "werbung"\n', "must be one of"),
        ('[[line]]\nkind = "footer"\nwhole = ["*"]\n', "more than wildcards"),
        ('[[line]]\nkind = "footer"\nbegins = ["x"]\n', "unknown key 'begins'"),
    ],
)
def test_a_phrase_file_with_a_mistake_says_where(tmp_path: Path, content: str, message: str) -> None:
    own = tmp_path / "eigene.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(OptionError, match=message):
        phrasebook(own)


def test_a_missing_phrase_file_is_an_option_error(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="cannot be read"):
        phrasebook(tmp_path / "fehlt.toml")


def test_a_bracket_in_front_is_no_part_of_what_is_said() -> None:
    rules = [match.rule for match in phrasebook().matches("[Alle wichtigen Updates des Tages finden Sie im Newsblog.]")]
    assert "related.inside" in rules
