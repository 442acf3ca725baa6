"""What the chapters on planning, vendors and annexes say of what their author wrote, and the pages before them."""

from tests.documents.telling import lines, told


def test_the_schedule_tells_phases_moved_phases_and_milestones():
    text = """
        phases:
          - {id: PH-1, name: Set-up, start: "2027-04-01", end: "2027-06-30", deliverables: [Plan]}
          - {id: PH-2, name: Pilot, start: "2027-07-01", end: "2027-09-30", depends: [PH-1], revised_end: "2027-10-31", payment: 30}
          - {id: PH-3, name: Roll-out, within: Six weeks after the pilot}
        milestones:
          - {id: M-1, name: Go, date: "2027-10-04", kind: go_live, condition: No open fault}
          - {id: M-2, name: End, when: A month later}
    """
    assert told("planning.schedule", text) == lines("""
        *Table 0 — Phases*

        | Id | Name | Start | End |
        | --- | --- | --- | --- |
        | PH-1 | Set-up<br>Deliverables: Plan | 1 April 2027 | 30 June 2027 |
        | PH-2 | Pilot<br>Depends on: Set-up<br>Payment: 30% | 1 July 2027 | 30 September 2027 |
        | PH-3 | Roll-out<br>Duration: Six weeks after the pilot |  |  |

        **Phases planned anew: PH-2 Pilot**

        - New end: 31 October 2027

        *Table 0 — Milestones*

        | Id | Name | Date | When | Kind | Condition |
        | --- | --- | --- | --- | --- | --- |
        | M-1 | Go | 4 October 2027 |  | go-live | No open fault |
        | M-2 | End |  | A month later |  |  |
    """)


def test_how_the_system_is_accepted_and_comes_into_use():
    text = """
        acceptance_stages:
          - {id: AC-1, name: Trial, procedure: Ten orders, criteria: No fault, within: Two weeks, if_failed: Again}
          - {id: AC-2, name: Use, procedure: A month, criteria: One fault at most}
        deployment:
          mode: cloud
          strategy: pilot
          reason: Few know it
          criteria: [The trial is passed]
          waves: [{name: North, users: 20, date: "2027-10-04"}, {name: South, users: 80, date: "2027-11-08"}]
    """
    assert told("planning.deployment", text) == lines("""
        *Table 0 — Testing and acceptance*

        | Id | Name | Procedure | Criteria | Duration | If not passed |
        | --- | --- | --- | --- | --- | --- |
        | AC-1 | Trial | Ten orders | No fault | Two weeks | Again |
        | AC-2 | Use | A month | One fault at most |  |  |

        - Strategy: pilot
        - Reason: Few know it
        - Criteria: The trial is passed

        *Table 0 — Waves*

        | Name | Users | Date |
        | --- | ---: | --- |
        | North | 20 | 4 October 2027 |
        | South | 80 | 8 November 2027 |
    """)


def test_who_is_trained():
    text = """
        trainings:
          - {id: TR-1, audience: Agents, people: 30, hours: 6, mode: classroom, content: Visits and orders}
          - {id: TR-2, audience: Office, people: 8, hours: 4, mode: remote, content: Prices, materials: Videos}
    """
    assert told("planning.training", text) == lines("""
        *Table 0 — Training plan*

        | Id | Audience | People | Hours | Mode | Content | Materials |
        | --- | --- | ---: | ---: | --- | --- | --- |
        | TR-1 | Agents | 30 | 6 | classroom | Visits and orders |  |
        | TR-2 | Office | 8 | 4 | remote | Prices | Videos |
    """)


def test_what_is_handed_over():
    text = """
        deliverables:
          - {id: DL-1, name: Plan, description: Who does what when, due: Week 2, format: PDF}
          - {id: DL-2, name: Manual, description: How it is used}
    """
    assert told("planning.deliverables", text) == lines("""
        *Table 0 — Deliverables*

        | Id | Name | Description | Due | Format |
        | --- | --- | --- | --- | --- |
        | DL-1 | Plan | Who does what when | Week 2 | PDF |
        | DL-2 | Manual | How it is used |  |  |
    """)


def test_a_hidden_budget_says_nothing_to_vendors():
    text = """
        budget: {currency: EUR, horizon: 3, disclosure: hidden, range_low: 1000, range_high: 2000, ceiling: 2500, lines: [{id: B-1, name: Licence, category: acquisition, kind: opex, year: 1, amount: 900}]}
    """
    assert told("planning.budget", text) == ""


def test_a_range_is_all_that_vendors_read_of_a_budget():
    text = """
        budget: {currency: EUR, horizon: 3, disclosure: range, range_low: 1000, range_high: 2000, ceiling: 2500, financing: Own means, lines: [{id: B-1, name: Licence, category: acquisition, kind: opex, year: 1, amount: 900}]}
    """
    assert told("planning.budget", text) == lines("""
        €1,000 – €2,000 over 3 years

        - Financing: Own means
    """)


def test_the_company_reads_each_line_and_each_year():
    text = """
        budget:
          currency: EUR
          horizon: 2
          disclosure: hidden
          ceiling: 9000
          tax: excluded
          lines:
            - {id: B-1, name: Licence, category: acquisition, kind: opex, year: 1, quantity: 3, amount: 900}
            - {id: B-2, name: Licence again, category: acquisition, kind: opex, year: 2, quantity: 3, amount: 950.50}
            - {id: B-3, name: Set-up, category: implementation, kind: capex, year: 1, amount: 4000, note: Once}
    """
    assert told("planning.budget", text, audience="internal") == lines("""
        €9,551.50 over 2 years

        *Table 0 — Budget by year*

        | Category | Year 1 | Year 2 | Total |
        | --- | ---: | ---: | ---: |
        | implementation (investment) | €4,000 | – | €4,000 |
        | acquisition (running cost) | €2,700 | €2,851.50 | €5,551.50 |
        | Total | €6,700 | €2,851.50 | €9,551.50 |

        - Ceiling: €9,000
        - Taxes in the comparison: not included

        *Table 0 — Budget lines*

        | Id | Name | Category | Kind | Year | Quantity | Amount |
        | --- | --- | --- | --- | ---: | ---: | ---: |
        | B-1 | Licence | acquisition | running cost | 1 | 3 | €900 |
        | B-2 | Licence again | acquisition | running cost | 2 | 3 | €950.50 |
        | B-3 | Set-up<br>Note: Once | implementation | investment | 1 |  | €4,000 |
    """)


def test_services_are_cards_and_roles_a_table():
    text = """
        services: [{id: SV-1, title: Training, kind: training, quantity: 3, unit: days, output: A record, mandatory: false}]
        vendor_roles:
          - {id: VR-1, name: Lead, count: 1, profile: Ten years, tasks: Leads, presence: Weekly}
          - {id: VR-2, name: Trainer, tasks: Trains}
    """
    assert told("vendors.services", text) == lines("""
        **SV-1 Training**

        - Kind: training
        - Quantity: 3
        - Unit: days
        - Mandatory: no
        - Output: A record

        *Table 0 — Roles of the vendor*

        | Id | Name | Number | Profile | Tasks | Presence |
        | --- | --- | ---: | --- | --- | --- |
        | VR-1 | Lead | 1 | Ten years | Leads | Weekly |
        | VR-2 | Trainer |  |  | Trains |  |
    """)


def test_service_levels_are_cards():
    text = """
        service_levels:
          - {id: SL-1, title: Up, indicator: Availability, target: {value: 99.5, unit: "%"}, window: Month, exclusions: Planned work, penalty: "2 % of the fee"}
    """
    assert told("vendors.levels", text) == lines("""
        **SL-1 Up**

        - Indicator: Availability
        - Target: 99.5%
        - Period: Month
        - Exclusions: Planned work
        - Penalty: 2 % of the fee
    """)


def test_what_is_bought_and_in_which_lots():
    text = """
        tender: {id: RP-1, procedure: Open, legal_basis: Article 71, variants: true, negotiation: Two rounds, salt: 9f3c}
        lots: [{id: L-1, name: Software, description: The CRM, value: {amount: 90000, currency: EUR}}, {id: L-2, name: Training}]
    """
    assert told("vendors.object", text) == lines("""
        - Id: RP-1
        - Procedure: Open
        - Legal basis: Article 71
        - Variants: yes
        - Negotiation: Two rounds

        *Table 0 — Lots*

        | Id | Name | Description | Value |
        | --- | --- | --- | --- |
        | L-1 | Software | The CRM | €90,000 |
        | L-2 | Training |  |  |
    """)


def test_who_answers_questions_and_when_bids_are_due():
    text = """
        tender:
          id: RP-1
          procedure: Open
          contact_name: Ada Rossi
          contact: {email: tender@acme.example, publish: true}
          questions_until: "2027-01-08T12:00:00+01:00"
          deadline: "2027-01-22T12:00:00+01:00"
          validity_days: 90
          calendar: [{name: Opening, date: "2027-01-22T14:00:00+01:00"}, {name: Demo, date: "2027-02-01T09:00:00+01:00"}]
    """
    assert told("vendors.calendar", text) == lines("""
        - Contact person: Ada Rossi
        - Contact: [tender@acme.example](mailto:tender@acme.example)
        - Questions until: 8 January 2027, 12:00 (UTC+01:00)
        - Deadline for bids: 22 January 2027, 12:00 (UTC+01:00)
        - Bids valid (days): 90

        *Table 0 — Dates of the consultation*

        | Name | Date |
        | --- | --- |
        | Opening | 22 January 2027, 14:00 (UTC+01:00) |
        | Demo | 1 February 2027, 09:00 (UTC+01:00) |
    """)


def test_what_a_bid_holds_and_declares():
    text = """
        tender:
          id: RP-1
          procedure: Open
          envelopes: two
          languages: [en, it]
          page_limit: 40
          response_parts: [Answers in the workbook, Offer of prices]
          declarations: [{id: DC-1, text: No grounds for exclusion}, {id: DC-2, text: References may be called, mandatory: false}]
    """
    assert told("vendors.response", text) == lines("""
        - Envelopes: two
        - Languages: English, Italian
        - Page limit: 40
        - Parts of a bid: Answers in the workbook, Offer of prices

        *Table 0 — Declarations*

        | Id | Text | Mandatory |
        | --- | --- | --- |
        | DC-1 | No grounds for exclusion | yes |
        | DC-2 | References may be called | no |
    """)


def test_criteria_show_weights_levels_thresholds_and_how_points_are_made():
    text = """
        tender: {id: RP-1, procedure: Open}
        evaluation: {publish_weights: all, ties: [{by: higher_quality}, {by: draw, seed: Sum of the lottery}], low_bids: [{type: four_fifths}]}
        use_cases: [{id: UC-1, title: Note a visit, actor: Agent, department: D-1, goal: None is lost}]
        departments: [{id: D-1, name: Sales}]
        criteria:
          - id: Q
            name: Quality
            weight: 60
            threshold: 50
            parts:
              - {id: Q-1, name: Functions, weight: 40, kind: features, covers: [features, constraints]}
              - {id: Q-2, name: Demo, weight: 20, kind: judged, evidence: An hour, use_cases: [UC-1], levels: [{score: 0, words: Fails}, {score: 5, words: All runs}]}
          - {id: G, name: Guarantee, weight: 10, kind: quantity, unit: months, formula: {type: minmax, aim: maximise}}
          - {id: P, name: Price, weight: 30, kind: price, formula: {type: bilinear, x: 0.85, base: 90000, rounding: [{stage: criterion, places: 2}]}}
    """
    assert told("vendors.criteria", text) == lines("""
        *Table 0 — Award criteria*

        | Id | Criterion | Kind | Weight | How it is scored |
        | --- | --- | --- | ---: | --- |
        | Q | **Quality** |  | 60 | Bids below 50% are excluded. |
        | Q-1 |  Functions | answers | 40 | Features, Constraints |
        | Q-2 |  Demo | judged | 20 | 0: Fails<br>5: All runs<br>Evidence: An hour<br>Scripted scenarios: UC-1 |
        | G | Guarantee | quantity | 10 | full mark × (worst − amount) / (worst − best)<br>the higher the better<br>Unit: months |
        | P | Price | price | 30 | up to the mean discount 85% of the full mark in proportion, the rest beyond it in proportion<br>Ceiling: 90,000<br>2 decimal places, half up, on the points of the criterion |

        Order of the evaluation: admissibility, knock-outs, individual scores, thresholds, price of admitted bids, total, tie-break, ranking.

        - Award rule: weighted sum

        - Weights: per cent
        - Full mark: 5
        - Step of scores: 1
        - Scores of several evaluators: mean

        - Rounding: 2 decimal places, half up, on display, ranking on exact totals

        **Tie-break, in order**

        1. higher quality
        2. draw by lot: Sum of the lottery

        **Tests for abnormally low bids**

        - four fifths of price and quality points
    """)


def test_hidden_weights_are_not_printed_for_vendors():
    text = """
        tender: {id: RP-1, procedure: Open}
        evaluation: {publish_weights: none}
        criteria: [{id: Q, name: Quality, weight: 70, kind: judged}, {id: P, name: Price, weight: 30, kind: price}]
    """
    assert told("vendors.criteria", text) == lines("""
        *Table 0 — Award criteria*

        | Id | Criterion | Kind | How it is scored |
        | --- | --- | --- | --- |
        | Q | Quality | judged |  |
        | P | Price | price | full mark × (reference / amount)^1; reference: the best bid |

        Order of the evaluation: admissibility, knock-outs, individual scores, thresholds, price of admitted bids, total, tie-break, ranking.

        - Award rule: weighted sum

        - Weights: per cent
        - Full mark: 5
        - Step of scores: 1
        - Scores of several evaluators: mean

        - Rounding: 2 decimal places, half up, on display, ranking on exact totals
    """)


def test_an_award_on_value_tells_what_points_are_worth():
    text = """
        tender: {id: RP-1, procedure: Open}
        budget: {currency: EUR}
        evaluation: {award_rule: award_on_value, rates: {USD: 0.92}}
        criteria:
          - {id: Q, name: Plan, weight: 1, kind: pairwise, pair_rule: normalised, worth: 20000, worth_at_zero: -5000, relates_to: team}
          - {id: P, name: Price, weight: 0, kind: price, economic: true}
    """
    assert told("vendors.criteria", text) == lines("""
        *Table 0 — Award criteria*

        | Id | Criterion | Kind | Weight | How it is scored |
        | --- | --- | --- | ---: | --- |
        | Q | Plan | comparison in pairs | 1 | Worth of the full mark: 20,000<br>Judges: team<br>Pairs are counted as: points of each evaluator on the scale of its best, then added<br>Worth of no points: −5,000 |
        | P | Price | price | 0 | full mark × (reference / amount)^1; reference: the best bid<br>Economic offer |

        Order of the evaluation: admissibility, knock-outs, individual scores, thresholds, price of admitted bids, total, tie-break, ranking.

        - Award rule: award on value

        - Weights: per cent
        - Exchange rates: USD: 0.92

        - Rounding: 2 decimal places, half up, on display, ranking on exact totals
    """)


def test_answers_have_points_where_weights_are_published():
    text = """
        tender: {id: RP-1, procedure: Open}
        scales:
          - id: S-1
            name: Cover
            answers:
              - {id: Y, label: Standard, points: 1, meaning: In the product}
              - {id: P, label: Partly, points: 0.5, needs_comment: true}
              - {id: N, label: "No", points: 0}
    """
    assert told("vendors.scales", text) == lines("""
        **Cover**

        *Table 0 — Answers, from best to worst*

        | Id | Label | Points |
        | --- | --- | ---: |
        | Y | Standard<br>Meaning: In the product | 1 |
        | P | Partly<br>Comment needed: yes | 0.5 |
        | N | No | 0 |
    """)


def test_answers_have_none_where_weights_stay_hidden():
    text = """
        tender: {id: RP-1, procedure: Open}
        evaluation: {publish_weights: criteria}
        scales:
          - {id: S-1, name: Cover, answers: [{id: Y, label: Standard, points: 1, needs_price_line: true}, {id: N, label: "No", points: 0}]}
    """
    assert told("vendors.scales", text) == lines("""
        **Cover**

        *Table 0 — Answers, from best to worst*

        | Id | Label | Price line needed |
        | --- | --- | --- |
        | Y | Standard | yes |
        | N | No |  |
    """)


def test_what_vendors_price():
    text = """
        services: [{id: SV-1, title: Training, kind: training}]
        lots: [{id: L-1, name: Software}]
        price_lines:
          - {id: PL-1, name: Licence, kind: yearly, quantity: 200, unit: users, indexed: false, lots: [L-1]}
          - {id: PL-2, name: Training, kind: one_off, requirement: SV-1, tax_rate: 22, option: true, note: Three days}
          - {id: PL-3, name: Exit, kind: exit, year: 3}
    """
    assert told("vendors.prices", text) == lines("""
        *Table 0 — Lines to be priced*

        | Id | Name | Kind | Quantity |
        | --- | --- | --- | ---: |
        | PL-1 | Licence<br>Unit: users<br>Indexed: no<br>Lots: Software | each year | 200 |
        | PL-2 | Training<br>Tax: 22%<br>Option: yes<br>Requirement: SV-1<br>Note: Three days | once | 1 |
        | PL-3 | Exit<br>Year: 3 | at the end | 1 |
    """)


def test_contract_terms_are_cards():
    text = """
        contract_terms: [{id: CT-1, title: Exit, topic: Exit, statement: Data come back in a month., position: mandatory, precedence: 2}]
    """
    assert told("vendors.contract", text) == lines("""
        **CT-1 Exit**

        Data come back in a month.

        - Topic: Exit
        - Position: mandatory
        - Precedence: 2
    """)


def test_the_market_and_the_board_are_for_the_company():
    text = """
        vendors: [{id: VN-1, name: Nord, status: invited, reason: Known}]
        board: [{evaluator: venturi, name: Marco Venturi, conflict_of_interest: none}]
    """
    assert told("vendors.market", text) == ""


def test_the_company_reads_the_market_and_the_board():
    text = """
        vendors: [{id: VN-1, name: Nord, status: invited, country: SE, contact: {email: a@nord.example}}, {id: VN-2, name: Sud, status: excluded, reason: Too small}]
        criteria: [{id: Q, name: Plan, weight: 100, kind: judged}]
        board:
          - {evaluator: venturi, name: Marco Venturi, criteria: [Q], conflict_of_interest: none, declared_on: "2027-01-05"}
          - {evaluator: bassi, name: Chiara Bassi, conflict_of_interest: declared, recusals: [{vendor: nord, reason: Former post}]}
    """
    assert told("vendors.market", text, audience="internal") == lines("""
        *Table 0 — Long and short list*

        | Id | Name | Country | Status | Reason | Contact |
        | --- | --- | --- | --- | --- | --- |
        | VN-1 | Nord | SE | invited |  | [a@nord.example](mailto:a@nord.example) |
        | VN-2 | Sud |  | excluded | Too small |  |

        *Table 0 — Evaluators*

        | Evaluator | Name | Criteria | Conflict of interest | Declared on | Steps aside from |
        | --- | --- | --- | --- | --- | --- |
        | venturi | Marco Venturi | Plan | none declared | 5 January 2027 |  |
        | bassi | Chiara Bassi |  | declared |  | nord, Former post |
    """)


def test_the_glossary_follows_the_alphabet():
    text = """
        glossary: [{id: G-2, term: Visit, definition: One call at a bar}, {id: G-1, term: bar, definition: A place that sells, scope: sector}]
    """
    assert told("annexes.glossary", text) == lines("""
        *Table 0 — Glossary*

        | Term | Definition | Scope |
        | --- | --- | --- |
        | bar | A place that sells | sector |
        | Visit | One call at a bar |  |
    """)


def test_traces_lead_from_objectives_to_features():
    text = """
        departments: [{id: D-1, name: Sales}]
        objectives: [{id: O-1, title: Grow}]
        processes: [{id: PR-1, name: Order, department: D-1}]
        use_cases:
          - {id: UC-1, title: Note, actor: Agent, department: D-1, goal: All, objectives: [O-1], process: PR-1}
          - {id: UC-2, title: Look, actor: Agent, department: D-1, goal: None}
        features: [{id: F-1, title: Report, use_cases: [UC-1]}, {id: F-2, title: Map, use_cases: [UC-1, UC-2]}]
    """
    assert told("annexes.traceability", text) == lines("""
        *Table 0 — From objective to process, use case and feature*

        | Use cases | Objectives | Process | Features |
        | --- | --- | --- | --- |
        | UC-1 | O-1 | PR-1 | F-1, F-2 |
    """)


def test_mockups_do_not_bind():
    text = """
        mockups: [{id: MU-1, title: Visit, file: visit.png, alt: Three fields, interactions: Tap to save}]
    """
    assert told("annexes.mockups", text) == lines("""
        The sketches are indicative; they do not prescribe the graphic design.

        **MU-1 Visit**

        - Description: Three fields
        - Remarks: Tap to save
        - File: visit.png
    """)


def test_what_the_document_refers_to():
    text = """
        references: [{id: RD-1, name: GDPR, kind: law, edition: "2016/679", place: EUR-Lex}]
        annexes:
          - {id: AX-1, title: Sizes, description: Tables, file: a.pdf, included: true}
          - {id: AX-2, title: Salaries, file: b.pdf, confidentiality: internal}
    """
    assert told("annexes.list", text) == lines("""
        **Reference documents: RD-1 GDPR**

        - Kind: law
        - Edition: 2016/679
        - Where to read it: EUR-Lex

        **Attached documents: AX-1 Sizes**

        - Description: Tables
        - File: a.pdf
        - Included: yes
    """)


def test_vendors_read_answers_and_not_who_asked():
    text = """
        questions:
          - {id: Q-1, text: How many users?, answer: Two hundred, answered: "2027-01-10", by: Nord, visibility: vendors}
          - {id: Q-2, text: Who decides?, visibility: internal}
    """
    assert told("annexes.questions", text) == lines("""
        **Questions and answers: Q-1 How many users?**

        - Answer: Two hundred
        - Answered on: 10 January 2027
    """)


def test_the_company_reads_who_asked_what():
    text = """
        questions:
          - {id: Q-1, text: How many users?, answer: Two hundred, answered: "2027-01-10", by: Nord, visibility: vendors}
          - {id: Q-2, text: Who decides?, by: Sud, visibility: internal}
    """
    assert told("annexes.questions", text, audience="internal") == lines("""
        *Table 0 — Questions and answers*

        | Id | Text | Answer | Answered on | By |
        | --- | --- | --- | --- | --- |
        | Q-1 | How many users? | Two hundred | 10 January 2027 | Nord |
        | Q-2 | Who decides? |  |  | Sud |
    """)


def test_workshops_have_a_calendar_and_minutes():
    text = """
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: sponsor, contact: {email: ada@acme.example, publish: true}}, {id: P-2, name: Luc Petit, role: Sales, kind: lead}]

        departments: [{id: D-1, name: Sales}]
        workshops:
          - id: W-1
            theme: Visits
            date: "2026-02-01"
            duration: 3
            departments: [D-1]
            participants: [P-1, P-2]
            agenda: [Today, Tomorrow]
            summary: All want a phone.
            minutes: [{heading: Today, points: [Paper, Typed at night]}]
            decisions: [A phone for each]
            open_questions: [Which phone]
          - {id: W-2, theme: Prices, date: "2026-02-08", participants: [P-2]}
        interviews: [{id: IV-1, person: P-2, date: "2026-01-10", expectations: [Less typing], findings: [Two lists]}]
    """
    assert told("annexes.workshops", text, audience="internal") == lines("""
        *Table 0 — Calendar of workshops*

        | Id | Theme | Date | Duration (min) | Departments | Participants |
        | --- | --- | --- | ---: | --- | --- |
        | W-1 | Visits | 1 February 2026 | 3 | Sales | Ada Rossi, Luc Petit |
        | W-2 | Prices | 8 February 2026 |  |  | Luc Petit |

        #  W-1 Visits

        - Agenda: Today, Tomorrow

        All want a phone.

        **Today**

        - Paper
        - Typed at night

        **Decisions taken**

        - A phone for each

        **Open questions**

        - Which phone

        **Interviews: IV-1 P-2**

        - Date: 10 January 2026
        - Expectations: Less typing
        - Findings: Two lists
    """)


def test_logs_of_decisions_ideas_changes_and_difficulties():
    text = """
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: sponsor, contact: {email: ada@acme.example, publish: true}}, {id: P-2, name: Luc Petit, role: Sales, kind: lead}]

        features: [{id: F-1, title: Map}]
        decisions: [{id: DE-1, text: Buy, date: "2026-03-01", by: P-1}, {id: DE-2, text: One vendor, date: "2026-03-08", by: P-1}]
        ideas: [{id: ID-1, text: A map, by: P-2, disposition: accepted, feature: F-1}, {id: ID-2, text: A robot, by: P-2, disposition: rejected, reason: Too dear}]
        change_requests: [{id: CH-1, text: More users, date: "2026-05-01", by: P-2, affects: [F-1], impact: Price, status: accepted}]
        issues: [{id: IS-1, text: Two lists, owner: P-2, level: high, status: open}]
    """
    assert told("annexes.decisions", text, audience="internal") == lines("""
        *Table 0 — Decisions*

        | Id | Text | Date | By |
        | --- | --- | --- | --- |
        | DE-1 | Buy | 1 March 2026 | P-1 |
        | DE-2 | One vendor | 8 March 2026 | P-1 |

        *Table 0 — Ideas*

        | Id | Text | By | Outcome | Reason | Feature |
        | --- | --- | --- | --- | --- | --- |
        | ID-1 | A map | P-2 | accepted |  | F-1 |
        | ID-2 | A robot | P-2 | rejected | Too dear |  |

        **Change requests: CH-1 More users**

        - Date: 1 May 2026
        - By: P-2
        - Affects: F-1
        - Impact: Price
        - Status: accepted

        **Difficulties: IS-1 Two lists**

        - Owner: Luc Petit
        - Level: high
        - Status: open
    """)


def test_after_the_start_values_are_held_against_targets():
    text = """
        objectives:
          - id: O-1
            title: Grow
            kpis: [{id: K-1, name: Visits, unit: a day, target: 6, actuals: [{date: "2027-12-01", value: 5.5}]}]
        reviews: [{id: RV-1, date: "2028-01-15", findings: [Nearly there], new_needs: [A map]}]
    """
    assert told("annexes.follow_up", text, audience="internal") == lines("""
        *Table 0 — Measured values against targets*

        | Indicator | Date | Value | Target |
        | --- | --- | ---: | ---: |
        | K-1 Visits | 1 December 2027 | 5.5 | 6 a day |

        **RV-1 15 January 2028**

        - Findings: Nearly there
        - New needs: A map
    """)


def test_a_brief_names_the_buyer():
    text = """
        company: {legal_form: S.p.A., registration: [IT 012]}
        tender: {id: RP-1, procedure: Open, contact_name: Ada Rossi}
    """
    assert told("brief.buyer", text) == lines("""
        - Name: Acme
        - Legal form: S.p.A.
        - Registration: IT 012

        - Contact person: Ada Rossi
    """)


def test_a_brief_names_the_pains_that_hurt_most():
    text = """
        document: {main_problem: Visits get lost}
        current_state:
          narrative: As ever
          pain_points: [{id: PP-1, text: Typed twice, impact: high}, {id: PP-2, text: Old prices, impact: low}]
    """
    assert told("brief.problem", text) == lines("""
        Visits get lost

        - Typed twice
    """)


def test_a_brief_shows_objectives_as_cards():
    text = """
        objectives:
          - {id: O-1, title: Grow, priority: essential, kpis: [{id: K-1, name: Visits, unit: a day, baseline: 4, target: 6, due: "2027-12-31", source: CRM}]}
          - {id: O-2, title: Save, priority: optional}
    """
    assert told("brief.objectives", text) == lines("""
        - Grow

        - K-1 Visits: 4 a day → 6 a day (by 31 December 2027 · CRM)
    """)


def test_a_brief_counts_features_by_module_and_priority():
    text = """
        modules: [{id: M-1, name: Visits}, {id: M-2, name: Orders}]
        features:
          - {id: F-1, title: a, module: M-1, priority: essential}
          - {id: F-2, title: b, module: M-1, priority: optional}
          - {id: F-3, title: c, module: M-2}
          - {id: F-4, title: d, module: M-2, status: withdrawn, status_reason: Old}
        departments: [{id: D-1, name: Sales, users: 30}]
    """
    assert told("brief.scope", text) == lines("""
        - Scope: 3 features, of which 1 essential
        - Users: 30

        *Table 0 — Features*

        | Module | essential | optional | Total |
        | --- | ---: | ---: | ---: |
        | Visits | 1 | 1 | 2 |
        | Orders | 0 | 0 | 1 |
    """)


def test_a_brief_names_milestones_in_order():
    text = """
        milestones: [{id: M-2, name: Go, date: "2027-10-04"}, {id: M-1, name: Award, date: "2027-03-01", revised: "2027-03-15"}, {id: M-3, name: End, when: Later}]
    """
    assert told("brief.schedule", text) == lines("""
        - **15 March 2027** Award
        - **4 October 2027** Go
        - **Later** End
    """)


def test_a_brief_names_grave_risks():
    text = """
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: sponsor, contact: {email: ada@acme.example, publish: true}}, {id: P-2, name: Luc Petit, role: Sales, kind: lead}]

        risks: [{id: RK-1, text: Bad data, impact: high, mitigation: Clean, owner: P-1}, {id: RK-2, text: Rain, impact: low}]
    """
    assert told("brief.risks", text) == lines("""
        **Bad data**

        - Mitigation: Clean
        - Owner: Ada Rossi
    """)


def test_a_brief_names_what_is_decided():
    text = """
        document: {approvals: [{role: Head, name: Ada Rossi, date: "2026-11-18", decision: approved}, {role: Sales, name: Luc Petit}]}
        milestones: [{id: M-1, name: Award, date: "2027-03-01", kind: decision, condition: Three bids}]
        governance: {decision_rules: The sponsor decides}
    """
    assert told("brief.decision", text, audience="internal") == lines("""
        **Award**

        - Date: 1 March 2027
        - Condition: Three bids

        | Role | Name | Date | Decision |
        | --- | --- | --- | --- |
        | Head | Ada Rossi | 18 November 2026 | approved |
        | Sales | Luc Petit |  |  |

        - How decisions are taken: The sponsor decides
    """)


def test_all_staff_read_what_they_gain():
    text = """
        departments: [{id: D-1, name: Sales, goals: [Less typing, More visits]}, {id: D-2, name: Plant}]
    """
    assert told("brief.gains", text) == lines("""
        - Sales: Less typing; More visits
    """)


def test_all_staff_read_whom_to_ask():
    text = """
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: sponsor, contact: {email: ada@acme.example, publish: true}}, {id: P-2, name: Luc Petit, role: Sales, kind: lead}]

        governance: {decision_rules: The sponsor decides, working_space: The wiki}
    """
    assert told("brief.contacts", text, audience="internal") == lines("""
        | Name | Role | Contact |
        | --- | --- | --- |
        | Ada Rossi | Head | [ada@acme.example](mailto:ada@acme.example) |
        | Luc Petit | Sales |  |

        - Working space: The wiki
    """)


def test_the_first_pages_tell_versions_approvals_and_the_language_that_prevails():
    text = """
        document:
          languages: [en, fr]
          authoritative: fr
          versions: [{version: "1.0", date: "2026-09-14", author: Ada, change: First}, {version: "1.1", date: "2026-10-19", author: Luc, change: Volumes}]
          approvals: [{role: Head, name: Ada Rossi, date: "2026-11-18", decision: approved}]
          distribution: [Board, Vendors]
    """
    assert told("control", text) == lines(r"""
        **Versions of the document**

        | Version | Date | Author | Change |
        | --- | --- | --- | --- |
        | 1.0 | 14 September 2026 | Ada | First |
        | 1.1 | 19 October 2026 | Luc | Volumes |

        **Approval**

        - Ada Rossi · Head · approved, 18 November 2026: \_\_\_\_\_\_\_\_\_\_\_\_

        Distribution: Board, Vendors

        When translations differ, this language prevails: French.
    """)


def test_the_summary_fits_those_who_decide():
    text = """
        document: {main_problem: Visits get lost}
        objectives: [{id: O-1, title: Grow, priority: essential}, {id: O-2, title: Save}]
        features: [{id: F-1, title: a, priority: essential}, {id: F-2, title: b}]
        departments: [{id: D-1, name: Sales, users: 30}]
        budget: {currency: EUR, horizon: 3, disclosure: range, range_low: 1000, range_high: 2000}
        milestones: [{id: M-1, name: Go-live, date: "2027-10-04", kind: go_live}]
        tender: {id: RP-1, procedure: Open, deadline: "2027-01-22T12:00:00+01:00"}
    """
    assert told("summary", text) == lines("""
        > **Summary**
        >
        > Visits get lost
        >
        > - Grow
        >
        > - Scope: 2 features, of which 1 essential
        > - Users: 30
        > - Budget: €1,000 – €2,000 over 3 years
        > - Go-live: 4 October 2027
        > - Deadline for bids: 22 January 2027, 12:00 (UTC+01:00)
        >
    """)


def test_readers_are_told_what_priorities_and_knockouts_mean():
    text = """
        document: {purpose: Says what is asked}
        features: [{id: F-1, title: a, priority: essential, knockout: {least: Y}}, {id: F-2, title: b, priority: optional}]
        tender: {id: RP-1, procedure: Open, questions_until: "2027-01-08T12:00:00+01:00"}
        scales: [{id: S-1, name: Cover, answers: [{id: Y, label: Standard, points: 1}, {id: N, label: "No", points: 0}]}]
    """
    assert told("how_to_read", text) == lines("""
        > **How to read and answer**
        >
        > Says what is asked
        >
        > Every requirement has an id that never changes. Quote it in questions and answers.
        >
        > **[essential]** without it the project does not reach its goals
        >
        > **[optional]** welcome, may be deferred
        >
        > **[knock-out]** a bid that does not reach the least accepted answer is excluded
        >
        > Answer in the Excel workbook, line by line; this document alone gives the text of the requirements.
        >
        > Questions are accepted until 8 January 2027, 12:00 (UTC+01:00); answers go to all.
        >
    """)
