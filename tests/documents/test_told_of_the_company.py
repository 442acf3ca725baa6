"""What the chapters on the company and the project say of what their author wrote."""

from tests.documents.telling import lines, told


def test_the_company_is_told_by_its_facts_and_its_sites_by_a_table():
    text = """
        company:
          legal_form: S.p.A.
          registration: [IT 012, REA 34]
          activities: Sells ice cream
          staff: 1250
          turnover: {amount: 12500000, currency: EUR}
          turnover_year: 2026
          relationship_model: direct
          sites:
            - {name: Plant, city: Parma, country: Italy, staff: 900, branch: true}
            - {name: Shop, city: Lyon, country: France, activity: Sale}
            - {name: Depot, city: Lyon, country: France, staff: 12}
    """
    assert told("company.general", text) == lines("""
        - Name: Acme
        - Legal form: S.p.A.
        - Registration: IT 012, REA 34
        - Sector: Trade
        - Activities: Sells ice cream
        - Staff: 1,250
        - Turnover: €12,500,000
        - Year of turnover: 2026
        - Business model: direct

        *Table 0 — Sites*

        | Name | Town | Country | Staff |
        | --- | --- | --- | ---: |
        | Plant<br>Branch: yes | Parma | Italy | 900 |
        | Shop<br>Activity: Sale | Lyon | France |  |
        | Depot | Lyon | France | 12 |
    """)


def test_one_site_is_told_as_facts_under_its_name():
    text = """
        company:
          sites: [{name: Plant, city: Parma, country: Italy, staff: 900}]
    """
    assert told("company.general", text) == lines("""
        - Name: Acme
        - Sector: Trade

        **Sites: Plant**

        - Town: Parma
        - Country: Italy
        - Staff: 900
    """)


def test_the_market_names_clients_means_rivals_and_what_is_special():
    text = """
        company:
          strategy: Grow abroad
          client_groups:
            - {name: Bars, count: 400, state: current}
            - {name: Hotels, state: target, industry: Travel}
          means: [{name: Fair, purpose: acquire, channel: Agents}, {name: Newsletter, purpose: retain}]
          competitors: [{name: Frost, note: Cheaper}, {name: Nord, note: Older}]
          sector_specifics: [Cold chain, Recipes by season]
    """
    assert told("company.market", text) == lines("""
        - Strategy: Grow abroad

        *Table 0 — Clients, today and wanted*

        | Name | Industry | Number | State |
        | --- | --- | ---: | --- |
        | Bars |  | 400 | today |
        | Hotels | Travel |  | target |

        *Table 0 — How customers are won and kept*

        | Name | Purpose | Channel |
        | --- | --- | --- |
        | Fair | to win | Agents |
        | Newsletter | to keep |  |

        *Table 0 — Competitors*

        | Name | Note |
        | --- | --- |
        | Frost | Cheaper |
        | Nord | Older |

        **What is special in this sector**

        - Cold chain
        - Recipes by season
    """)


def test_an_offer_says_what_its_sale_needs():
    text = """
        company:
          offer:
            - {name: Pastes, type: manufactured, accounting: By lot, documents: [Data sheet, Certificate], lot_tracking: true, units: [kg, tin]}
            - {name: Machines, type: resold, pricing: List less discount, variants: true}
    """
    assert told("company.offer", text) == lines("""
        *Table 0 — Products and services*

        | Name | Type | Stock and work accounting | Documents | Pricing | Variants | Lot tracking | Units |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        | Pastes | own goods | By lot | Data sheet, Certificate |  |  | yes | kg, tin |
        | Machines | resold goods |  |  | List less discount | yes |  |  |
    """)


def test_a_profile_of_customers_has_its_facts_and_the_matrix_its_activities():
    text = """
        customer_profiles:
          - id: CP-1
            name: Chains
            kind: B2B
            criteria: More than ten shops
            average_order: {amount: 800, currency: EUR}
            credit_risk: low
            ideal_lead: true
            activities: [events, email]
          - {id: CP-2, name: Shops, kind: B2B, criteria: One shop, parent: CP-1, purchase: recurring, activities: [email]}
    """
    assert told("company.profiles", text) == lines("""
        **CP-1 Chains**

        **[Ideal lead]**

        - Kind: company (B2B)
        - Criteria: More than ten shops
        - Average order: €800
        - Credit risk: low

        **CP-2 Shops**

        - Part of: Chains
        - Kind: company (B2B)
        - Criteria: One shop
        - Purchase: recurring

        *Table 0 — Activities by customer profile*

        | Activities | Chains | Shops |
        | --- | :---: | :---: |
        | e-mail | • | • |
        | events | • | – |
    """)


def test_how_things_are_done_today_and_what_hurts():
    text = """
        applications: [{id: A-1, name: Desk, role: Orders}]
        current_state:
          narrative: "Orders come **by phone**."
          tools: [A-1]
          reporting: Monthly sheet
          pain_points:
            - {id: PP-1, text: Visits are typed twice, impact: high, evidence: 45 minutes a day}
            - {id: PP-2, text: Prices are old, frequency: Weekly}
          erp_gaps: [Field work, Offers in two languages]
    """
    assert told("current_state", text) == lines("""
        Orders come **by phone**.

        - Tools: Desk
        - Reporting: Monthly sheet

        *Table 0 — Pain points*

        | Id | Text | Impact | Frequency | Evidence |
        | --- | --- | --- | --- | --- |
        | PP-1 | Visits are typed twice | high |  | 45 minutes a day |
        | PP-2 | Prices are old |  | Weekly |  |

        **What the management software cannot cover**

        - Field work
        - Offers in two languages
    """)


def test_nothing_is_said_of_today_where_nobody_described_it():
    text = """
        {}
    """
    assert told("current_state", text) == ""


def test_the_aim_is_the_problem_and_what_belongs_to_it():
    text = """
        document:
          main_problem: Visits get lost
          kind: off_the_shelf
          situation: replace
          in_scope: [Sales, Service]
          exclusions: [Payroll]
    """
    assert told("project.aim", text) == lines("""
        - Main problem: Visits get lost
        - Kind: off-the-shelf software
        - Situation: replace the system in place

        **What belongs to the project**

        - Sales
        - Service

        **What does not belong to it**

        - Payroll
    """)


def test_objectives_without_indicators_have_a_heading_each():
    text = """
        departments: [{id: D-1, name: Sales}]
        objectives:
          - {id: O-1, title: Sell more, priority: essential, statement: Turnover grows, departments: [D-1], metrics: [Visits a day]}
          - {id: O-2, title: Lose less, end_state: No order is lost}
    """
    assert told("project.objectives", text) == lines("""
        **O-1 Sell more [essential]**

        - Statement: Turnover grows
        - Departments: Sales
        - Metrics: Visits a day

        **O-2 Lose less**

        - End state: No order is lost
    """)


def test_objectives_with_indicators_stand_in_one_table():
    text = """
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: lead}]
        objectives:
          - id: O-1
            title: Sell more
            priority: essential
            rationale: Growth abroad
            owner: P-1
            kpis:
              - {id: K-1, name: Visits, unit: visits per day, baseline: 4, target: 6, due: "2027-12-31", source: CRM, frequency: Monthly, definition: Visits that were noted}
              - {id: K-2, name: Lost orders, unit: "%", target_text: To be agreed by June}
          - id: O-2
            title: Lose less
            kpis: [{id: K-3, name: Late replies, unit: "%", baseline: 12.5, target: 5, owner: P-1}]
    """
    assert told("project.objectives", text) == lines("""
        The project succeeds if it meets 2 objectives; essential among them: 1.

        *Table 0 — Objectives and their indicators*

        | Indicator | Today | Target | Due | Source |
        | --- | ---: | ---: | --- | --- |
        | O-1 Sell more **[essential]** |  |  |  |  |
        | Why: Growth abroad · Owner: Ada Rossi |  |  |  |  |
        | K-1 Visits<br>Definition: Visits that were noted | 4 visits per day | 6 visits per day | 31 December 2027 | CRM · Monthly |
        | K-2 Lost orders | – | To be agreed by June |  |  |
        | O-2 Lose less |  |  |  |  |
        | K-3 Late replies<br>Owner: Ada Rossi | 12.5% | 5% |  |  |
    """)


def test_the_team_shows_contacts_that_may_be_published_only():
    text = """
        stakeholders:
          - {id: P-1, name: Ada Rossi, role: Head, kind: sponsor, days: 20, contact: {email: ada@acme.example, publish: true}}
          - {id: P-2, name: Luc Petit, role: Sales, kind: lead, days: 40, contact: {email: luc@acme.example, phone: +33 1 23}}
          - {id: P-3, name: Eva Lind, role: Adviser, kind: consultant, organisation: Lind AB}
    """
    assert told("project.team", text) == lines("""
        *Table 0 — Project team*

        | Id | Name | Role | Kind |
        | --- | --- | --- | --- |
        | P-1 | Ada Rossi | Head | sponsor |
        | P-2 | Luc Petit | Sales | project lead |
        | P-3 | Eva Lind | Adviser<br>Organisation: Lind AB | consultant |

        **Contacts: Ada Rossi**

        - Contact: [ada@acme.example](mailto:ada@acme.example)
    """)


def test_the_company_reads_days_and_contacts_of_its_own():
    text = """
        document: {owner: P-1, file_owners: {tender.yaml: P-2}}
        stakeholders:
          - {id: P-1, name: Ada Rossi, role: Head, kind: sponsor, days: 20, contact: {email: ada@acme.example, publish: true}}
          - {id: P-2, name: Luc Petit, role: Sales, kind: lead, days: 40, contact: {email: luc@acme.example, phone: +33 1 23}}
          - {id: P-3, name: Eva Lind, role: Adviser, kind: consultant, organisation: Lind AB}
    """
    assert told("project.team", text, audience="internal") == lines("""
        *Table 0 — Project team*

        | Id | Name | Role | Kind | Days |
        | --- | --- | --- | --- | ---: |
        | P-1 | Ada Rossi | Head | sponsor | 20 |
        | P-2 | Luc Petit | Sales | project lead | 40 |
        | P-3 | Eva Lind | Adviser<br>Organisation: Lind AB | consultant |  |

        *Table 0 — Contacts*

        | Name | Contact |
        | --- | --- |
        | Ada Rossi | [ada@acme.example](mailto:ada@acme.example) |
        | Luc Petit | [luc@acme.example](mailto:luc@acme.example), +33 1 23 |

        - Owner: Ada Rossi
        - Who keeps which file: tender.yaml: Luc Petit
    """)


def test_governance_names_rules_committees_and_who_does_what():
    text = """
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: sponsor}, {id: P-2, name: Luc Petit, role: Sales, kind: lead}]
        governance:
          decision_rules: The sponsor decides
          escalation: After a week
          review_cadence: quarterly
          bodies: [{name: Steering, members: [P-1, P-2], frequency: Monthly, decides: Money}]
          raci: [{activity: Test, responsible: [P-2], accountable: P-1, informed: [P-2]}]
          reporting: [{what: Progress, audience: Board, frequency: Monthly, format: One page}]
          internal_message: We stay calm
          visibility: {minutes: team}
    """
    assert told("project.governance", text) == lines("""
        - How decisions are taken: The sponsor decides
        - Escalation: After a week
        - Reviews: every quarter

        **Committees: Steering**

        - Members: Ada Rossi, Luc Petit
        - Frequency: Monthly
        - Decides: Money

        *Table 0 — Responsibility matrix*

        | Activity | Ada Rossi | Luc Petit |
        | --- | :---: | :---: |
        | Test | A | R, I |

        R = Responsible; A = Accountable; C = Consulted; I = Informed

        **Reporting: Progress**

        - Audience: Board
        - Frequency: Monthly
        - Format: One page
    """)


def test_the_company_reads_its_own_message_too():
    text = """
        governance: {decision_rules: The sponsor decides, internal_message: We stay calm, visibility: {minutes: team}}
    """
    assert told("project.governance", text, audience="internal") == lines("""
        - How decisions are taken: The sponsor decides

        - Visibility: minutes: team
        - Message to all staff: We stay calm
    """)


def test_risks_and_assumptions_have_a_table_each():
    text = """
        stakeholders: [{id: P-1, name: Ada Rossi, role: Head, kind: sponsor}]
        risks:
          - {id: RK-1, text: Data are bad, kind: technical, probability: high, impact: high, mitigation: Clean them, owner: P-1}
          - {id: RK-2, text: Nobody uses it, kind: human, probability: low, impact: high, mitigation: Train}
        assumptions: [{id: AS-1, text: The network holds, owner: P-1, due: "2027-03-01"}, {id: AS-2, text: Prices stay}]
    """
    assert told("project.risks", text) == lines("""
        *Table 0 — Risk register*

        | Id | Text | Kind | Probability | Impact | Mitigation | Owner |
        | --- | --- | --- | --- | --- | --- | --- |
        | RK-1 | Data are bad | technical | high | high | Clean them | Ada Rossi |
        | RK-2 | Nobody uses it | human | low | high | Train |  |

        *Table 0 — Assumptions*

        | Id | Text | Owner | Due |
        | --- | --- | --- | --- |
        | AS-1 | The network holds | Ada Rossi | 1 March 2027 |
        | AS-2 | Prices stay |  |  |
    """)


def test_a_colon_stands_as_the_language_sets_it():
    text = """
        company:
          sites: [{name: Plant, city: Parma, country: Italie}]
    """
    assert "**Sites : Plant**".replace(" ", "\u00a0", 1) in told("company.general", text, language="fr")
