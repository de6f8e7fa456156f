# ruff: noqa: E501 - lists of wordings, split by position
"""English sentences of reports and wordings of questions; put together with the labels as ``ENGLISH``.

In every list of question wordings the fourth of each five is val's and the fifth is test's (``questions_for``).
"""

from __future__ import annotations

from glyph.data.generators.reports import asking, asking_facts_en, further_facts_en
from glyph.data.generators.reports import vocabulary_en as labels
from glyph.data.generators.reports.vocabulary import ProseFact, Vocabulary, taught_facts
from glyph.text.answer_program import NOT_STATED

PROSE_FACTS = (
    ProseFact(
        "auditor", "{surname} & {surname2} LLP",
        ("The financial statements were audited by {value}.", "{value} issued an unqualified audit opinion.",
         "The annual general meeting appointed {value} as independent auditor."),
        ("Who audited the financial statements?", "Which firm is the auditor?", "Name the independent auditor.",
         "What is the name of the audit firm?", "By whom were the accounts audited?"),
        ("audited by", "audit opinion", "auditor"),
    ),
    ProseFact(
        "headcount", "{int:85:24000}",
        ("At year end the group employed {value} people.", "The workforce numbered {value} at the balance sheet date.",
         "We employed {value} people on the reporting date."),
        ("How many people did the company employ at year end?", "What was the size of the workforce at year end?",
         "State the number of people employed at the reporting date.", "How many people work for the company?",
         "What number of people was on the payroll at year end?"),
        ("employ", "workforce", "headcount", "staff", "personnel"),
    ),
    ProseFact(
        "dividend", "${dec:0.1:4:2}",
        ("The board proposes a dividend of {value} per share.", "A dividend of {value} per share will be put to the vote.",
         "Subject to approval, shareholders will receive {value} per share."),
        ("What dividend per share does the board propose?", "How high is the proposed dividend per share?",
         "State the proposed dividend per share.", "What will shareholders receive per share?",
         "Which distribution per share was proposed?"),
        ("per share", "dps"),
    ),
    ProseFact(
        "head_office", "{city}",
        ("The registered office is in {value}.", "The company is domiciled in {value}.",
         "Our headquarters are located in {value}."),
        ("Where is the registered office?", "In which city is the company based?", "Name the city of the head office.",
         "Where does the company have its headquarters?", "What is the domicile of the company?"),
        ("registered office", "domiciled", "headquarters"),
    ),
    ProseFact(
        "chief_executive", "{given} {surname}",
        ("{value} has been chief executive since the spring.", "Chief executive {value} signed the report.",
         "The report was approved by {value}, chief executive officer."),
        ("Who is the chief executive?", "Name the chief executive officer.", "Who runs the company as CEO?",
         "What is the name of the CEO?", "Which person holds the post of chief executive?"),
        ("chief executive",),
    ),
    ProseFact(
        "chair", "{given} {surname}",
        ("{value} chairs the supervisory board.", "The board is chaired by {value}.",
         "{value} was re-elected as chair of the board."),
        ("Who chairs the board?", "Name the chair of the board.", "Who is the board's chair?",
         "Which person leads the board?", "What is the name of the board's chair?"),
        ("chair",),
    ),
    ProseFact(
        "top_customers", "{dec:8:62:1}%",
        ("The five largest customers accounted for {value} of sales.",
         "Sales to the five largest customers made up {value} of the total.",
         "Some {value} of sales came from the five largest customers."),
        ("What share of sales came from the five largest customers?", "How much of sales do the top five customers make up?",
         "State the five largest customers' share of sales.", "Which portion of sales is due to the five biggest customers?",
         "How concentrated are sales on the five largest customers?"),
        ("largest customers",),
    ),
    ProseFact(
        "order_backlog", "{int:12:980} million",
        ("The order backlog stood at {value}.", "Orders on hand amounted to {value} at the end of the period.",
         "We closed the year with an order backlog of {value}."),
        ("How large was the order backlog?", "What was the value of orders on hand?", "State the order backlog.",
         "What backlog of orders was there at the end of the period?", "To what did orders on hand amount?"),
        ("order backlog", "orders on hand"),
    ),
    ProseFact(
        "meeting", "{int:2:28} {month}",
        ("The annual general meeting will be held on {value}.", "Shareholders will meet on {value}.",
         "The next shareholders' meeting takes place on {value}."),
        ("When will the annual general meeting be held?", "On which day do shareholders meet?",
         "Give the date of the annual general meeting.", "When does the next shareholders' meeting take place?",
         "What is the date of the shareholders' meeting?"),
        ("general meeting will", "shareholders will meet", "next shareholders"),
    ),
    ProseFact(
        "credit_line", "{bank}",
        ("A revolving credit facility was agreed with {value}.", "{value} extended the revolving credit line to the group.",
         "The revolving credit line with {value} was undrawn."),
        ("Which bank granted the revolving credit line?", "With whom was the revolving credit facility agreed?",
         "Name the lender of the revolving credit line.", "Who provides the revolving credit facility?",
         "What is the name of the bank behind the revolving credit line?"),
        ("revolving credit",),
    ),
    ProseFact(
        "project", "{product}",
        ("The largest investment of the year was a new {value}.", "Most of the capital budget went into a new {value}.",
         "Construction of a new {value} was completed."),
        ("What was newly built or bought with the capital budget?", "What was the largest new investment?",
         "Name the main investment project.", "What did the group mainly invest in?", "Which new project was the largest?"),
        ("largest investment", "capital budget", "construction of"),
    ),
    ProseFact(
        "useful_life", "{int:3:40} years",
        ("Machinery is depreciated straight-line over {value}.", "The useful life of machinery is {value}.",
         "We write off machinery over {value}."),
        ("Over how long is machinery depreciated?", "What is the useful life of machinery?",
         "State the depreciation period of machinery.", "How many years does the company write machinery off over?",
         "What depreciation period applies to machinery?"),
        ("useful life", "depreciated", "write off machinery"),
    ),
    ProseFact(
        "stores", "{int:6:1900}",
        ("The group ran {value} stores at the end of the period.", "Our network comprised {value} stores.",
         "After openings and closures {value} stores remained in the network."),
        ("How many stores did the group run?", "What is the number of stores in the network?", "State the number of stores.",
         "How many stores does the network comprise?", "Of how many stores did the network consist?"),
        ("stores", "outlets", "sites"),
    ),
    ProseFact(
        "discount_rate", "{dec:3:14:2}%",
        ("Goodwill was tested with a pre-tax discount rate of {value}.", "The impairment test used a discount rate of {value}.",
         "Future cash flows were discounted at {value}."),
        ("Which discount rate was used in the impairment test?", "At what rate were future cash flows discounted?",
         "State the discount rate.", "What discount rate was applied?", "How high was the discount rate?"),
        ("discount",),
    ),
)  # fmt: skip

REMARKS = tuple(
    """
Demand remained uneven across our markets, and customers placed orders later than in earlier periods.
Management continues to focus on cost discipline and on a dependable supply of key components.
No events after the reporting date require adjustment of these statements.
The accounting policies applied are consistent with those of the previous period.
We renewed most of our framework contracts on comparable terms.
Competition in the core business stayed intense, while input prices eased towards the end of the period.
The group is exposed to interest rate, currency and credit risk, which are monitored centrally.
Estimates and judgements are reviewed on an ongoing basis by the finance committee.
Figures are rounded; totals are exact in the unit shown.
The outlook depends on consumer confidence and on the pace of public investment.
Working capital was managed closely, and payment terms with suppliers were harmonised.
Several smaller entities were merged in order to simplify the legal structure.
Internal controls were found to be effective in all material respects.
Our digital platform attracted new users, above all among small business customers.
The board thanks all colleagues for their commitment in a demanding year.
Unused capacity at two sites weighed on productivity in the first half.
Contingent liabilities mainly concern guarantees given in the ordinary course of business.
Shortages of skilled labour delayed some of the planned openings.
""".strip().splitlines()
)

MOVEMENTS = {
    "up": ("{Item} rose from {old} {when_old} to {new} {when_new}.",
           "{Item} came to {new} {when_new}, up from {old} {when_old}.",
           "At {new}, {item} {when_new} exceeded the figure of {old} reported {when_old}."),
    "down": ("{Item} fell from {old} {when_old} to {new} {when_new}.",
             "{Item} came to {new} {when_new}, down from {old} {when_old}.",
             "At {new}, {item} {when_new} fell short of the figure of {old} reported {when_old}."),
}  # fmt: skip

ENGLISH = Vocabulary(
    language="en",
    stem_heads=labels.STEM_HEADS,
    stem_tails=labels.STEM_TAILS,
    company_patterns=labels.COMPANY_PATTERNS,
    pools=labels.POOLS,
    units=labels.UNITS,
    captions=labels.CAPTIONS,
    titles=labels.TITLES,
    sections=labels.SECTIONS,
    totals=labels.TOTALS,
    notes=labels.NOTES,
    key_figures=labels.KEY_FIGURES,
    prose_facts=PROSE_FACTS,
    taught_facts=taught_facts(PROSE_FACTS, asking_facts_en.FACTS, asking_facts_en.SENTENCES) + further_facts_en.FACTS,
    remarks=REMARKS,
    movements=MOVEMENTS,
    questions=asking.ENGLISH,
    not_stated=(NOT_STATED["en"], "not disclosed", "not given"),
    words={"space": " ", "heading": "{company} – {report}"},
)
