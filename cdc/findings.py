"""What is wrong in the user's files, as values: one registry of codes, a place, the facts of the case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]


class Phrase(str):
    """A fact that is itself a key of the catalogues, written in the reader's language when shown."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding points: a file with line and column (from 1), or a workbook's sheet and cell."""

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file}:{self.sheet}" + (f"!{self.cell}" if self.cell else "")
        if self.line is None:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its registered code, where it is, and the facts its sentence needs."""

    code: str
    place: Place
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Give `error`, `warning` or `info`, as the registry says for this code."""
        return REGISTRY[self.code].severity

    @property
    def order(self) -> tuple[str, str, int, int, str, str]:
        """Give the sort key: by file, sheet, line, column, code."""
        place = self.place
        row = place.line or int("0" + "".join(c for c in place.cell or "" if c.isdigit()))
        return (place.file, place.sheet or "", row, place.column or 0, self.code, str(sorted(self.facts.items())))


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the registry: how serious it is, and why the rule exists (English, for its page)."""

    severity: Severity
    why: str


def nearest(word: str, known: Iterable[object], count: int, *, least: float = 0.66) -> list[str]:
    """Give the known words most like `word`, best first; `least` is the share of letters that must stand alike.

    Letters in each other's place count as one change (optimal string alignment); upper and lower case are the same.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    words = [str(item) for item in known]
    alike = extract(
        word, words, scorer=OSA.normalized_similarity, processor=str.casefold, limit=count, score_cutoff=least
    )
    return [found for found, _, _ in alike]


def guess(word: str, known: Iterable[object], *, least: float = 0.66) -> str:
    """Give the known word that is most like `word`, or nothing; `least` as for the nearest."""
    return next(iter(nearest(word, known, 1, least=least)), "")


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity == "error" for finding in findings)


_TABLE: tuple[tuple[str, Severity, str], ...] = (
    ("CDC101", "error", "A file that is not YAML cannot be read further; everything after the place is unknown."),
    ("CDC102", "error", "YAML readers disagree on which of two equal keys counts; one of the two texts would be lost."),
    (
        "CDC103",
        "error",
        "Anchors, aliases and tags let a small file grow without bound and hide what is written where.",
    ),
    ("CDC104", "error", "Bytes in an unknown encoding would be printed as other letters than the author typed."),
    ("CDC105", "error", "YAML forbids tabs in indentation; what looks aligned on screen is not."),
    ("CDC106", "error", "Control characters cannot be printed in Word, Excel or PDF and are never meant."),
    ("CDC107", "error", "Nesting this deep is a mistake or an attack; a bound keeps reading quick and safe."),
    ("CDC108", "error", "A bound on size keeps reading quick and safe; split the file by subject."),
    (
        "CDC109",
        "warning",
        "In YAML a space and # start a comment: the rest of an unquoted sentence silently disappears.",
    ),
    ("CDC110", "error", "YAML 1.1 and 1.2 read a leading zero differently (octal, decimal or text)."),
    ("CDC111", "error", "In YAML 1.2 only true and false are truth values; yes, no, on and off are words."),
    (
        "CDC112",
        "error",
        "A project must be complete in its folder: a link that leaves it is missing at the next reader.",
    ),
    ("CDC113", "error", "Only the first document of such a file would count; the rest would be lost silently."),
    ("CDC114", "error", "Infinite, undefined or endless numbers cannot be weighed or added."),
    ("CDC115", "error", "A subject that exists once must be said once; two files could contradict each other."),
    ("CDC116", "error", "A project file is a set of named subjects (key: value); a bare list or text has no name."),
    ("CDC117", "error", "Without its mark, programs guess the encoding; one that guesses wrong shows other letters."),
    ("CDC118", "error", "YAML knows only the plain space: what looks like indentation or a gap is read as a letter."),
    ("CDC119", "error", "Some signs mean something to YAML; a text that starts with one or holds it needs quotes."),
    ("CDC120", "warning", "A file under this name is not read, and what it says is missing."),
    ("CDC121", "warning", "A file of another program says nothing about the project."),
    ("CDC140", "error", "YAML parts entries by commas: the digits after it would become a key of their own."),
    ("CDC141", "error", "An id that stands as a key is not found by references, and what it says is lost."),
    ("CDC142", "error", "YAML takes a dash or a colon for a sign of its own only before a blank."),
    ("CDC201", "error", "An unknown key is a typing mistake, and its content would not appear anywhere."),
    ("CDC202", "error", "Without this value the document or the tender has a hole."),
    ("CDC203", "error", "The value is of another kind than the key needs, so it cannot be used."),
    ("CDC204", "error", "Only the listed words have a meaning here."),
    ("CDC205", "error", "The number lies outside the range that makes sense."),
    ("CDC206", "error", "Dates are written YYYY-MM-DD, so that no reader takes the month for the day."),
    (
        "CDC207",
        "error",
        "Ids join document, grid, answer, score and letter; letters of other alphabets look alike and break the join.",
    ),
    ("CDC208", "error", "An empty text appears as a hole in the document."),
    ("CDC209", "error", "A deadline without a time zone is a different moment for each reader."),
    ("CDC210", "error", "Two things with one id cannot be told apart in answers and scores."),
    ("CDC211", "error", "A reference to nothing prints as an empty cell and breaks traceability."),
    ("CDC212", "warning", "Readers of that language would find the text in another language."),
    ("CDC213", "error", "Published weights must add up to what is announced, or the ranking can be challenged."),
    ("CDC214", "error", "A parent that says another weight than its parts contradicts itself."),
    ("CDC215", "error", "The knock-out names an answer that vendors cannot choose."),
    ("CDC216", "error", "A withdrawn item keeps its number and says why, so that nobody looks for it."),
    ("CDC217", "error", "Dates in the wrong order make a calendar that cannot be kept."),
    ("CDC218", "error", "Things that wait for each other in a circle never start."),
    ("CDC219", "error", "An attachment that is not there cannot be sent to vendors."),
    (
        "CDC220",
        "error",
        "Only leaves of the criteria tree are scored; a criterion has parts or a way to score it, not both.",
    ),
    ("CDC221", "warning", "A requirement that no criterion takes is asked of vendors but changes nothing."),
    ("CDC222", "warning", "A weight that differs from what its priority gives should be explained."),
    ("CDC223", "error", "Budget years outside the horizon are left out of every total."),
    ("CDC224", "error", "One amount in another currency cannot be added to the rest without a declared rate."),
    ("CDC225", "error", "Without a scale vendors cannot answer, and a scale without points cannot be scored."),
    ("CDC226", "warning", "A criterion without weight is asked of vendors and read by evaluators for nothing."),
    ("CDC227", "error", "A formula without its parameter gives no points."),
    ("CDC228", "error", "A parameter that the formula does not use would look as if it counted."),
    ("CDC229", "error", "Two equal bounds divide by zero."),
    (
        "CDC230",
        "error",
        (
            "A formula that cannot be read cannot be applied; a misprint of one bracket has cost a tender "
            "(50·m³/(o+m)³ for 50·m³/(o³+m³))."
        ),
    ),
    ("CDC231", "warning", "Formulas that leave the scale give negative points or more than the full mark."),
    (
        "CDC232",
        "warning",
        "A price criterion must give its best note to the lowest price; the distance from an estimate does not.",
    ),
    (
        "CDC233",
        "warning",
        "A formula that leaves most of the points at double the price takes the weight out of the price.",
    ),
    ("CDC234", "warning", "Min-max turns any difference between two bids into the full mark."),
    (
        "CDC235",
        "warning",
        (
            "Platforms and courts differ on equal bids, zero prices, bids over the ceiling, taxes and rounding; "
            "what is not declared is contested."
        ),
    ),
    ("CDC236", "error", "A full mark that no level describes cannot be reached, or cannot be explained."),
    ("CDC237", "warning", "A score without words cannot be given twice in the same way."),
    (
        "CDC238",
        "info",
        "More than fifteen criteria, or many small ones, spread points so thin that the price decides alone.",
    ),
    ("CDC239", "warning", "Averaging without discussion was held not transparent where this method is used."),
    ("CDC240", "warning", "Without a declaration the scores of an evaluator cannot count."),
    ("CDC241", "warning", "The score of a single person is an opinion that nobody checked."),
    ("CDC242", "warning", "A test for abnormally low bids belongs to a kind of tender and needs its figures."),
    (
        "CDC243",
        "warning",
        "A tie that no published rule breaks stops the award, and a draw that cannot be repeated convinces nobody.",
    ),
    (
        "CDC244",
        "error",
        "An award rule that does not find what it needs, or counts something twice, gives no defensible order.",
    ),
    ("CDC245", "error", "A named method that does not exist promises choices that nobody made."),
    ("CDC246", "info", "Departing from a known method is allowed; readers should know where."),
    ("CDC247", "warning", "A rule recalled from memory may differ from the law in force."),
    (
        "CDC248",
        "warning",
        "Counting the same merit twice doubles its weight in secret; selection requirements may not award.",
    ),
    ("CDC249", "info", "A mandatory requirement tells bids apart only by excluding."),
    ("CDC250", "warning", "Some laws set a least weight of the price."),
    ("CDC251", "error", "Amounts in two currencies cannot be added without a rate fixed beforehand."),
    ("CDC252", "error", "A document without a known structure cannot be built."),
    ("CDC253", "error", "A structure that a law or a standard gives exists in its own languages only."),
    ("CDC254", "info", "Some structures have no place for some content; nothing is left out in silence."),
    ("CDC255", "info", "A structure that was not compared with the official text may differ from it."),
    ("CDC256", "error", "A part that does not exist prints nothing."),
    ("CDC257", "error", "What stands twice will differ one day."),
    ("CDC258", "error", "A section without a title in a language cannot be printed in it."),
    ("CDC259", "error", "A section that does not exist cannot be moved, renamed or left out."),
    ("CDC260", "error", "Documents without a known look cannot be printed."),
    ("CDC261", "warning", "Readers would look in vain for a picture that cannot be shown."),
    ("CDC262", "error", "Files of a theme come from outside; what reaches further is not used."),
    ("CDC263", "warning", "Pale text cannot be read by everybody (WCAG 2.2, 1.4.3)."),
    ("CDC264", "error", "A phrase that does not exist replaces nothing."),
    ("CDC265", "error", "A name in braces that nobody fills stops the printing."),
    ("CDC266", "warning", "Readers of the translation would find what no longer holds."),
    ("CDC267", "warning", "A translation without a text to translate has no place."),
    ("CDC268", "warning", "A translation of an older text may say something else."),
    ("CDC269", "error", "Translations are joined by the keys of the workbook that was sent."),
    ("CDC271", "warning", "Long chapters are not read; short ones are answered."),
    (
        "CDC272",
        "warning",
        "A section that nobody fills tells vendors nothing, and what they miss they price as a risk.",
    ),
    ("CDC273", "warning", "A section that says nothing is required contradicts what stands in it."),
    ("CDC274", "warning", "An example text of a new project says nothing of yours, and readers notice."),
    (
        "CDC275",
        "error",
        "A picture fetched from elsewhere may be another tomorrow, or none; readers get the files of the folder.",
    ),
    ("CDC280", "error", "A text put under another language would be read as that language."),
    ("CDC281", "error", "One file is one language: a text would go where another was meant."),
    ("CDC282", "error", "A code of the translator's program stands for something that the text does not have."),
    ("CDC283", "error", "Which of two texts counts, nobody can tell."),
    ("CDC284", "error", "What cannot be printed was not meant, or was lost on the way."),
    ("CDC285", "warning", "A cell emptied by mistake shall not take a translation away."),
    ("CDC286", "warning", "A draft shall not pass for a translation."),
    ("CDC287", "warning", "Many programs fill in the source where nothing is translated yet."),
    ("CDC288", "warning", "What was not reviewed shall not pass for reviewed."),
    ("CDC289", "warning", "What was not reviewed shall not reach readers unseen."),
    ("CDC290", "error", "Keys are alike in many specifications; texts of another one would go into this."),
    (
        "CDC291",
        "error",
        "Texts are joined by the heads of their columns; without them a text lands in the wrong language.",
    ),
    ("CDC292", "error", "Spreadsheets turn 3-4 into a date and 007 into 7; what was typed is lost."),
    ("CDC293", "warning", "What a person wrote beside the translations shall not vanish unseen."),
    ("CDC294", "error", "A translation without its key has no place."),
    ("CDC295", "warning", "What was changed where no text of the author stands cannot be taken over by itself."),
    ("CDC296", "warning", "A wording made for another text would undo what was written since."),
    ("CDC297", "warning", "A wording put into the wrong text changes what nobody wanted to change."),
    ("CDC298", "warning", "A requirement without its text asks for nothing."),
    ("CDC301", "warning", "A feature without a use case is a wish nobody has asked for."),
    ("CDC302", "error", "A use case without a feature will not be covered by the delivered software."),
    ("CDC303", "warning", "An objective without an indicator cannot be said to be reached."),
    ("CDC304", "warning", "An objective that no use case serves stays words."),
    ("CDC305", "warning", "A pain point that nothing answers will still hurt after the project."),
    ("CDC306", "warning", "Without an acceptance criterion an essential feature cannot be tested or refused."),
    ("CDC307", "warning", "An indicator needs a baseline to tell progress from the state of today."),
    ("CDC308", "error", "A placeholder left in the text goes out to vendors."),
    ("CDC309", "warning", "When most features are essential the priority says nothing."),
    ("CDC310", "warning", "A department without a use case was probably not asked."),
    (
        "CDC311",
        "warning",
        "An application with neither a flow nor the words that there is none is an integration forgotten.",
    ),
    ("CDC312", "warning", "Without the owner or managing director projects of this kind lose their decisions."),
    ("CDC313", "warning", "Vague words mean something else to each vendor; only what can be measured can be accepted."),
    ("CDC314", "warning", "A workshop without topic, duration and a note-taker leaves no decisions behind."),
    (
        "CDC315",
        "warning",
        "A specification does not stop at functions: deployment and follow-up decide whether it is used.",
    ),
    ("CDC316", "info", "Each integration costs time, infrastructure, upkeep and attention; fewer is better."),
    ("CDC317", "warning", "Users reject software that is hard to use; usability deserves its weight."),
    ("CDC318", "warning", "Personal data need a retention time and a legal basis before the first record is stored."),
    ("CDC319", "info", "A reader from outside does not know the acronyms of the house."),
    ("CDC320", "warning", "A plan without a go-live milestone has no date to hold anybody to."),
    ("CDC321", "warning", "A goal of this kind needs its material: metrics, supporting departments, touchpoints."),
    ("CDC322", "warning", "An essential feature that serves only minor objectives contradicts the priorities."),
    ("CDC323", "warning", "A brand in a requirement excludes equal products and, in public tenders, breaks the law."),
    ("CDC340", "error", "Beyond some digits nobody can check a number, and spreadsheets drop the last ones."),
    ("CDC341", "error", "A cost in a year that no total holds, or by a list its kind does not use, would not count."),
    ("CDC342", "warning", "A threshold is a per cent of the full mark: 0.6 lets nearly everybody pass."),
    ("CDC343", "error", "A criterion of the economic offer must name amounts that vendors are asked for."),
    ("CDC344", "error", "A criterion raised twice in one step, or none at all, is not what was meant."),
    (
        "CDC350",
        "warning",
        "A number that differs between languages is two contracts in one: vendors price one, you expect the other.",
    ),
    ("CDC351", "warning", "The same number with another unit is another demand."),
    ("CDC352", "warning", "An id, an address or a standard that only one language names leads readers astray."),
    ("CDC353", "warning", "A negation or a limit that is lost in translation turns a demand into its opposite."),
    (
        "CDC354",
        "warning",
        "What is binding in one language must be binding in all: shall, should and may are not the same.",
    ),
    ("CDC355", "warning", "A list with another number of items lost or gained a demand on the way."),
    ("CDC360", "warning", "A remark that accepts a finding which is no longer there hides the next one of its kind."),
    ("CDC361", "warning", "What is accepted needs a reason that readers can judge, and an error cannot be accepted."),
    (
        "CDC401",
        "error",
        "Only .xlsx and .ods workbooks and sheets as .csv can be read; others lose or change values on conversion.",
    ),
    ("CDC402", "error", "A damaged workbook may open with a whole sheet missing and no warning."),
    ("CDC403", "error", "A workbook that inflates beyond bounds is damaged or hostile."),
    ("CDC404", "error", "Macros, external links and embedded objects have no place in an answer."),
    ("CDC405", "error", "The answer belongs to another tender."),
    ("CDC406", "error", "The answer was written on another version of the form; its lines may have changed meaning."),
    ("CDC407", "error", "A sheet of the form is missing, with all the answers on it."),
    ("CDC408", "error", "A column of the form is missing or renamed beyond recognition."),
    ("CDC409", "warning", "A line that was not asked cannot be scored; it is reported, not used."),
    ("CDC410", "error", "A line of the form was deleted: its answer is unknown, which is not the same as none."),
    ("CDC411", "error", "Two answers to one line: which one counts is the vendor's decision, not ours."),
    (
        "CDC412",
        "error",
        "An answer outside the list is never taken for zero points; the vendor must say what is meant.",
    ),
    ("CDC413", "error", "A formula may show one value and hold another; answers are values."),
    ("CDC414", "error", "A number that can be read in two ways must be refused: 1.234 is one or one thousand."),
    ("CDC415", "warning", "An unanswered line is missing, not zero; the total becomes an interval."),
    ("CDC416", "warning", "Only the issued text and weight count; a changed copy is reported."),
    ("CDC417", "warning", "Hidden rows are read like the others; somebody should know they were hidden."),
    ("CDC418", "warning", "Characters that no document can show were replaced."),
    ("CDC419", "warning", "What stands outside the form is not read into the evaluation."),
    ("CDC420", "error", "Identity and declarations are part of the answer."),
    ("CDC421", "error", "A price line left empty makes the total incomparable."),
    ("CDC422", "error", "A negative price would make its bid win any price formula."),
    ("CDC423", "warning", "A price named in the technical answer would be seen before prices may be opened."),
    ("CDC424", "error", "Two independent readers see different values in this file; it cannot be trusted."),
    ("CDC425", "error", "An encrypted file cannot be read; the bytes are kept as they came."),
    ("CDC426", "error", "A partial or conditional answer without a comment cannot be verified."),
    ("CDC427", "error", "A vendor's folder name joins answers, scores and letters."),
    ("CDC428", "warning", "A total that is not quantity times price shows that one of the three was changed."),
    ("CDC429", "error", "A variant that the tender does not allow would compete on other terms than the rest."),
    ("CDC430", "error", "Part of a file is no evidence: what is too large to be kept whole is not taken in at all."),
    ("CDC431", "warning", "Spreadsheets turn 3-4 into a date and yes into true; what was typed is lost."),
    (
        "CDC432",
        "warning",
        "A format that multiplies, adds words or hides digits makes the reader see another amount than the file holds.",
    ),
    ("CDC433", "warning", "What a format hides, a reader of the workbook does not know."),
    ("CDC434", "warning", "A condition on a sheet of its own would be agreed to without being read."),
    ("CDC435", "warning", "A reservation in a note is part of what the vendor says."),
    ("CDC436", "warning", "Of two sheets that are the same form, the vendor may mean the other one."),
    ("CDC437", "warning", "Struck-out text is withdrawn for a person, and like any other for a program."),
    ("CDC438", "error", "Without its hidden sheet a workbook says neither which tender nor which version it answers."),
    ("CDC439", "error", "A workbook of another house answers none of the lines that were asked."),
    ("CDC440", "error", "Prices may not be seen before the technical answers are judged."),
    (
        "CDC441",
        "warning",
        "A text longer than a cell can hold is kept in the original file, and not whole in the reading.",
    ),
    ("CDC442", "warning", "Where more than digits was read, somebody should see what it was taken for."),
    ("CDC443", "error", "An amount in another currency cannot be compared with the rest."),
    ("CDC444", "error", "One vendor's answer taken in under another's name would win or lose for the wrong one."),
    (
        "CDC445",
        "error",
        "The strict variant of the format is another language; few programs read it, and not all alike.",
    ),
    ("CDC446", "error", "An evaluator reads the name in the row; the id alone would give the score to another bid."),
    ("CDC447", "warning", "What is written on a drawing or in a page header is read by people only."),
    ("CDC448", "warning", "Signs that turn the direction of letters make a text read other than it is stored."),
    ("CDC449", "warning", "What is hidden in the file is read all the same; somebody should know."),
    ("CDC501", "error", "Scores for a vendor that has no bid in this round cannot be used."),
    ("CDC502", "error", "A score must belong to a judged criterion of this tender."),
    ("CDC503", "error", "A score off the scale has no described level."),
    ("CDC504", "warning", "A criterion nobody has scored yet is missing, not zero."),
    ("CDC505", "error", "A court asks for the reason of every score."),
    ("CDC506", "error", "The stored file is not the one that was received; its hash has changed."),
    ("CDC507", "error", "Weights and rules may not change after publication."),
    ("CDC508", "error", "Criteria in order of importance only cannot be added up."),
    ("CDC509", "warning", "Two bids are exactly equal and no declared tie-break separates them."),
    ("CDC510", "error", "An evaluator with a conflict of interest, or no declaration, cannot score."),
    ("CDC511", "error", "A correction must point to an answer that exists in the reading."),
    ("CDC512", "error", "A reading made by another version of the form cannot be mixed with this one."),
    ("CDC513", "error", "A method that gives no number for these bids must not be bent after opening."),
    ("CDC514", "warning", "An absent score shifts the mean of its criterion without anybody deciding it."),
    (
        "CDC515",
        "warning",
        "A declared difference between evaluators must be talked over; until then the score lies between the two.",
    ),
    ("CDC516", "error", "A half point needs a declared step; otherwise it is a level that nobody described."),
    ("CDC517", "warning", "The same free text in two bids may come from the same hand."),
    ("CDC518", "error", "Each pair is compared once by each evaluator."),
    ("CDC519", "warning", "Above a consistency ratio of 0.10 judgements in pairs contradict each other."),
    ("CDC520", "warning", "An abnormally low bid must be explained by its vendor; it is never excluded in silence."),
    ("CDC521", "warning", "With two bids a comparison in pairs is one judgement."),
    (
        "CDC522",
        "error",
        "A link can show another file tomorrow and a pipe is never read to its end; evidence is plain files.",
    ),
    ("CDC523", "error", "A reading changed by hand would make another winner; what vendors sent is what counts."),
    (
        "CDC524",
        "warning",
        "What was put right in one round may be wrong in the next, where the line says something else.",
    ),
    ("CDC530", "error", "Terms changed in silence after publication let every loser ask for annulment."),
    (
        "CDC531",
        "error",
        "An act out of its order cannot be undone: who has seen a price cannot judge as if it were unknown.",
    ),
    ("CDC532", "error", "Without a journal from publication on, nobody can tell what came and what was changed."),
    ("CDC533", "error", "A journal counts as evidence only while every line is what was written."),
    ("CDC534", "error", "A file that changed after it was recorded proves nothing."),
    ("CDC535", "error", "What came past the journal has no time, no author and no receipt."),
    ("CDC536", "error", "Equal treatment ends where one vendor has more time than the others."),
    ("CDC537", "warning", "A vendor on no list is a new one, or a slip of the pen that splits a bid in two."),
    ("CDC538", "error", "A tender by invitation is for those that were invited."),
    ("CDC539", "info", "A bid that was taken back is kept as evidence and ranked no more."),
    ("CDC540", "error", "Bids that came before the tender was published answered nothing that binds."),
    (
        "CDC541",
        "warning",
        "What was written by hand counts in the ranking; the journal should know it before the decision rests on it.",
    ),
    ("CDC543", "warning", "A journal that was damaged once says so for good."),
    ("CDC544", "info", "Prices stay shut until quality is decided, so that nobody judges with them in mind."),
    ("CDC545", "error", "What was decided must be what the files still give."),
    ("CDC546", "error", "Without one first bid there is nothing to award."),
    ("CDC547", "warning", "A letter that was not decided must not look as if it were."),
    ("CDC548", "info", "A tender that is not published has no journal: all is a rehearsal."),
    ("CDC549", "error", "Nothing can have arrived in the future."),
    ("CDC550", "warning", "A moment given by hand is somebody's word, and is printed as that."),
    ("CDC551", "warning", "A name that changes between rounds may be another company."),
    ("CDC552", "error", "Each receipt and report prints a head that the journal must have had."),
    ("CDC553", "error", "What was printed must be what the originals still give."),
    ("CDC554", "warning", "Whoever decides although something is missing says why, and the reason is kept."),
    ("CDC930", "info", "A command that is given twice must not make two bids of one."),
    ("CDC931", "info", "Who repeats a command that was stopped should know whether it was done."),
    ("CDC932", "error", "What was decided and sent out must not be written over by a draft of something else."),
    ("CDC934", "error", "One vendor under two spellings would be ranked as two, or overwritten by the system."),
    ("CDC933", "error", "What is still open when it is published becomes an amendment, or a complaint."),
    ("CDC560", "error", "Only a workbook that carries its form can be moved to another one without guessing."),
    ("CDC561", "error", "Whether a wording is unchanged can only be told in the same language."),
    ("CDC562", "error", "A technical and a price workbook have no line in common."),
    ("CDC563", "error", "What is typed in the new workbook already would be lost."),
    ("CDC564", "warning", "An answer that is on the current form needs no update."),
    ("CDC565", "warning", "No price may come into a technical workbook by an update."),
    ("CDC570", "error", "A question that names who asks tells every vendor who competes."),
    ("CDC571", "warning", "One word can tell who asks, or who else competes."),
    ("CDC572", "warning", "An answer helps where vendors look: at the line it concerns."),
    ("CDC573", "error", "Two questions under one id would leave one of them unanswered."),
    ("CDC574", "error", "A date or an id that cannot be read would be lost in silence."),
    ("CDC575", "error", "Files that people wrote are not rewritten by a command."),
    ("CDC576", "warning", "A document without any answer tells vendors nothing."),
    ("CDC577", "error", "Only what was published can be amended."),
    ("CDC578", "error", "Who must answer something else needs the time that was promised for it."),
    ("CDC579", "warning", "An amendment without a change would only confuse vendors."),
    ("CDC580", "error", "Whoever is linked to one vendor must not judge its bid."),
    ("CDC581", "warning", "A bid with an open question is neither clear nor rejected."),
    ("CDC582", "error", "A decision on a bid without reason, author and day falls with the first appeal."),
    ("CDC583", "error", "A request under the name of another vendor would decide on the wrong bid."),
    ("CDC590", "error", "What the company keeps to itself must not reach vendors, hidden in a file least of all."),
    ("CDC591", "error", "A file that cannot be looked through may hold anything."),
    ("CDC592", "error", "Only a law whose periods are written down can be held against the dates of a tender."),
    ("CDC593", "error", "A deadline nearer than the law allows is ground enough to annul the whole procedure."),
    ("CDC594", "error", "Answers that come too late cannot be worked into a bid; the deadline would have to be moved."),
    ("CDC595", "error", "A contract signed within the standstill can be declared without effect."),
    ("CDC596", "info", "A period that nobody compared with the law is a hint, not advice."),
    ("CDC598", "error", "What is inside a container that cannot be opened was never sent."),
    ("CDC599", "info", "Who signed, and who says so, belongs into the minutes of the opening."),
    ("CDC600", "warning", "A signature that proves nothing must not be taken for one that does."),
    ("CDC601", "error", "What was changed after it was signed is not what the vendor signed."),
    ("CDC602", "info", "What is kept shut is known again by its hash alone."),
    ("CDC603", "error", "A seal opens with the right key alone; anything else would be no seal."),
    ("CDC604", "error", "A file that is not the one promised was written after others may have been read."),
    ("CDC606", "error", "A witness that does not stand before this journal says that somebody changed it."),
    ("CDC922", "warning", "What stands in a file and nobody sees was meant for a program, or for later."),
    ("CDC923", "warning", "Joined cells show one answer for several lines, of which only the first has it."),
    ("CDC924", "warning", "The name of a sheet is read by people; a condition may stand in it."),
    ("CDC925", "info", "Where a link leads is not seen on paper; an evaluator may want to know."),
    ("CDC926", "warning", "A sign that no font has is printed as an empty box."),
    ("CDC921", "warning", "What the author wrote while the translator was at work shall not be lost unseen."),
    ("CDC920", "warning", "What lies in no vendor's folder is taken in for nobody; somebody may have meant it to be."),
    ("CDC605", "error", "What was opened already, or never came under a seal, cannot be opened."),
    ("CDC940", "info", "What was noted for a vendor at an amendment is no answer, and a condition there is not read."),
    ("CDC941", "info", "Each envelope has its time: a price that is known before quality is decided may colour it."),
    ("CDC942", "error", "The prices of a bid that is excluded are nobody's business."),
    ("CDC943", "error", "What is still under its seal when bids are opened could not be opened after it."),
    ("CDC944", "warning", "A bid that stays under its seal is not compared; the minutes say why."),
    ("CDC960", "warning", "A letter without its place, signature or way to complain can be set aside."),
    ("CDC945", "error", "A letter on a blinded sheet means one bid; with other bids it would mean another one."),
    ("CDC946", "error", "Who was asked to explain must have the time it was given to do so."),
)
REGISTRY: Mapping[str, Code] = {code: Code(severity, why) for code, severity, why in _TABLE}
