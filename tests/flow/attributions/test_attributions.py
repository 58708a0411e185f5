"""What the encoder sees becomes attributions: who is said to have said what, with which words."""

from itertools import pairwise

import numpy as np
import pytest
from flow.attributions.handread import attributions_of, one_hot, read, said

from quotemine.flow.attributions import find_attributions
from quotemine.flow.encoder import TAGS


def kinds(marked: str) -> list[str]:
    return [a.kind for a in attributions_of(marked)]


def test_direct() -> None:
    """Content with its marks, cue and source, in words of the text."""
    marked = "[content:“It leaks,”] [cue:said] [source:Brona Tallis]."
    assert said(marked) == [("Brona Tallis", "said", ["“It leaks,”"])]
    assert kinds(marked) == ["direct"]


def test_indirect() -> None:
    """The complementizer belongs to the content, the full stop does not."""
    marked = "[source:Brona] [cue:said] [content:that it leaks.] It rained."
    assert said(marked) == [("Brona", "said", ["that it leaks"])]
    assert kinds(marked) == ["indirect"]


def test_mixed() -> None:
    """A reported clause that is partly quoted is one content."""
    marked = "[source:Brona] [cue:said] [content:that it leaks “like a sieve” at high tide]."
    assert said(marked) == [("Brona", "said", ["that it leaks “like a sieve” at high tide"])]
    assert kinds(marked) == ["mixed"]


def test_the_marks_settle_the_edges() -> None:
    """A content that meets a quotation takes its edges, however it was tagged."""
    assert said("“It [content:leaks] badly,” [cue:said] [source:Brona].") == [("Brona", "said", ["“It leaks badly,”"])]


def test_an_interrupted_quotation_is_one() -> None:
    """With two spans, the interruption left out."""
    marked = "[content:“The pump,”] [source:Brona] [cue:said], [content:“has failed again.”]"
    assert said(marked) == [("Brona", "said", ["“The pump,”", "“has failed again.”"])]


def test_a_second_sentence_goes_on() -> None:
    """“A,” she said. “B.” is one quote with two spans, whether the second was tagged or not."""
    tagged = "[content:“The pump has failed,”] [source:Brona] [cue:said]. [content#-:“Nobody has come to mend it.”]"
    assert said(tagged) == [("Brona", "said", ["“The pump has failed,”", "“Nobody has come to mend it.”"])]


def test_a_full_stop_keeps_a_quotation_from_the_report_behind_it() -> None:
    """“A,” Brona said. “B.” Yorick denied that C: B is not Yorick's, though the encoder may link it so."""
    marked = (
        "[content#a:“The walls have held,”] [source#a:Brona] [cue#a:said]. [content#b:“He voted against them twice.”] "
        "[source#b:Yorick] [cue#b:denied] [content#b:that he had ever voted against the walls]."
    )
    assert said(marked) == [
        ("Brona", "said", ["“The walls have held,”", "“He voted against them twice.”"]),
        ("Yorick", "denied", ["that he had ever voted against the walls"]),
    ]


def test_a_full_stop_before_a_bare_clause() -> None:
    """“B.” Yorick said: punctuation of some stories."""
    marked = "[content:“The walls have held.”] [source:Yorick] [cue:said]. It rained."
    assert said(marked) == [("Yorick", "said", ["“The walls have held.”"])]


def test_a_word_from_a_later_sentence() -> None:
    """“A,” Brona said. Yorick denied it: *it* is no part of what Brona said."""
    marked = "[content:“The walls have held,”] [cue:said] [source:Brona]. Yorick denied [content:it]."
    assert said(marked) == [("Brona", "said", ["“The walls have held,”"])]
    within = "[content:“The walls,”] [source:Brona] [cue:said], [content:“held.”]"
    assert said(within) == [("Brona", "said", ["“The walls,”", "“held.”"])]


@pytest.mark.parametrize(("behind", "source"), [("Corran.", "Ines Corran"), ("Monday.", "Ines"), ("and left.", "Ines")])
def test_the_second_half_of_a_name(behind: str, source: str) -> None:
    """*said Ines | Corran.* has the whole name as source; a day is no name."""
    assert said(f"[content:“It leaks,”] [cue:said] [source:Ines] {behind}")[0][0] == source


@pytest.mark.parametrize(
    ("tagged", "source"),
    [
        ("Tom Brock, a student. Oyelaran", "Tom Brock, a student"),
        ("Gov. Tom Brock", "Gov. Tom Brock"),
        ("T. Brock of Quillworks Inc. in Ulm", "T. Brock of Quillworks Inc. in Ulm"),
    ],
)
def test_a_source_ends_with_its_sentence(tagged: str, source: str) -> None:
    """*said Tom Brock, a student. | Oyelaran denied it*; full stops of abbreviations and initials end none."""
    assert said(f"[content:“It leaks,”] [cue:said] [source:{tagged}] denied it.")[0][0] == source


@pytest.mark.parametrize(
    ("first", "second"), [("Ada Quill", "Tom Brock"), ("Ada Quill Jr", "She"), ("Gen. Quill of St. Bride", "Mr. Brock")]
)
def test_a_source_of_two_sentences(first: str, second: str) -> None:
    """*said Ada Quill. | Tom Brock said*, tagged as one, has a name before the full stop; each cue gets its own."""
    marked = f"[content:“It leaks,”] [cue:said] [source:{first}]. [source:{second}] [cue:said] [content:that it did]."
    case = read(marked)
    low, _ = case.words.at(case.text.index(second), len(case.text))
    case.reading.tags[low - 1 : low + 1] = one_hot(np.full(2, TAGS.index("I-source")), TAGS, 0.98)
    found = find_attributions(case.text, case.quotations, case.reading)
    assert [case.text[slice(*a.source)] for a in found if a.source] == [first, second]


def test_a_relative_clause_cut_short() -> None:
    """Of *the budget that* the source is *the budget*."""
    marked = "[content:Nine millions go to the harbour], [cue:according to] [source:the budget that] Sand presented."
    assert said(marked) == [("the budget", "according to", ["Nine millions go to the harbour"])]


@pytest.mark.parametrize("source", ["Mr. Sand", "J. Sand", "Sand, of Quillworks Inc.,"])
def test_a_full_stop_of_an_abbreviation_ends_nothing(source: str) -> None:
    """“A,” Mr. Sand said. “B.” is one quote as well."""
    marked = f"[content:“The pump has failed,”] [source:{source}] [cue:said]. [content#-:“Nobody has come to mend it.”]"
    assert [contents for _, _, contents in said(marked)] == [
        ["“The pump has failed,”", "“Nobody has come to mend it.”"]
    ]


def test_no_going_on_in_another_paragraph() -> None:
    """After closed marks, a quotation in a new paragraph is a quote of its own."""
    marked = "[content:“The pump has failed,”] [source:Brona] [cue:said].\n\n[content#-:“Nobody has come to mend it.”]"
    assert said(marked) == [
        ("Brona", "said", ["“The pump has failed,”"]),
        (None, None, ["“Nobody has come to mend it.”"]),
    ]


def test_no_going_on_after_a_sentence_between() -> None:
    """What the article says between two quotations parts them."""
    marked = (
        "[content:“The pump has failed,”] [source:Brona] [cue:said]. The harbour was dark. It rained. "
        "[content#-:“Nobody has come to mend it.”]"
    )
    assert [contents for _, _, contents in said(marked)] == [
        ["“The pump has failed,”"],
        ["“Nobody has come to mend it.”"],
    ]


def test_a_quotation_of_several_paragraphs_is_one() -> None:
    """Each paragraph opened by a mark, only the last one closed."""
    marked = (
        "[source:Brona] [cue:said]: [content:“The pump has failed.\n\n“Nobody has come to mend it.”]\n\nThat was all."
    )
    assert said(marked) == [("Brona", "said", ["“The pump has failed.\n\n“Nobody has come to mend it.”"])]
    assert kinds(marked) == ["direct"]


def test_the_cue_may_follow_in_a_later_paragraph_of_the_quotation() -> None:
    """A quotation joins its paragraphs: contents reach cues in any of them."""
    marked = "[content:“The pump has failed.\n\n“Nobody has come to mend it,”] [source:Brona] [cue:said]."
    assert said(marked) == [("Brona", "said", ["“The pump has failed.\n\n“Nobody has come to mend it,”"])]


def test_after_a_colon_the_content_stands_in_the_next_paragraph() -> None:
    """A paragraph that ends with a colon announces the next one."""
    marked = "[source:Brona] [cue:wrote]:\n\n[content:“The pump has failed.”]"
    assert said(marked) == [("Brona", "wrote", ["“The pump has failed.”"])]


def test_after_a_colon_even_where_the_encoder_saw_no_link() -> None:
    """A content that opens the paragraph after the colon belongs to the cue before it."""
    marked = "[source:Brona] [cue:wrote]:\n\n[content#-:“The pump has failed.”]"
    assert said(marked) == [("Brona", "wrote", ["“The pump has failed.”"])]


def test_a_floating_quotation_of_several_paragraphs() -> None:
    """Is not glued to the cue of another content that follows it."""
    marked = (
        "[content#-:“The pump has failed.\n\n“Nobody has come to mend it.”] "
        "[source#b:Yorick] [cue#b:said] [content#b:it rained]."
    )
    assert said(marked) == [
        (None, None, ["“The pump has failed.\n\n“Nobody has come to mend it.”"]),
        ("Yorick", "said", ["it rained"]),
    ]


def test_other_paragraphs_are_out_of_reach() -> None:
    """A content does not belong to a cue in another paragraph."""
    marked = "[source:Brona] [cue:wrote] again.\n\n[content:“The pump has failed.”]"
    assert said(marked) == [(None, None, ["“The pump has failed.”"])]


def test_a_floating_quotation() -> None:
    """A quoted sentence without an attribution is speech all the same."""
    assert said("Brona sighed. [content#-:“It leaks every single night.”]") == [
        (None, None, ["“It leaks every single night.”"])
    ]


def test_a_quotation_that_looks_like_speech_but_was_not_tagged() -> None:
    """Where the encoder was of two minds, a quoted sentence counts and a few quoted words do not."""
    sentence, fragment = "Brona sighed. “It leaks every single night.”", "Brona fixed the “old pump” at night."
    assert said(sentence) == []
    assert [len(_doubtful(marked)) for marked in (sentence, fragment)] == [1, 0]


def _doubtful(text: str) -> tuple[object, ...]:
    """Attributions when every word may be anything, though it is O most likely."""
    case = read(text, 0.3)
    return find_attributions(case.text, case.quotations, case.reading)


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “pump” was a bucket.",
        "She had read “The Leaking Pump” twice.",
        "The word “leak” has four letters, ‘drip’ too.",
        "The plank was 6' 2\" long and the pump's 11\" pipe was gone.",
        "",
        " \n\n ",
        "“”",
        "\x00",
        "\u200b\ufffd",
    ],
)
def test_scare_quotes_titles_and_measures_give_nothing(text: str) -> None:
    """Quotation marks alone make no quote."""
    assert said(text) == []


def test_a_title_gives_nothing_even_in_doubt() -> None:
    """A name in marks is no floating quote, unless it exclaims."""
    assert _doubtful("That year came “The Leaking Pump of Old Harbour Town.”") == ()


def test_a_fragment_without_cue_and_marks_is_dropped() -> None:
    """Indirect content needs a cue; of partly quoted content no more than the quotation is left without one."""
    assert said("It rained. [content#-:That the pump leaks].") == []
    for _, _, contents in said("It rained. [content#-:That the pump “leaks badly” at night]."):
        assert contents == ["“leaks badly”"]


def test_a_source_is_trimmed() -> None:
    """Without commas and dashes at its edges and without the possessive."""
    assert said("“[content:It leaks]” [cue:said] [source:, Brona Tallis,]")[0][0] == "Brona Tallis"
    assert said("[source:Brona’s] [cue:claim] [content:that it leaks].")[0][0] == "Brona"
    assert said("[source:Brona's] [cue:claim] [content:that it leaks].")[0][0] == "Brona"


def test_a_source_that_is_only_a_mark_is_none() -> None:
    """A span is never empty; where nothing is left of a source, there is none."""
    (attribution,) = attributions_of("[content:“It leaks”][source:,] [cue:said] the note.")
    assert attribution.source is None or attribution.source[0] < attribution.source[1]


def test_a_colon_is_no_cue_but_links() -> None:
    """A mark as cue joins source and content and is left out."""
    assert said("[source:Brona][cue::] [content:“It leaks.”]") == [("Brona", None, ["“It leaks.”"])]


def test_class_is_the_encoders() -> None:
    """Speech, thought or other; speech where there is no cue."""
    marked = (
        "[source:Brona] [cue/thought:feared] [content:that it leaks].\n\n"
        "[source:The crew] [cue/other:mocked] [content:the new pump].\n\n[content#-:“So it does at night.”]"
    )
    assert [a.class_ for a in attributions_of(marked)] == ["thought", "other", "speech"]


def test_what_the_guidelines_call_said() -> None:
    """Texts speak (*the list shows*), and so does who is quoted in marks or with a clause after a verb of speech."""
    marked = (
        "[source:The list] [cue/other:shows] [content:that it drips].\n\n"
        "[source:Brona] [cue/other:smiled] : [content:“It leaks.”]\n\n"
        "[source:Yorick] [cue/other:highlighted] [content:that it leaks].\n\n"
        "[source:Yorick] [cue/other:highlighted] [content:the leak]."
    )
    assert [a.class_ for a in attributions_of(marked)] == ["speech", "speech", "speech", "other"]


def test_a_quotation_after_a_report_stands_alone() -> None:
    """After a full stop, a quotation without attribution of its own is another quote, and has no cue."""
    marked = "[source:Brona] [cue#a:said] [content#a:that it leaks]. [content#a:“Nobody has looked at it for years.”]"
    report, quotation = attributions_of(marked)
    assert (report.kind, quotation.kind) == ("indirect", "direct")
    assert quotation.cue is None
    assert quotation.source is None


@pytest.mark.parametrize(
    ("marked", "negated"),
    [
        ("[source:Brona] did not [cue:say] [content:that it leaks].", True),
        ("[source:Nobody] [cue:said] [content:that it leaks].", True),
        ("[source:None] [cue:said] [content:that it leaks].", True),
        ("[source:None of the crew] [cue:said] [content:that it leaks].", True),
        ("[source:Neither Brona nor Yorick] [cue:said] [content:that it leaks].", True),
        ("[source:Brona], however, did not [cue:say] [content:that it leaks].", True),
        ("[source:Brona] [cue:refused to say] [content:that it leaks].", True),
        ("[source:Brona] [cue:denied] [content:that it leaks].", False),
        ("It was not dark. [source:Brona] [cue:said] [content:that it leaks].", False),
        ("[source:Brona], who was not there, [cue:said] [content:that it leaks].", False),
    ],
)
def test_negation(marked: str, negated: bool) -> None:
    """A negation of the cue, of what stands between it and its source, or of the source itself."""
    (attribution,) = attributions_of(marked)
    assert attribution.cue is not None
    assert attribution.cue.negated is negated


def test_the_addressee_is_taken_off() -> None:
    """Who is asked stands outside of what is asked."""
    assert said("[source:Brona] [cue:urged] [content:the board to buy a pump].")[0][2] == ["to buy a pump"]
    assert said("[cue:“Ask] [content:the board to buy a pump”].") != []


def test_transcript() -> None:
    """Turns of a transcript are direct quotes of their labels, without marks and without a cue."""
    text = "TALLIS: Who holds the key?\n\nO’DOWD: I do. It is “mine.”\n\nTALLIS: Good."
    assert said(text) == [
        ("TALLIS", None, ["Who holds the key?"]),
        ("O’DOWD", None, ["I do. It is “mine.”"]),
        ("TALLIS", None, ["Good."]),
    ]
    assert kinds(text) == ["direct"] * 3


def test_signature() -> None:
    """The name after a quotation and a dash is its source."""
    assert said("[content#-:“The ferry never comes.”] – Ottla Brandt, 34") == [
        ("Ottla Brandt, 34", None, ["“The ferry never comes.”"])
    ]


def test_a_signature_does_not_replace_a_source() -> None:
    """Where the text has an attribution, it counts."""
    marked = "[source:Brona] [cue:said]: [content:“The ferry never comes.”] – Ottla Brandt, 34"
    assert said(marked)[0][:2] == ("Brona", "said")


def test_an_unclosed_mark_costs_its_own_paragraph_at_most() -> None:
    """The quotation ends with its paragraph; the next paragraph is read as if nothing had happened."""
    marked = (
        "[source:Brona] [cue:said]: [content:“It leaks.] It rained.\n\n"
        "[source:Yorick] [cue:said]: [content:“It drips.”]"
    )
    first, second = said(marked)
    assert first[:2] == ("Brona", "said")
    assert first[2][0].startswith("“It leaks.")
    assert "Yorick" not in first[2][0]
    assert second == ("Yorick", "said", ["“It drips.”"])


def test_an_unclosed_mark_before_another_cue() -> None:
    """A quotation that holds other attributions does not swallow them."""
    marked = (
        "[source#a:Brona] [cue#a:said]: [content#a:“It leaks], and [source#b:Yorick] [cue#b:said] "
        "[content#b:that it drips]."
    )
    first, second = said(marked)
    assert first == ("Brona", "said", ["“It leaks"])
    assert second[:2] == ("Yorick", "said")
    assert second[2][0].rstrip(".") == "that it drips"


def test_overlap_goes_to_the_surer() -> None:
    """Two contents that widen to one quotation do not share it."""
    marked = "“[content#a:It leaks] and [content#b:it drips],” [source#ab:Brona] [cue#a:said] and [cue#b:repeated]."
    found = said(marked)
    spans = sorted(span for a in attributions_of(marked) for span in a.content)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert "“It leaks and it drips,”" in [c for _, _, contents in found for c in contents]


def test_in_the_order_of_contents() -> None:
    """However they were found: by a cue, by marks alone, by the layout."""
    marked = (
        "[content#-:“It leaks every single night.”]\n\n[source:Brona] [cue:said] [content:it drips].\n\n"
        "[content#-:“So it does all day long.”]"
    )
    starts = [a.content[0][0] for a in attributions_of(marked)]
    assert starts == sorted(starts)
    assert len(starts) == 3


def test_sureness() -> None:
    """The surer the encoder, the higher; from 0 to 1."""
    marked = "[content:“It leaks,”] [cue:said] [source:Brona]. [content:“Badly.”]"
    low, high = (
        find_attributions(case.text, case.quotations, case.reading)[0].sureness.mean
        for case in (read(marked, 0.7), read(marked, 0.99))
    )
    assert 0 <= low < high <= 1


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        ('[content:"It leaks,"] [cue:said] [source:Brona].', '"It leaks,"'),
        ("[content:‘It leaks,’] [cue:said] [source:Brona].", "‘It leaks,’"),
        ("[content:``It leaks,''] [cue:said] [source:Brona].", "``It leaks,''"),
        ("[content:«It leaks»], [cue:said] [source:Brona].", "«It leaks»"),
        (
            "[content:“It leaks, as they say ‘like a sieve’,”] [cue:said] [source:Brona].",
            "“It leaks, as they say ‘like a sieve’,”",
        ),
    ],
)
def test_marks_of_all_kinds(marked: str, content: str) -> None:
    """Quotation marks belong to the content, whatever they look like."""
    assert said(marked) == [("Brona", "said", [content])]
    assert kinds(marked) == ["direct"]


def test_dash_dialogue() -> None:
    """A line of dialogue after a dash is direct speech; the narrator's words are not part of it."""
    marked = "— [content:It leaks], [cue:said] [source:Brona].\n\n— [content:Since when]? [cue:asked] [source:Yorick]."
    assert [(source, cue) for source, cue, _ in said(marked)] == [("Brona", "said"), ("Yorick", "asked")]
    assert [contents[0][:8] for _, _, contents in said(marked)] == ["It leaks", "Since wh"]
    assert kinds(marked) == ["direct", "direct"]
