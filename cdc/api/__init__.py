"""One function per step of the flow, by actor: `from cdc import api`; nothing is printed, nothing exits."""

from cdc.api.amending import Amended, amend, amendment_document, since_publication, write_amendment
from cdc.api.author import apply_comments, comments, comments_as_yaml, documents, profiles, render
from cdc.api.award import award_data, award_documents, reasons, verdict
from cdc.api.awarding import only_draft, write_award, write_report
from cdc.api.board import CollectedScores, collect_moderation, collect_scores, moderation_sheet, score_sheets
from cdc.api.checking import Wanted, chosen, findings_as, findings_as_data, from_here
from cdc.api.clarifying import ask_vendor, decide_request, keep_reply, points_of, write_requests
from cdc.api.comparison import as_data as differences_as_data
from cdc.api.comparison import compared, differences, revision, states, worded
from cdc.api.decision import decide, enter
from cdc.api.desk import Received
from cdc.api.keys import every_key, keys
from cdc.api.mailing import lacking
from cdc.api.method import (
    Inspected,
    Tried,
    Weighed,
    column_note,
    inspect_method,
    inspection_texts,
    method_text,
    methods,
    try_method,
    weigh,
    write_inspection,
)
from cdc.api.package import write_package
from cdc.api.printing import FORMATS, print_document, usable_formats
from cdc.api.procedure import Acted, cancel, close, open_envelopes, withdraw
from cdc.api.procurement import Published, grid_workbooks, publish, write_grids
from cdc.api.project import Checked, Project, as_json, check, load, schema
from cdc.api.questions import (
    Kept,
    add_question,
    answer_question,
    answers_document,
    import_questions,
    question_sheet,
    write_answers,
    write_question_sheet,
)
from cdc.api.ranking import Scored, score, shown_points
from cdc.api.receipts import receipts, write_receipts
from cdc.api.receiving import compare_rounds, receive, receive_from
from cdc.api.sealed import Brought
from cdc.api.sealing import (
    is_kept,
    kind_of,
    new_key,
    new_signing_key,
    promise,
    seal,
    unseal,
    witnessed,
    write_head,
)
from cdc.api.starting import answers, copy_example, interview, new, starts, understood
from cdc.api.status import Status, next_step, status
from cdc.api.translate import confirm_translations, export_translation, import_translation, translation_units
from cdc.api.unsealing import open_seals
from cdc.api.vendor import Updated, read_workbook, self_check, tally, update_grid
from cdc.api.verification import Verified, log, verify
from cdc.tender.hand import Hand
from cdc.tender.journal import Entry, Journal

__all__ = [
    "FORMATS",
    "Acted",
    "Amended",
    "Brought",
    "Checked",
    "CollectedScores",
    "Entry",
    "Hand",
    "Inspected",
    "Journal",
    "Kept",
    "Project",
    "Published",
    "Received",
    "Scored",
    "Status",
    "Tried",
    "Updated",
    "Verified",
    "Wanted",
    "Weighed",
    "add_question",
    "amend",
    "amendment_document",
    "answer_question",
    "answers",
    "answers_document",
    "apply_comments",
    "as_json",
    "ask_vendor",
    "award_data",
    "award_documents",
    "cancel",
    "check",
    "chosen",
    "close",
    "collect_moderation",
    "collect_scores",
    "column_note",
    "comments",
    "comments_as_yaml",
    "compare_rounds",
    "compared",
    "confirm_translations",
    "copy_example",
    "decide",
    "decide_request",
    "differences",
    "differences_as_data",
    "documents",
    "enter",
    "every_key",
    "export_translation",
    "findings_as",
    "findings_as_data",
    "from_here",
    "grid_workbooks",
    "import_questions",
    "import_translation",
    "inspect_method",
    "inspection_texts",
    "interview",
    "is_kept",
    "keep_reply",
    "keys",
    "kind_of",
    "lacking",
    "load",
    "log",
    "method_text",
    "methods",
    "moderation_sheet",
    "new",
    "new_key",
    "new_signing_key",
    "next_step",
    "only_draft",
    "open_envelopes",
    "open_seals",
    "points_of",
    "print_document",
    "profiles",
    "promise",
    "publish",
    "question_sheet",
    "read_workbook",
    "reasons",
    "receipts",
    "receive",
    "receive_from",
    "render",
    "revision",
    "schema",
    "score",
    "score_sheets",
    "seal",
    "self_check",
    "shown_points",
    "since_publication",
    "starts",
    "states",
    "status",
    "tally",
    "translation_units",
    "try_method",
    "understood",
    "unseal",
    "update_grid",
    "usable_formats",
    "verdict",
    "verify",
    "weigh",
    "withdraw",
    "witnessed",
    "worded",
    "write_amendment",
    "write_answers",
    "write_award",
    "write_grids",
    "write_head",
    "write_inspection",
    "write_package",
    "write_question_sheet",
    "write_receipts",
    "write_report",
    "write_requests",
]
