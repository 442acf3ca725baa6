"""One function per step of the flow: what `import cdc.api` offers; nothing is printed, nothing exits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

from pydantic import ValidationError

from cdc import files, lint
from cdc.errors import (
    DamagedFileError,
    FileExistsStopError,
    NothingToScoreError,
    PathNotFoundError,
    ThemeRefusedError,
    UnknownNameError,
)
from cdc.findings import Finding, Phrase, Place, has_errors
from cdc.memory import without_collection
from cdc.model.bid import Bid, FileReceived, Publication
from cdc.model.translation import Returned, Unit
from cdc.project import load as loading
from cdc.project import translations
from cdc.tender import bids, fingerprint
from cdc.words import LANGUAGES

if TYPE_CHECKING:
    from cdc.documents.view import Audience
    from cdc.exchange.review import Remark
    from cdc.model import blocks
    from cdc.model.look import Look
    from cdc.model.ranking import Failure, Ranking, Robustness
    from cdc.model.specification import Specification
    from cdc.model.trial import Trial
    from cdc.scoring.evaluate import Evaluated
    from cdc.scoring.tried import Outcome
    from cdc.tender.rounds import Change
    from cdc.workbooks.read import Reading

FORMATS = ("pdf", "docx", "html", "md")
PUBLISHED = "published"
PdfKind = Literal["ua", "archive", "draft"]


class Progress(Protocol):
    """Told what is being done; `step` is 1 when a thing begins, 0 for a part of it."""

    def __call__(self, name: str, step: int = 1) -> None:
        """Take note."""


def _quiet(name: str, step: int = 1) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A project after checking: the specification when it is valid, and every finding in order."""

    specification: Specification | None
    findings: tuple[Finding, ...]
    file_count: int


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a vendor's files: the bid if accepted, where the bytes are kept, every finding."""

    bid: Bid | None
    folder: Path
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A ranking with what is needed to ask "what if" of it, or why there is none."""

    evaluated: Evaluated | None
    specification: Specification
    findings: tuple[Finding, ...]
    path: Path

    @property
    def ranking(self) -> Ranking | None:
        """Give the ranking, if there is one."""
        return self.evaluated.ranking if self.evaluated else None


def root_of(path: Path) -> Path:
    """Give the project folder of a path that names the folder or its single file."""
    return path if path.is_dir() else path.parent


def load(path: Path) -> tuple[Specification | None, tuple[Finding, ...]]:
    """Read and validate a project; the specification is None when a finding is an error."""
    loaded = loading.load(path)
    return loaded.specification, tuple(sorted(loaded.findings, key=lambda finding: finding.order))


def check(path: Path) -> Checked:
    """Read, validate and advise: all findings of one run, sorted by place."""
    from cdc.documents import coverage
    from cdc.documents.parts import PARTS
    from cdc.packs import looks, structures

    loaded = loading.load(path)
    findings = list(loaded.findings)
    spec = loaded.specification
    if spec is not None:
        for code, hit in lint.run(spec):
            findings.append(Finding(code, loaded.source.place(hit.path, of_key=hit.of_key), hit.facts))
        root = root_of(path)
        profiles, found = structures.known(root, PARTS)
        findings += [*found, *looks.in_theme(root, spec)]
        hits = [*coverage.check(spec, profiles), *looks.check(root, spec), *translations.stale(spec, root)]
        for code, where, facts in hits:
            findings.append(Finding(code, loaded.source.place(where, of_key=len(where) == 1), facts))
    ordered = tuple(sorted(findings, key=lambda finding: finding.order))
    return Checked(None if has_errors(ordered) else spec, ordered, len(loaded.source.files))


def publication(root: Path) -> Publication | None:
    """Give the frozen facts of the published tender, if it was published."""
    path = root / PUBLISHED / "publication.json"
    if not path.is_file():
        return None
    try:
        return Publication.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise DamagedFileError(path=f"{PUBLISHED}/publication.json") from error


def publish(path: Path, spec: Specification) -> Publication:
    """Freeze the fingerprints of form and rules; documents lose their draft mark."""
    if spec.tender is None:
        raise NothingToScoreError(what="tender")
    root = root_of(path)
    frozen = Publication(
        tender=spec.tender.id, version=spec.document.version, form=fingerprint.form(spec), rules=fingerprint.rules(spec)
    )
    with files.locked(root):
        text = frozen.model_dump_json(indent=1) + "\n"
        files.write_atomic(root / PUBLISHED / "publication.json", text.encode("utf-8"))
    return frozen


@without_collection()
def specification_documents(
    path: Path,
    spec: Specification,
    *,
    language: str,
    internal: bool = False,
    profile: str | None = None,
    look: Look | None = None,
) -> tuple[blocks.Document, ...]:
    """Give the specification in one language as trees of blocks, one for each document of its profile or of another."""
    from cdc.documents.compose import compose
    from cdc.documents.parts import PARTS
    from cdc.media import pictures
    from cdc.packs import structures

    frozen = publication(root_of(path))
    published = frozen is not None and spec.tender is not None and frozen.form == fingerprint.form(spec)
    audience: Audience = "internal" if internal else "vendors"
    root = root_of(path)
    shown = pictures.of_mockups(root, spec.mockups)
    structure = structures.chosen(root, profile or spec.document.profile, PARTS)
    own_words = look.phrases.get(language, {}) if look else {}
    return compose(
        spec, structure, language=language, audience=audience, published=published, pictures=shown, own_words=own_words
    )


def look(path: Path, spec: Specification, theme: str | None = None) -> Look:
    """Give the look that a specification names, or another; stop where its theme has mistakes."""
    from cdc.packs import looks

    name = theme or spec.document.theme
    found, findings = looks.load(root_of(path), name)
    if found is None:
        raise ThemeRefusedError(name=name, place=str(findings[0].place), code=findings[0].code)
    return found


@without_collection()
def print_document(
    document: blocks.Document, form: str, look: Look | None = None, pdf: PdfKind = "ua", progress: Progress = _quiet
) -> bytes:
    """Print a document as pdf, docx, html or md, in our look or another; `pdf` is the kind of PDF."""
    from cdc.model.look import PLAIN

    look = look or PLAIN
    if form == "pdf":
        from cdc.render import pdf as engine

        return engine.render(document, look, pdf, lambda chapter: progress(f"{document.name} · {chapter}", 0))
    if form == "docx":
        from cdc.render import word

        return word.render(document, look)
    if form == "html":
        from cdc.render import html

        return html.render(document, look).encode("utf-8")
    if form == "md":
        from cdc.render import markdown

        return markdown.render(document).encode("utf-8")
    raise UnknownNameError(kind="format", name=form, known=", ".join(FORMATS))


def usable_formats(formats: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Give the formats that can be made here, and whether PDF had to be left out."""
    for form in formats:
        if form not in FORMATS:
            raise UnknownNameError(kind="format", name=form, known=", ".join(FORMATS))
    if "pdf" in formats:
        from cdc.render import pdf

        if not pdf.is_available():
            return tuple(form for form in formats if form != "pdf"), True
    return tuple(formats), False


def render(
    path: Path, spec: Specification, *, languages: Sequence[str], formats: Sequence[str], out: Path,
    internal: bool = False, profile: str | None = None, theme: str | None = None, pdf: PdfKind = "ua", progress: Progress = _quiet,
) -> list[Path]:  # fmt: skip
    """Write the documents of the specification in every language and format; give the files written."""
    written, own = [], look(path, spec, theme)
    for language in checked_languages(languages):
        for document in specification_documents(
            path, spec, language=language, internal=internal, profile=profile, look=own
        ):
            written += _write_all(document, formats, out, "-internal" if internal else "", own, progress, pdf)
    return written


def _write_all(
    document: blocks.Document,
    formats: Sequence[str],
    out: Path,
    suffix: str,
    own: Look,
    progress: Progress,
    pdf: PdfKind = "ua",
) -> list[Path]:
    written = []
    for form in formats:
        target = out / f"{document.name}{suffix}.{document.language}.{form}"
        progress(target.name)
        files.write_atomic(target, print_document(document, form, own, pdf, progress))
        written.append(target)
    return written


def checked_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """Give the languages back, or stop at an unknown one."""
    for language in languages:
        if language not in LANGUAGES:
            raise UnknownNameError(kind="language", name=language, known=", ".join(LANGUAGES))
    return tuple(languages)


def translation_units(path: Path, spec: Specification, language: str) -> list[Unit]:
    """Give every text with its translation into a language, and whether that is missing or older than its source."""
    checked_languages((language,))
    return list(translations.units(spec, language, translations.record(root_of(path))))


def export_translation(path: Path, spec: Specification, *, language: str, form: str, out: Path) -> Path:
    """Write what a translator needs, as a workbook (xlsx) or XLIFF (xlf); give the file."""
    units = translation_units(path, spec, language)
    target = out / f"translation.{spec.language}-{language}.{form}"
    if form == "xlsx":
        from cdc.workbooks import translations as workbook

        content = workbook.write(units, source=spec.language, target=language, tender=spec.document.reference)
    elif form == "xlf":
        from cdc.exchange import xliff

        content = xliff.write(units, original=spec.document.reference, source=spec.language, target=language)
    else:
        raise UnknownNameError(kind="format", name=form, known="xlsx, xlf")
    files.write_atomic(target, content)
    return target


def import_translation(path: Path, returned: Path) -> tuple[int, tuple[Finding, ...]]:
    """Put a translator's file into the author's files; give how many texts changed, and what was strange."""
    content = _bytes_of(returned)
    if returned.suffix == ".xlsx":
        from cdc.workbooks import translations as workbook

        language, rows, findings = workbook.read(returned.name, content)
        if has_errors(findings):
            return 0, findings
        brought = [Returned(*row) for row in rows]
    else:
        from cdc.exchange import xliff

        language, brought = xliff.read(returned.name, content)
        findings = ()
    checked_languages((language,))
    root = root_of(path)
    with files.locked(root):
        loaded = loading.load(path)
        if loaded.specification is None:
            return 0, loaded.findings
        known = translations.record(root)
        changed, count, found = translations.brought(loaded.specification, loaded.source, language, brought, known)
        for name, text in changed.items():
            files.write_atomic(root / name, text)
        translations.keep(root, known)
    return count, (*findings, *found)


def confirm_translations(path: Path, spec: Specification, languages: Sequence[str]) -> int:
    """Take the translations that are there as made from the sources of now; give how many were not so before."""
    root = root_of(path)
    with files.locked(root):
        known = translations.record(root)
        count = translations.confirmed(spec, checked_languages(languages), known)
        translations.keep(root, known)
    return count


@without_collection()
def grid_workbooks(path: Path, spec: Specification, languages: Sequence[str]) -> dict[str, bytes]:
    """Give the response workbooks by file name: one, or technical and price apart."""
    from cdc.workbooks import layout, write

    if spec.tender is None:
        raise NothingToScoreError(what="tender")
    form = fingerprint.form(spec)
    frozen = publication(root_of(path))
    draft = frozen is None or frozen.form != form
    chosen = checked_languages(languages)
    return {
        f"response-{envelope}.{'-'.join(chosen)}.xlsx"
        if envelope != "both"
        else f"response.{'-'.join(chosen)}.xlsx": write.grid(
            spec, languages=chosen, envelope=envelope, form=form, draft=draft
        )
        for envelope in layout.envelopes(spec)
    }


def grid(path: Path, spec: Specification, *, languages: Sequence[str], out: Path) -> list[Path]:
    """Write the response workbooks; give the files written."""
    written = []
    for name, content in grid_workbooks(path, spec, languages).items():
        files.write_atomic(out / name, content)
        written.append(out / name)
    return written


def read_workbook(spec: Specification | None, name: str, content: bytes) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Read one returned workbook through the one door; what cannot be understood is a finding with its cell.

    Without a specification the form that the workbook carries is used: a vendor's own check, never a receipt.
    """
    from cdc import sheets
    from cdc.workbooks import read

    book, refused = sheets.open_untrusted(name, content)
    if book is None:
        return None, refused
    own, form = (spec, fingerprint.form(spec)) if spec is not None else read.carried(book)
    if own is None:
        return None, (Finding("CDC405", Place(name), {"found": "?", "wanted": "cdc"}),)
    reading = read.read(book, own, form)
    findings = tuple(sorted(reading.findings, key=lambda finding: finding.order))
    stopped = any(finding.code in ("CDC405", "CDC406", "CDC407") for finding in findings)
    return (None if stopped else reading), findings


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise PathNotFoundError(path=str(path))
    with path.open("rb") as stream:
        return stream.read(64 * 1024 * 1024)


def receive(
    path: Path, spec: Specification, vendor: str, sources: Sequence[Path], *, received: dt.datetime, variant: str = ""
) -> Received:
    """Keep a vendor's files as they came and store what was read; refused files are kept apart as evidence.

    A variant is a bid of its own, kept in `bids/<vendor>-<variant>`.
    """
    root = root_of(path)
    owner = vendor if variant else ""
    if variant:
        vendor = f"{vendor}-{variant}"
        if spec.tender is not None and not spec.tender.variants:
            return Received(None, root, (Finding("CDC429", Place(vendor), {"vendor": owner, "variant": variant}),))
    if not bids.is_vendor_name(vendor):
        return Received(None, root, (Finding("CDC427", Place(vendor), {"text": vendor}),))
    originals = {source.name: _bytes_of(source) for source in sources}
    readings: list[tuple[str, bytes, Reading]] = []
    findings: list[Finding] = []
    for name, content in originals.items():
        reading, found = read_workbook(spec, name, content)
        findings += found
        if reading is not None:
            readings.append((name, content, reading))
    with files.locked(root):
        if len(readings) < len(originals):
            return Received(None, bids.keep_refused(root, vendor, originals), tuple(findings))
        bid = _joined(spec, vendor, readings, bids.next_round(root, vendor), received)
        if owner:
            bid = bid.model_copy(update={"variant_of": owner, "name": f"{bid.name or owner} ({variant})"})
        return Received(bid, bids.store(root, bid, originals), tuple(findings))


def _joined(
    spec: Specification, vendor: str, readings: Sequence[tuple[str, bytes, Reading]], number: int, received: dt.datetime
) -> Bid:
    assert spec.tender is not None
    identity = {key: value for _, _, reading in readings for key, value in reading.identity.items()}
    moment = received.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Bid(
        vendor=vendor,
        name=identity.get("V-NAME", ""),
        round=number,
        received=moment,
        tender=spec.tender.id,
        form=fingerprint.form(spec),
        files=tuple(
            FileReceived(name=name, sha256=files.sha256(content), kind=reading.envelope)
            for name, content, reading in readings
        ),
        identity=identity,
        statements=tuple(read for _, _, reading in readings for read in reading.statements),
        answers=tuple(read for _, _, reading in readings for read in reading.answers),
        prices=tuple(read for _, _, reading in readings for read in reading.prices),
    )


def score_sheets(path: Path, spec: Specification, *, languages: Sequence[str], out: Path) -> list[Path]:
    """Write a score sheet for each evaluator without a conflict of interest; give the files written."""
    from cdc.workbooks import score_sheet

    root = root_of(path)
    names = _bid_names(root)
    if not names or spec.tender is None:
        raise NothingToScoreError(what="bids")
    chosen, rules = checked_languages(languages), fingerprint.rules(spec)
    written = []
    for member in spec.board:
        if member.conflict_of_interest == "none":
            content = score_sheet.write(spec, member, names, languages=chosen, rules=rules)
            target = out / f"scores-{member.evaluator}.xlsx"
            files.write_atomic(target, content)
            written.append(target)
    return written


def _bid_names(root: Path) -> dict[str, str]:
    stored, _ = bids.load(root)
    return {item.bid.vendor: item.bid.name or item.bid.vendor for item in stored}


@dataclass(frozen=True, slots=True)
class CollectedScores:
    """What became of an evaluator's sheet: where its scores stand now, or None, and every finding."""

    evaluator: str
    path: Path | None
    count: int
    findings: tuple[Finding, ...]


def collect_scores(path: Path, spec: Specification, source: Path, *, replace: bool = False) -> CollectedScores:
    """Read an evaluator's workbook through the one door and write `scores/<evaluator>.yaml`; the original is kept beside it.

    Scores that are there already are replaced only when `replace` says so. A sheet with errors changes nothing.
    """
    from cdc import sheets
    from cdc.project import scores
    from cdc.workbooks import score_sheet

    root = root_of(path)
    content = _bytes_of(source)
    book, refused = sheets.open_untrusted(source.name, content)
    if book is None:
        return CollectedScores("", None, 0, refused)
    found = score_sheet.read(book, spec, _bid_names(root), fingerprint.rules(spec))
    findings = tuple(sorted(found.findings, key=lambda finding: finding.order))
    if found.sheet is None or has_errors(findings):
        return CollectedScores(found.evaluator, None, 0, findings)
    with files.locked(root):
        target = root / "scores" / f"{found.evaluator}.yaml"
        if target.is_file() and not replace:
            raise FileExistsStopError(path=str(target))
        files.write_atomic(
            root / "scores" / "originals" / f"{found.evaluator}-{files.sha256(content)[:12]}.xlsx", content
        )
        files.write_atomic(target, scores.as_yaml(found.sheet, source.name).encode("utf-8"))
    return CollectedScores(found.evaluator, target, len(found.sheet.scores) + len(found.sheet.pairs), findings)


def compare_rounds(path: Path, vendor: str) -> tuple[int, tuple[Change, ...]]:
    """Give the number of a vendor's last round, and what changed in it since the round before."""
    from cdc.tender.rounds import changes

    found = bids.rounds(root_of(path), vendor)
    if not found:
        raise UnknownNameError(
            kind="vendor", name=vendor, known=", ".join(name for name, _ in bids.vendors(root_of(path)))
        )
    return found[-1].round, changes(found[-2], found[-1]) if len(found) > 1 else ()


def _bids_on(lot: Specification, bid: Bid) -> bool:
    """Tell whether a bid offers something for a lot: a price of its lines, or an answer where it has none."""
    lines = {line.id for line in lot.price_lines}
    if lines:
        return any(price.amount is not None for price in bid.prices if price.id in lines)
    asked = {item.id for _, item in lot.asked}
    return any(read.answer for read in bid.answers if read.id in asked)


def score(path: Path, spec: Specification, *, lot: str | None = None) -> Scored:
    """Rank the bids of a project, or of one lot of it; findings say what is missing, changed or cannot count."""
    from cdc.project import scores
    from cdc.scoring.evaluate import Entry, evaluate

    root = root_of(path)
    if not spec.criteria or spec.tender is None:
        raise NothingToScoreError(what="criteria")
    stored, findings = bids.load(root)
    if not stored:
        raise NothingToScoreError(what="bids")
    form, rules = fingerprint.form(spec), fingerprint.rules(spec)
    if lot is not None:
        chosen = next((item for item in spec.lots if item.id == lot), None)
        if chosen is None:
            raise UnknownNameError(kind="lot", name=lot, known=", ".join(item.id for item in spec.lots))
        spec = spec.for_lot(chosen)
        stored = tuple(item for item in stored if _bids_on(spec, item.bid))
    frozen = publication(root)
    if frozen and frozen.rules != rules:
        place = Place(f"{PUBLISHED}/publication.json")
        findings.append(Finding("CDC507", place, {"found": rules, "wanted": frozen.rules}))
    if spec.evaluation.weights == "order" and spec.evaluation.award_rule.type != "lexicographic":
        findings.append(Finding("CDC508", Place("evaluation"), {}))
    entries = []
    for item in stored:
        if item.bid.form != form:
            facts = {"vendor": item.bid.vendor, "found": item.bid.form, "wanted": form}
            findings.append(
                Finding("CDC512", Place((item.folder / "reading.json").relative_to(root).as_posix()), facts)
            )
        corrections, found = scores.load_corrections(item.folder, root, item.bid, spec)
        findings += found
        entries.append(Entry(item.bid, corrections))
    vendors = {item.bid.vendor for item in stored}
    sheets, found = scores.load_scores(root, spec, vendors)
    findings += found
    moderated, found = scores.load_moderation(root, spec, vendors)
    findings += found
    findings += scores.missing_scores(spec, sheets, vendors)
    findings += scores.board_findings(spec, sheets, moderated, vendors)
    findings += scores.copied_texts([item.bid for item in stored])
    evaluated = None
    if not any(finding.code in ("CDC506", "CDC507", "CDC508", "CDC512") for finding in findings):
        evaluated = evaluate(spec, entries, sheets, form=form, rules=rules, moderated=moderated)
        findings += _of_ranking(evaluated.ranking)
        if evaluated.ranking.failures:
            evaluated = None
    return Scored(evaluated, spec, tuple(sorted(findings, key=lambda finding: finding.order)), path)


def _of_ranking(ranking: Ranking) -> list[Finding]:
    """Say what the ranking itself shows: ties, leaves without a number, abnormally low bids."""
    place = Place("evaluation")
    findings = [Finding("CDC509", place, {"vendors": ", ".join(tie)}) for tie in ranking.ties]
    findings += [_failed(failure, place) for failure in ranking.failures]
    for flag in ranking.flags:
        for vendor in flag.vendors:
            findings.append(Finding("CDC520", place, {"vendor": vendor, "test": Phrase(f"value.{flag.test}")}))
    return findings


@dataclass(frozen=True, slots=True)
class Tried:
    """A method tried on made-up bids: what was declared, what came out, or every finding of the file."""

    trial: Trial | None
    outcome: Outcome | None
    findings: tuple[Finding, ...]


def try_method(path: Path) -> Tried:
    """Apply the criteria and evaluation of one YAML file to the bids it makes up."""
    from cdc.packs.trials import read_trial
    from cdc.scoring.tried import try_out

    if not path.is_file():
        raise PathNotFoundError(path=str(path))
    trial, findings = read_trial(path)
    if trial is None:
        return Tried(None, None, tuple(sorted(findings, key=lambda finding: finding.order)))
    outcome = try_out(trial)
    place = Place(path.name)
    findings += [_failed(failure, place) for failure in outcome.decision.problems]
    return Tried(trial, outcome, tuple(findings))


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weights in per cent by criterion, the consistency ratio of judgements in pairs, or every finding of the file."""

    weights: Mapping[str, Fraction]
    consistency: Fraction | None
    findings: tuple[Finding, ...]


def weigh(path: Path) -> Weighed:
    """Turn a group's judgements about criteria into weights: AHP priorities, or points shared out."""
    from cdc.model.trial import WeightTalk
    from cdc.project.one_file import read_one
    from cdc.scoring import tried

    if not path.is_file():
        raise PathNotFoundError(path=str(path))
    talk, findings, source = read_one(path, path.parent, WeightTalk)
    if talk is None:
        return Weighed({}, None, tuple(findings))
    named = [
        (("judgements", at, key), getattr(item, key))
        for at, item in enumerate(talk.judgements)
        for key in ("more", "less")
    ]
    named += [(("shared", at, name), name) for at, person in enumerate(talk.shared) for name in person]
    known = ", ".join(talk.criteria)
    findings += [
        Finding("CDC502", source.place(where), {"criterion": name, "known": known})
        for where, name in named
        if name not in talk.criteria
    ]
    if findings:
        return Weighed({}, None, tuple(findings))
    weights, consistency = tried.weigh(talk)
    if consistency is not None and consistency > Fraction(1, 10):
        facts = {"evaluator": path.name, "criterion": known, "ratio": f"{float(consistency):.2f}"}
        findings.append(Finding("CDC519", source.place(("judgements",), of_key=True), facts))
    return Weighed(weights, consistency, tuple(findings))


def _failed(failure: Failure, place: Place) -> Finding:
    at = Phrase("label.award_rule") if failure.at == "award_rule" else failure.at
    return Finding("CDC513", place, {"at": at, "reason": Phrase(f"what.undefined_{failure.key}")})


def report(
    scored: Scored, *, languages: Sequence[str], formats: Sequence[str], out: Path, progress: Progress = _quiet
) -> list[Path]:
    """Write the evaluation report in every language and format; give the files written."""
    from cdc.documents.award import report as reporting

    assert scored.evaluated is not None
    robustness = scored.evaluated.robustness
    written, own = [], look(scored.path, scored.specification)
    for language in checked_languages(languages):
        document = reporting.compose(scored.specification, scored.evaluated.ranking, robustness, language=language)
        written += _write_all(document, formats, out, "", own, progress)
    return written


def verdict(scored: Scored, language: str) -> str:
    """Say in one sentence how sure the first rank is; nothing when nobody is ranked."""
    from cdc.documents.award import stress
    from cdc.documents.award.figures import Figures

    if scored.evaluated is None or scored.evaluated.robustness is None:
        return ""
    figures = Figures(scored.specification, scored.evaluated.ranking, language)
    return stress.verdict(figures, scored.evaluated.robustness)


def award(
    scored: Scored, *, languages: Sequence[str], formats: Sequence[str], out: Path, progress: Progress = _quiet
) -> list[Path]:
    """Write the award file: report, sponsor view, minutes, letters, briefs, demonstration scripts, comparison workbook, recount.

    What goes to vendors lies in `letters/`, one file for each; the rest is internal.
    """
    assert scored.evaluated is not None
    evaluated, spec = scored.evaluated, scored.specification
    robustness = evaluated.robustness
    written, own = [], look(scored.path, spec)
    for language in checked_languages(languages):
        for folder, document in _award_documents(spec, evaluated.ranking, robustness, language):
            written += _write_all(document, formats, out / folder if folder else out, "", own, progress)
    for name, content in award_data(scored, languages[0]).items():
        progress(name)
        files.write_atomic(out / name, content)
        written.append(out / name)
    return written


def _award_documents(
    spec: Specification, ranking: Ranking, robustness: Robustness | None, language: str
) -> Iterator[tuple[str, blocks.Document]]:
    from cdc.documents.award import letters
    from cdc.documents.award import report as reporting
    from cdc.documents.award.figures import Figures

    yield "", reporting.compose(spec, ranking, robustness, language=language)
    yield "", letters.sponsor(Figures(spec, ranking, language), robustness)
    yield "", letters.minutes(Figures(spec, ranking, language), robustness)
    awarded = letters.award_letter(Figures(spec, ranking, language))
    if awarded:
        yield "letters", awarded
    for bid in (*ranking.bids[1:], *ranking.excluded):
        yield "letters", letters.debrief(Figures(spec, ranking, language), bid)
    for bid in ranking.bids:
        yield "internal", letters.brief(Figures(spec, ranking, language), bid)
        played = letters.script(Figures(spec, ranking, language), bid)
        if played:
            yield "internal", played


def award_data(scored: Scored, language: str) -> dict[str, bytes]:
    """Give the comparison workbook with live formulas, and the script with its data that recounts the ranking."""
    from cdc.documents.award import recount
    from cdc.workbooks import comparison

    assert scored.evaluated is not None
    return {
        "comparison.xlsx": comparison.write(scored.specification, scored.evaluated, language),
        **recount.bundle(scored.evaluated),
    }


def schema(draft: Literal["2020-12", "7"] = "2020-12") -> dict[str, object]:
    """Give the JSON Schema of a project file."""
    from cdc.project import schema as schemas

    return schemas.build(draft)


def new(folder: Path, *, language: str, start: str, company: str, today: dt.date, salt: str) -> list[Path]:
    """Write a new project: `start` is minimal, full, or the name of a pack of features."""
    from cdc.packs import starters
    from cdc.project import create

    (known,) = checked_languages([language])
    return create.write(folder, starters.files(start, language=known, company=company, today=today, salt=salt))


def comments(path: Path) -> tuple[Remark, ...]:
    """Read the comments and tracked changes of a specification that came back from review in Word."""
    from cdc.exchange.review import read_review

    if not path.is_file():
        raise PathNotFoundError(path=str(path))
    return read_review(path.name, path.read_bytes())


def as_json(result: object) -> dict[str, object]:
    """Give a ranking, a decision or its robustness as plain data, exact numbers as text (`1/3`)."""
    import dataclasses

    from cdc.model.ranking import Leaf

    def plain(value: object) -> object:
        if isinstance(value, Fraction):
            return str(value)
        if isinstance(value, Leaf):
            shown = {
                name: plain(getattr(value, name))
                for name in ("id", "kind", "share", "raw", "low", "high", "points", "formula")
            }
            return {**shown, "lines": plain(value.lines)}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        if isinstance(value, Mapping):
            return {str(key): plain(value[key]) for key in sorted(value)}
        if isinstance(value, tuple | list):
            return [plain(item) for item in value]
        return value if isinstance(value, bool | int) or value is None else str(value)

    return cast("dict[str, object]", plain(result))


__all__ = [
    "Checked", "CollectedScores", "Received", "Scored", "Tried", "Weighed", "as_json", "award", "award_data", "check", "collect_scores", "compare_rounds", "confirm_translations", "export_translation", "grid", "grid_workbooks", "import_translation", "load", "look", "new", "print_document", "publication",
    "publish", "read_workbook", "receive", "render", "report", "schema", "score", "score_sheets", "specification_documents", "translation_units", "try_method", "usable_formats", "verdict", "weigh",
]  # fmt: skip
