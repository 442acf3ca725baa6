"""The page on statutory sets: for each, the official articles, what fills each, and the texts compared."""

import string

HEAD = """# Statutory sets

What each set answers to, article by article, and what fills it. The sets are data (`templates/profiles/`), their
sentences too (`templates/clauses/`), and this page is made from both. A set is called checked only when each text
compared is the official one; of every other it is said what was not compared, here and by `cdc check`
([CDC255](rules/CDC255.md)). Numbers of articles that no compared text covers were not looked up: check them before
you rely on them.

- An article is filled from the keys of a project, named as parts ([Structures](profiles.md)), and from sentences that
  stand only when everything they name is stated. What you choose for the contract stands under `contract:`
  ([Keys](keys.md)); what you do not choose is not written. A choice that no sentence of the law says stands among the
  particular conditions.
- A numbered article without content says that it is not filled, and `cdc check` names it ([CDC272](rules/CDC272.md)).
- `fills:` puts a chapter of your own into an article, under its official number.
- These sentences are a draft for your lawyer, not advice.
"""


def page(profiles, libraries):
    """Give the page for the structures that answer to an official text."""
    sets = [found for found in profiles.values() if any(section.article for section in found.sections)]
    lines = [HEAD]
    for found in sets:
        lines += _set(found)
    for library in libraries.values():
        lines += _library(library)
    return "\n".join(lines) + "\n"


def _set(profile):
    name = next(iter(profile.title.values()))
    doubt = f" {profile.doubt['en']}" if profile.doubt else ""
    lines = [f"## `{profile.id}` · {name}", "", f"**{profile.status.capitalize()}.**{doubt}", ""]
    lines += [*_compared(profile.compared), ""]
    language = profile.languages[0]
    for document in profile.documents:
        lines += [f"### {document.kind[language]}", "", "| article | official place | filled from |", "|---|---|---|"]
        if document.preface:
            lines.append(_row("", document.preface, language))
        lines += _rows(document.sections, language, "", document.numbering)
        lines.append("")
    return lines


def _compared(texts):
    said = {"official": "the text itself", "secondary": "what others say of it"}
    return [
        "| compared | read in | on | |",
        "|---|---|---|---|",
        *(f"| {text.text} | {text.place or ''} | {text.on} | {said[text.kind]} |" for text in texts),
    ]


def _rows(sections, language, prefix, numbering="decimal"):
    for at, section in enumerate(sections, 1):
        number = chr(ord("A") + at - 1) if numbering == "letters" else f"{prefix}{at}"
        yield _row(number, section, language)
        yield from _rows(section.sections, language, f"{number}.")


def _row(number, section, language):
    filled = [
        *(f"clause `{name}`" for name in section.clauses),
        *(f"`{name}`" for name in section.parts),
        *(f"constraints: {name}" for name in section.constraints),
    ]
    inside = "sections inside" if section.sections else "a chapter of your own (`fills`)"
    internal = " (internal)" if section.visibility == "internal" else ""
    return (
        f"| {number} {section.title[language]}{internal} | {section.article or '–'} | {', '.join(filled) or inside} |"
    )


def _library(library):
    lines = [f"## Clauses `{library.id}` · {library.law}", "", *_compared(library.compared), ""]
    lines += ["| clause | rests on | sentences | keys they need |", "|---|---|---:|---|"]
    for clause in library.clauses:
        keys = dict.fromkeys(name for sentence in clause.sentences for name in _named(sentence))
        said = ", ".join(f"`{name}`" for name in keys) or "–"
        lines.append(f"| `{clause.id}` | {clause.basis} | {len(clause.sentences)} | {said} |")
    return [*lines, ""]


def _named(sentence):
    yield from (name for _, name, _, _ in string.Formatter().parse(sentence.say) if name)
    yield from sentence.when
