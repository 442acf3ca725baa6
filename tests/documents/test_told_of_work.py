"""What the chapters on work, features and technical limits say of what their author wrote."""

from tests.documents.telling import lines, told


def test_departments_show_goals_side_by_side_and_whom_each_objective_serves():
    text = """
        departments:
          - {id: D-1, name: Sales, users: 30, goals: [Sell more, Type less]}
          - {id: D-2, name: Office, users: 8, goals: [Fewer calls], supporting: true}
        objectives: [{id: O-1, title: Grow, departments: [D-1]}]
    """
    assert told("processes.departments", text) == lines("""
        *Table 0 — Objectives by department*

        | Objectives | Sales |
        | --- | :---: |
        | O-1 Grow | • |

        *Table 0 — What departments want*

        | Sales | Office |
        | --- | --- |
        | Sell more | Fewer calls |
        | Type less |  |

        *Table 0 — Departments*

        | Id | Name | Users | Supporting |
        | --- | --- | ---: | --- |
        | D-1 | Sales | 30 |  |
        | D-2 | Office | 8 | yes |
    """)


def test_a_process_of_several_steps_is_told_with_them():
    text = """
        applications: [{id: A-1, name: Desk, role: Orders}]
        departments: [{id: D-1, name: Sales}]
        processes:
          - id: PR-1
            name: Order
            family: lead_management
            department: D-1
            trigger: A call
            rules: [No order without a name]
            steps:
              - {actor: Agent, action: Notes the order, tool: A-1, problem: Typed twice}
              - {actor: Office, action: Checks the price, automation: Look the price up}
          - {id: PR-2, name: Claim, family: support, department: D-1, trigger: A letter, volume: 40 a month}
          - {id: PR-3, name: Return, department: D-1, family: support, result: Money back}
    """
    assert told("processes.processes", text) == lines("""
        **PR-1 Order**

        - Family: lead management
        - Department: Sales
        - Trigger: A call
        - Rules: No order without a name

        *Table 0 — Steps of the process*

        | Actor | Action | Tool | Problem | To automate |
        | --- | --- | --- | --- | --- |
        | Agent | Notes the order | A-1 | Typed twice |  |
        | Office | Checks the price |  |  | Look the price up |

        *Table 0 — Processes*

        | Id | Name | Family | Department | Trigger | Result | Volume |
        | --- | --- | --- | --- | --- | --- | --- |
        | PR-2 | Claim | support | Sales | A letter |  | 40 a month |
        | PR-3 | Return | support | Sales |  | Money back |  |
    """)


def test_a_funnel_is_told_stage_by_stage():
    text = """
        funnels:
          - id: FU-1
            name: New bars
            kind: sales
            probability_method: By stage
            stages:
              - {name: Contact, owner: Agent, tasks: Call, result: A date, volume: 200, conversion: 40}
              - {name: Sample, owner: Agent, tasks: Send and ask, result: A taste, sla: 2 days, probability: 30}
              - {name: Order, owner: Office, tasks: Type, result: A sale, kpi: Orders}
    """
    assert told("processes.funnels", text) == lines("""
        **FU-1 New bars**

        - Kind: sales
        - Probability and potential: By stage

        *Table 0 — Stages of the funnel*

        | Name | Owner | Tasks | Result |
        | --- | --- | --- | --- |
        | Contact | Agent | Call<br>Volume: 200<br>Conversion: 40% | A date |
        | Sample | Agent | Send and ask<br>Norm: 2 days<br>Probability: 30% | A taste |
        | Order | Office | Type<br>Indicator: Orders | A sale |
    """)


def test_a_journey_has_moods_and_what_to_change():
    text = """
        customer_profiles: [{id: CP-1, name: Bars, kind: B2B, criteria: Small}]
        journeys:
          - id: J-1
            name: First order
            persona: Bars
            state: as_is
            phases:
              - {name: Search, actions: Asks a friend, touchpoints: Phone, pain: No price, emotion: -1, target_emotion: 1}
              - {name: Order, actions: Calls, touchpoints: Phone, emotion: 0, control_point: A written offer}
    """
    assert told("processes.journeys", text) == lines("""
        **J-1 First order**

        - Who travels: Bars
        - State: as it is

        *Table 0 — Phases of the journey*

        | Name | Actions | Touchpoints | What goes wrong | Mood today | Mood wanted | Control point |
        | --- | --- | --- | --- | ---: | ---: | --- |
        | Search | Asks a friend | Phone | No price | −1 | 1 |  |
        | Order | Calls | Phone |  | 0 |  | A written offer |
    """)


def test_use_cases_are_told_department_by_department():
    text = """
        departments: [{id: D-1, name: Sales}, {id: D-2, name: Office}]
        objectives: [{id: O-1, title: Grow}]
        use_cases:
          - id: UC-1
            title: Note a visit
            actor: Agent
            department: D-1
            goal: No visit is lost
            story: As an agent I note a visit at once
            priority: essential
            frequency: daily
            trigger: A visit ends
            preconditions: [The bar is known]
            steps: [Opens the bar, Types three lines]
            variants: [Without network]
            postconditions: [The office sees it]
            objectives: [O-1]
            verbatim: I type it all at night
          - {id: UC-2, title: Check a price, actor: Clerk, department: D-2, goal: Right prices, includes: [UC-1]}
    """
    assert told("processes.use_cases", text) == lines("""
        The use cases say who does what, and why. They are grouped by department.

        *Table 0 — Use cases*

        | Use case, actor | Goal and steps | Links |
        | --- | --- | --- |
        | Sales |  |  |
        | UC-1 **Note a visit**<br>Agent · **[essential]** · daily | No visit is lost<br>As an agent I note a visit at once<br>Trigger: A visit ends · Before: The bar is known<br>**1** Opens the bar **2** Types three lines<br>Variants: Without network · Afterwards: The office sees it | O-1 |
        | Office |  |  |
        | UC-2 **Check a price**<br>Clerk | Right prices | Includes: UC-1 |
    """)


def test_the_company_reads_where_a_use_case_comes_from():
    text = """
        departments: [{id: D-1, name: Sales}]
        workshops: [{id: W-1, theme: Sales, date: "2026-02-01"}]
        use_cases:
          - {id: UC-1, title: Note a visit, actor: Agent, department: D-1, goal: No visit is lost, source: W-1, verbatim: I type it all at night}
    """
    assert told("processes.use_cases", text, audience="internal") == lines("""
        *Table 0 — Use cases*

        | Use case, actor | Goal and steps |
        | --- | --- |
        | Sales |  |
        | UC-1 **Note a visit**<br>Agent | No visit is lost<br>Source: W-1 · Word for word: I type it all at night |
    """)


def test_features_are_cards_by_module_and_those_withdrawn_a_table():
    text = """
        modules: [{id: M-1, name: Visits, intro: "What agents do.", dimension: operational}]
        features:
          - id: F-1
            title: Visit report
            statement: "The solution shall keep *three* lines."
            priority: essential
            module: M-1
            characteristics: [Offline, Photo]
            acceptance: {text: Ten reports in a minute, method: test, given: A phone, then: All are there}
            knockout: {least: P, reason: The reason to buy}
            owner: P-1
            rationale: Visits get lost
          - {id: F-2, title: Export, module: M-1, unscored: Asked of nobody}
          - {id: F-3, title: Old, status: withdrawn, status_reason: Part of F-1}
          - {id: F-4, title: Map, priority: optional, needed_at: later}
        scales: [{id: S-1, name: Cover, answers: [{id: Y, label: Standard, points: 1}, {id: P, label: Partly, points: 0.5}, {id: N, label: No, points: 0}]}]
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: lead}]
    """
    assert told("features", text) == lines("""
        #  Visits

        What agents do. Dimension: operational.

        **F-1 Visit report** — **[essential]** · weight 5 · knock-out

        The solution shall keep *three* lines.

        - Acceptance: Ten reports in a minute<br>Given: A phone<br>Then: All are there (test)
        - Characteristics: Offline, Photo
        - Least accepted answer: P – Partly
        - Why it is a knock-out: The reason to buy

        **F-2 Export**

        - Not scored because: Asked of nobody

        #  Other features

        **F-4 Map** — **[optional]** · weight 1

        - Needed: later

        **Withdrawn requirements: F-3**

        - Reason: Part of F-1
    """)


def test_the_company_reads_why_a_feature_is_wanted_and_who_answers_for_it():
    text = """
        features: [{id: F-1, title: Visit report, owner: P-1, rationale: Visits get lost, weight: 3, weight_reason: Asked by all, tags: [mobile]}]
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: lead}]
    """
    assert told("features", text, audience="internal") == lines("""
        #  Features

        **F-1 Visit report** — weight 3

        - Why: Visits get lost
        - Owner: Ada Rossi
        - Tags: mobile
        - Why this weight: Asked by all
    """)


def test_features_may_be_grouped_by_department():
    text = """
        document: {group_features_by: department}
        departments: [{id: D-1, name: Sales}, {id: D-2, name: Office}]
        features: [{id: F-1, title: Visit, departments: [D-2, D-1]}, {id: F-2, title: Map, departments: [D-1]}, {id: F-3, title: Log}]
    """
    assert told("features", text) == lines("""
        #  Sales

        **F-2 Map**

        #  Office

        **F-1 Visit**

        #  Other features

        **F-3 Log**
    """)


def test_reports_are_listed_and_those_with_details_once_more():
    text = """
        features: [{id: F-1, title: Board}]
        reports:
          - {id: R-1, name: Sales, group: result, indicator: leading, audience: Board, question: Do we grow?, filters: [Month, Region], frequency: Monthly, feature: F-1}
          - {id: R-2, name: Stock, group: amount, indicator: lagging, audience: Plant, question: What is left?}
    """
    assert told("features.reports", text) == lines("""
        *Table 0 — Reports*

        | Id | Name | Group | Indicator | Audience | Question |
        | --- | --- | --- | --- | --- | --- |
        | R-1 | Sales | results | leading | Board | Do we grow? |
        | R-2 | Stock | amounts | lagging | Plant | What is left? |

        **How reports are filtered and fed: R-1**

        - Filters: Month, Region
        - Frequency: Monthly
        - Feature: F-1
    """)


def test_work_away_from_the_desk():
    text = """
        mobile_needs:
          - {id: MN-1, task: Note a visit, device: Phone, offline: true, data: Bars and prices, importance: high}
          - {id: MN-2, task: Take a photo, device: Phone, importance: low}
    """
    assert told("features.mobile", text) == lines("""
        *Table 0 — Work away from the desk*

        | Id | Task | Device | Offline | Data | Importance |
        | --- | --- | --- | --- | --- | --- |
        | MN-1 | Note a visit | Phone | yes | Bars and prices | high |
        | MN-2 | Take a photo | Phone |  |  | low |
    """)


def test_what_happens_by_itself():
    text = """
        automations:
          - {id: AU-1, kind: reminder, trigger: No visit in 30 days, action: Tell the agent, norm: 1}
          - {id: AU-2, kind: reminder, trigger: New bar, action: Plan a call}
    """
    assert told("features.automations", text) == lines("""
        *Table 0 — Automations*

        | Id | Kind | Trigger | Action | Norm (min) |
        | --- | --- | --- | --- | ---: |
        | AU-1 | reminder | No visit in 30 days | Tell the agent | 1 |
        | AU-2 | reminder | New bar | Plan a call |  |
    """)


def test_data_are_told_entity_by_entity():
    text = """
        data_entities:
          - id: E-1
            name: Bar
            definition: A place that sells
            volume: 4000
            retention: 10 years
            legal_basis: Contract
            duplicate_rule: Same tax number
            fields:
              - {name: Tax number, type: text, mandatory: true, unique: true}
              - {name: Owner, type: text, personal: true}
          - {id: E-2, name: Visit, definition: One call at a bar}
    """
    assert told("features.data", text) == lines("""
        **E-1 Bar**

        - Definition: A place that sells
        - Volume: 4,000
        - Retention: 10 years
        - Legal basis: Contract
        - Duplicates: Same tax number

        *Table 0 — Fields*

        | Name | Type | Mandatory | Unique | Personal |
        | --- | --- | --- | --- | --- |
        | Tax number | text | yes | yes |  |
        | Owner | text |  |  | yes |

        **E-2 Visit**

        - Definition: One call at a bar
    """)


def test_where_the_system_runs():
    text = """
        deployment: {mode: cloud, strategy: progressive, compatibility: Windows 11 and iOS, solution_strategy: integrated, infrastructure: None of ours}
    """
    assert told("technical.architecture", text) == lines("""
        - Mode: cloud
        - Compatibility: Windows 11 and iOS
        - Infrastructure: None of ours
        - Solution strategy: module of the ERP
    """)


def test_constraints_of_one_category_stand_together():
    text = """
        constraints:
          - {id: C-1, title: Two factors, category: security, verification: By a test}
          - {id: C-2, title: Logs, category: security, measure: {value: 365, unit: days}}
          - {id: C-3, title: Fast, category: performance, measure: {value: 2, unit: s, condition: 95th percentile}}
          - {id: C-4, title: Light, category: performance}
    """
    assert told("technical.constraints", text) == lines("""
        #  Security

        **C-1 Two factors**

        - Verification: By a test

        **C-2 Logs**

        - Measure: 365 days

        #  Performance

        **C-3 Fast**

        - Measure: 2 s (95th percentile)

        **C-4 Light**
    """)


def test_few_constraints_say_their_category_on_the_card():
    text = """
        constraints: [{id: C-1, title: Two factors, category: security}, {id: C-3, title: Fast, category: performance}]
    """
    assert told("technical.constraints", text) == lines("""
        **C-1 Two factors**

        - Category: Security

        **C-3 Fast**

        - Category: Performance
    """)


def test_volumes_today_and_later():
    text = """
        volumes: [{id: V-1, name: Users, now: 200, in_three_years: 1500, concurrent: 80}, {id: V-2, name: Visits, now: 12000, note: A year}]
    """
    assert told("technical.volumes", text) == lines("""
        *Table 0 — Volumes*

        | Id | Name | Today | In three years | At the same time | Note |
        | --- | --- | ---: | ---: | ---: | --- |
        | V-1 | Users | 200 | 1,500 | 80 |  |
        | V-2 | Visits | 12,000 |  |  | A year |
    """)


def test_rights_are_a_matrix_and_a_list_of_rules():
    text = """
        access_rights:
          - {id: AR-1, role: Agent, object: Bars, actions: [read, update], perimeter: own}
          - {id: AR-2, role: Agent, object: Prices, actions: [read], perimeter: all}
          - {id: AR-3, role: Office, object: Prices, actions: [create, read, update, delete], perimeter: all, rule: Two sign}
    """
    assert told("technical.access", text) == lines("""
        *Table 0 — Rights by object and role*

        | Object | Agent | Office |
        | --- | :---: | :---: |
        | Bars | read, update | – |
        | Prices | read | create, read, update, delete |

        *Table 0 — Who may do what*

        | Id | Role | Object | Actions | Perimeter |
        | --- | --- | --- | --- | --- |
        | AR-1 | Agent | Bars | read, update | own records |
        | AR-2 | Agent | Prices | read | all |
        | AR-3 | Office | Prices | create, read, update, delete<br>Rule: Two sign | all |
    """)


def test_data_to_bring_over_are_cards():
    text = """
        applications: [{id: A-1, name: Desk, role: Orders}]
        migrations: [{id: MG-1, title: Bars, application: A-1, kind: Master data, format: CSV, records: 4000, years: 5, work: [clean, format], rule: archive}]
    """
    assert told("technical.migrations", text) == lines("""
        **MG-1 Bars**

        - Application: Desk
        - Kind: Master data
        - Format: CSV
        - Records: 4,000
        - Years: 5
        - Work: clean, format
        - Rule: archive
    """)


def test_applications_and_what_is_to_be_known_of_some():
    text = """
        applications:
          - {id: A-0, name: CRM, role: Sales, kind: target}
          - {id: A-1, name: Desk, role: Orders, hosting: on_premise, fate: keep, api: "yes", vendor: Soft AG, version: "7.2"}
          - {id: A-2, name: Post, role: Mail, hosting: cloud, fate: replace, no_flow: Nothing to share}
    """
    assert told("technical.map", text) == lines("""
        *Table 0 — Applications*

        | Id | Name | Role | Hosting | Future |
        | --- | --- | --- | --- | --- |
        | A-0 | CRM | Sales<br>Kind: target |  |  |
        | A-1 | Desk | Orders<br>API: yes | on premise | kept |
        | A-2 | Post | Mail | cloud | replaced |

        *Table 0 — Remarks on applications*

        | Id | Vendor | Version | Why no integration |
        | --- | --- | --- | --- |
        | A-1 | Soft AG | 7.2 |  |
        | A-2 |  |  | Nothing to share |
    """)


def test_integrations_are_cards_with_their_cost_on_six_axes():
    text = """
        applications: [{id: A-0, name: CRM, role: Sales, kind: target}, {id: A-1, name: Desk, role: Orders}]
        flows:
          - {id: FL-1, title: Orders, origin: A-0, target: A-1, direction: one_way, data: Orders, mode: api, frequency: Hourly, burden: {time: 3, security: 2}}
          - {id: FL-2, title: Prices, origin: A-1, target: A-0, data: Prices, mode: file, frequency: Nightly, error_rule: Tell the office, exists: true}
    """
    assert told("technical.flows", text) == lines("""
        **FL-1 Orders**

        - From: CRM
        - Target: Desk
        - Direction: one way
        - Data: Orders
        - Mode: API
        - Frequency: Hourly

        **FL-2 Prices**

        - From: Desk
        - Target: CRM
        - Data: Prices
        - Mode: file
        - Frequency: Nightly
        - On error or conflict: Tell the office
        - Exists today: yes

        *Table 0 — What each integration costs, from 0 to 5*

        | Id | Time | Complexity | Infrastructure | Attention | Upkeep | Security and backup |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |
        | FL-1 | 3 |  |  |  |  | 2 |
    """)
