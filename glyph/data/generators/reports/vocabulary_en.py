# ruff: noqa: E501 - tables of words, one thing a line
"""English names and labels of reports. A line is one thing; ``|`` parts its wordings (see ``vocabulary``)."""

from __future__ import annotations

from glyph.data.generators.reports.vocabulary import Concept, Note, Unit, concept_map, concepts, key_figures, names

STEM_HEADS = names("""
North|South|East|West|Silver|Copper|Iron|Stone|River|Lake|Hill|Oak|Elm|Ash|Birch|Cedar|Bright|Clear|High|Green|
Black|White|Red|Amber|Falcon|Heron|Raven|Harbour|Marsh|Moor|Kings|Queens|Summer|Winter|Glen|Fern|Hazel|Maple|
Cross|Fair|Long|Crest|Sterling|Aldo|Vero|Nova|Luma|Tera|Medi|Agri|Omni|Quan|Zephy|Cale|Doro|Eldo
""")
STEM_TAILS = names("""
gate|brook|field|ford|wood|well|bridge|mont|vale|ridge|haven|point|wick|worth|ley|dale|shore|stead|croft|holm|
port|lane|mere|stone|march|ton|mark|line|view|star|spring|cliff|rock|crest|bury|hurst
""")
COMPANY_PATTERNS = (
    "{stem} {sector} plc",
    "{stem} {sector} Inc.",
    "{stem} {sector} Group Ltd",
    "{stem} {sector} Corporation",
    "{stem} Holdings plc",
    "{stem} & {surname} {sector} Ltd",
    "{stem} {sector} AG",
    "{stem} {sector} Co.",
    "{stem} Group",
)
POOLS = {
    "sector": names("""
Logistics|Foods|Energy|Software|Pharma|Textiles|Chemicals|Retail|Media|Shipping|Instruments|Steel|Paper|
Aviation|Semiconductor|Packaging|Motors|Dairy|Optics|Robotics|Materials|Telecom|Water|Brewing|Furniture|
Insurance Services|Health Care|Marine|Mining|Cement|Footwear|Tools|Biotech|Hotels|Rail|Solar
"""),
    "surname": names("""
Harwick|Lowe|Penrose|Okafor|Lindqvist|Moreau|Tanaka|Castellan|Whitby|Drummond|Vasquez|Keller|Novak|Ashdown|
Bellamy|Rowntree|Sandoval|Ibsen|Marchetti|Pryce|Thornbury|Aldous|Kowalski|Fairfax|Gideon|Haldane|Innes|
Jorgensen|Kemble|Larkin|Mistry|Norcross|Oyelaran|Pemberton|Quillen|Rasmussen|Selwyn|Tremaine
"""),
    "given": names("""
Anna|Brian|Clara|David|Elena|Fergus|Grace|Henrik|Irene|Jonas|Karin|Leo|Maya|Nils|Olivia|Peter|Rosa|Simon|Tessa|
Victor|Wendy|Yusuf|Zoe|Amir|Beatrice|Colin|Daniela|Edmund
"""),
    "city": names("""
Leeds|Bristol|Rotterdam|Hamburg|Boston|Denver|Toronto|Cardiff|Dublin|Lyon|Turin|Zurich|Oslo|Aarhus|Ghent|
Seattle|Austin|Perth|Wellington|Glasgow|Valencia|Porto|Vienna|Prague|Gdansk|Tampere|Malmo|Antwerp
"""),
    "month": names("""
January|February|March|April|May|June|July|August|September|October
"""),
    "bank": names("""
Northern Trust Bank|Credit Meridian|Bank of Albion|Union Commercial Bank|Hansa Bank
"""),
    "product": names("""
sensor platform|cold-chain depot|payment terminal|battery line|loyalty programme|paper mill|ferry route|
training centre|cloud archive|recycling plant|water treatment unit|vaccine line
"""),
}
UNITS = (
    Unit("$ millions", "$", (3, 5), (0, 0, 1)),
    Unit("$ thousands", "$", (5, 7), (0,)),
    Unit("$", "$", (7, 9), (0,)),
    Unit("$ in thousands", "$", (5, 7), (0,)),
    Unit("USD million", "$", (3, 5), (0, 1, 2)),
    Unit("€ millions", "€", (3, 5), (0, 1)),
    Unit("€ thousands", "€", (5, 7), (0,)),
    Unit("EUR '000", "€", (5, 7), (0,)),
    Unit("£ millions", "£", (3, 5), (0, 1)),
    Unit("£'000", "£", (5, 7), (0,)),
    Unit("£m", "£", (3, 5), (0, 1)),
)
CAPTIONS = ("({unit})", "(in {unit})", "Amounts in {unit}", "({unit}, audited)", "All amounts in {unit}")

TITLES = concept_map("""
balance_sheet: Balance sheet | Consolidated balance sheet | Statement of financial position | Consolidated statement of financial position | Consolidated balance sheets
income_statement: Income statement | Consolidated income statement | Statement of operations | Statement of profit or loss | Profit and loss account | Consolidated statement of earnings
cash_flow: Cash flow statement | Statement of cash flows | Consolidated statement of cash flows | Consolidated cash flow statement
key_figures: Key figures | Financial highlights | Five-year summary | Selected financial data | Key performance indicators
management: Management report | Management's discussion and analysis | Review of operations | Directors' review
notes: Notes to the financial statements | Notes to the accounts | Selected notes | Explanatory notes
report: Annual report {year} | Report and accounts {year} | {year} annual report | Financial report {year} | Annual accounts {year}
""")

SECTIONS: dict[str, tuple[Concept, ...]] = {
    "current_assets": concepts("""
Trade receivables, net | Trade receivables net of allowance | Accounts receivable, net | Trade debtors, net
Trade receivables, gross | Gross trade debtors | Accounts receivable, gross
Other receivables | Sundry debtors | Other debtors | Other accounts receivable
Notes receivable | Bills receivable | Promissory notes receivable
Inventories | Stocks | Inventory, net | Merchandise inventories
Prepaid expenses | Prepayments | Prepayments and deposits
Contract assets | Unbilled receivables | Accrued income
Short-term investments | Marketable securities | Current financial assets
Derivative financial assets | Derivatives held as assets | Hedging assets
Current tax assets | Income taxes recoverable | Tax receivable
Restricted cash | Pledged bank deposits | Cash held in escrow
Assets held for sale | Disposal group assets | Non-current assets held for sale
Amounts due from related parties | Receivables from associates | Due from affiliates
Other current assets | Sundry current assets | Remaining current assets
"""),
    "noncurrent_assets": concepts("""
Property, plant and equipment | Tangible fixed assets | Property and equipment, net | Fixed assets, net
Right-of-use assets | Leased assets | Operating lease assets
Goodwill | Goodwill on consolidation | Goodwill, net of impairment
Intangible assets | Other intangible assets | Software and licences | Acquired intangibles
Capitalised development costs | Development expenditure | Internally generated intangibles
Investment property | Rental property | Investment real estate
Investments in associates | Equity-accounted investments | Interests in joint ventures
Deferred tax assets | Deferred income tax assets | Deferred taxation, asset
Long-term receivables | Non-current receivables | Loans and advances, long-term
Construction in progress | Assets under construction | Projects in progress
Biological assets | Livestock and plantations | Bearer plants
Pension surplus | Retirement benefit asset | Net defined benefit asset
Other non-current assets | Sundry long-term assets | Other long-term assets
"""),
    "current_liabilities": concepts("""
Trade payables | Accounts payable | Trade creditors | Payables to suppliers
Other payables | Sundry creditors | Other creditors | Other accounts payable
Notes payable | Bills payable | Promissory notes payable
Short-term borrowings | Current borrowings | Bank overdrafts and loans | Short-term debt
Current portion of long-term debt | Long-term debt due within one year | Current maturities of loans
Current lease liabilities | Lease obligations, current | Lease liabilities due within one year
Contract liabilities | Deferred revenue | Customer advances | Advances from customers
Accrued expenses | Accruals | Accrued charges | Accrued liabilities
Wages and salaries payable | Employee benefits payable | Accrued payroll
Current tax liabilities | Income taxes payable | Corporation tax payable
Dividends payable | Declared dividends | Distributions payable
Warranty provision, current | Current provisions | Short-term provisions
Derivative financial liabilities | Hedging liabilities | Derivatives held as liabilities
Other current liabilities | Sundry current liabilities | Remaining current liabilities
"""),
    "noncurrent_liabilities": concepts("""
Long-term borrowings | Non-current borrowings | Loans due after one year | Long-term bank loans
Bonds and notes issued | Bonds outstanding | Debentures | Senior notes
Non-current lease liabilities | Lease obligations, non-current | Lease liabilities due after one year
Deferred tax liabilities | Deferred income tax liabilities | Deferred taxation, liability
Retirement benefit obligations | Pension liabilities | Net defined benefit liability
Long-term provisions | Non-current provisions | Decommissioning provision
Deferred government grants | Grants received in advance | Deferred grant income
Long-term payables | Non-current payables | Other creditors due after one year
Other non-current liabilities | Sundry long-term liabilities | Other long-term liabilities
"""),
    "equity": concepts("""
Share capital | Issued capital | Common stock | Called-up share capital
Share premium | Additional paid-in capital | Capital surplus
Other reserves | Revaluation and other reserves | Accumulated other comprehensive income
Statutory reserve | Legal reserve | Revenue reserve
Non-controlling interests | Minority interests | Outside shareholders' interests
"""),
    "expenses": concepts("""
Selling expenses | Selling and distribution costs | Marketing expenses | Distribution costs
Administrative expenses | General and administrative expenses | Administration costs | Overheads
Research and development expenses | R&D costs | Research expenditure
Depreciation and amortisation | Amortisation and depreciation charge | Write-down of fixed assets
Impairment losses | Impairment charges | Asset write-downs
Restructuring costs | Reorganisation charges | Severance and restructuring
Logistics expenses | Freight and warehousing | Transport costs
Rental expenses | Lease charges | Premises costs
Other operating expenses | Sundry operating costs | Other operating charges
"""),
    "financial": concepts("""
Interest expense | Finance costs | Interest payable | Borrowing costs
Foreign exchange losses | Currency translation losses | Exchange losses
Losses on disposal of assets | Loss on sale of equipment | Disposal losses
"""),
    "operating_cash": concepts("""
Cash received from customers | Receipts from customers | Customer receipts
Cash paid to suppliers | Payments to suppliers | Supplier payments
Cash paid to employees | Payments to employees | Payroll payments
Income taxes paid | Tax payments | Corporation tax paid
Interest paid | Interest payments | Finance charges paid
"""),
    "investing_cash": concepts("""
Purchases of equipment | Capital expenditure | Additions to property and plant | Acquisition of fixed assets
Purchases of intangible assets | Acquisition of software | Investment in intangibles
Acquisition of subsidiaries | Business combinations, net of cash | Purchase of businesses
Purchases of securities | Placement of deposits | Investments made
"""),
    "financing_cash": concepts("""
Repayment of borrowings | Loan repayments | Debt repaid | Redemption of notes
Dividends paid | Distributions to shareholders | Dividend payments
Lease payments | Principal paid on leases | Repayment of lease liabilities
Purchase of own shares | Share buy-back | Treasury shares acquired
"""),
}
TOTALS = concept_map("""
cash: Cash and cash equivalents | Cash and bank balances | Cash at bank and in hand | Cash and short-term deposits
current_assets: Total current assets | Current assets, total | Current assets
noncurrent_assets: Total non-current assets | Non-current assets, total | Total long-term assets | Total fixed assets
assets: Total assets | Assets, total | Sum of assets
current_liabilities: Total current liabilities | Current liabilities, total | Creditors due within one year
noncurrent_liabilities: Total non-current liabilities | Total long-term liabilities | Creditors due after one year
liabilities: Total liabilities | Liabilities, total | Sum of liabilities
retained: Retained earnings | Accumulated profits | Profit and loss reserve | Undistributed profits
equity: Total equity | Shareholders' equity | Total shareholders' funds | Net assets
liabilities_equity: Total liabilities and equity | Total equity and liabilities | Total financing
revenue: Revenue | Net sales | Turnover | Sales revenue | Operating revenue
cost: Cost of sales | Cost of goods sold | Cost of revenue | Direct costs
gross: Gross profit | Gross margin amount | Gross result
other_income: Other operating income | Other income | Sundry income
operating: Operating profit | Operating income | Profit from operations | EBIT
pretax: Profit before tax | Income before income taxes | Pre-tax profit | Earnings before tax
tax: Income tax expense | Provision for income taxes | Taxation | Tax charge
net: Net profit | Profit for the year | Net income | Profit after tax | Net earnings
operating_cash: Net cash from operating activities | Cash generated by operations | Operating cash flow
investing_cash: Net cash used in investing activities | Cash flow from investing | Investing cash flow
financing_cash: Net cash from financing activities | Cash flow from financing | Financing cash flow
proceeds: Proceeds from borrowings | New loans raised | Drawdown of loans
fx: Effect of exchange rate changes | Exchange differences on cash | Translation effect on cash
change: Net change in cash | Net increase (decrease) in cash | Movement in cash | Change in cash position
opening: Cash at beginning of year | Opening cash balance | Cash brought forward
closing: Cash at end of year | Closing cash balance | Cash carried forward
section_current_assets: Current assets
section_noncurrent_assets: Non-current assets
section_current_liabilities: Current liabilities
section_noncurrent_liabilities: Non-current liabilities
section_equity: Equity
section_operating: Operating activities
section_investing: Investing activities
section_financing: Financing activities
item_column: Item | Line item | Description
note_column: Note | Notes | Ref.
""")


def _note(title: str, total: str, items: str, of: str = "", stock: bool = False, ordered: bool = False) -> Note:
    return Note(concepts(title)[0], concepts(total)[0], tuple((i,) for i in items.split("; ")), of, stock, ordered)


NOTES = (
    _note("Revenue by region | Geographical segments | Sales by market", "Total revenue | Group sales",
          "Europe; North America; Latin America; Asia Pacific; Middle East; Africa; Nordic countries; Rest of world",
          "Revenue"),
    _note("Revenue by product line | Business segments | Sales by division", "Segment total | All segments",
          "Industrial; Consumer; Services; Licensing; Wholesale; Online; Spare parts; Rental; Consulting", "Revenue"),
    _note("Ageing of trade receivables | Receivables by age | Ageing analysis of trade debtors",
          "Total receivables | Receivables, all ages",
          "Not yet due; 1 to 30 days overdue; 31 to 60 days overdue; 61 to 90 days overdue; Over 90 days overdue",
          "Trade receivables, net", True, True),
    _note("Inventories by class | Breakdown of stocks | Composition of inventories",
          "Total inventories | Inventories, carrying amount",
          "Raw materials; Work in progress; Finished goods; Goods in transit; Packaging materials; Consumables",
          "Inventories", True),
    _note("Property, plant and equipment by class | Fixed asset classes | Tangible assets by category",
          "Total carrying amount | Net book value", "Land; Buildings; Machinery; Vehicles; Office equipment; "
          "Computer hardware; Leasehold improvements; Tooling", "Property, plant and equipment", True),
    _note("Maturity of borrowings | Borrowings by due date | Debt repayment schedule",
          "Total borrowings | Borrowings, all maturities",
          "Within 1 year; Between 1 and 2 years; Between 2 and 5 years; After 5 years", "", True, True),
    _note("Employee costs | Personnel expenses | Staff costs", "Total employee costs | Staff costs, total",
          "Base salaries; Bonuses; Social security; Pension contributions; Share-based payments; Training; Other benefits"),
    _note("Administrative costs by nature | Analysis of administrative expenses", "Total administrative costs",
          "Office supplies; Professional fees; Travel; Insurance; IT services; Repairs; Utilities; Audit fee",
          "Administrative expenses"),
    _note("Other payables by type | Composition of other payables", "Total other payables",
          "Deposits received; Construction payables; VAT payable; Refund liabilities; Royalties payable; Sundry items",
          "Other payables", True),
    _note("Provisions | Provisions by purpose", "Total provisions | Provisions, closing balance",
          "Warranty claims; Legal disputes; Site restoration; Onerous contracts; Loyalty points; Redundancy", "", True),
    _note("Taxes payable by type | Tax balances | Composition of tax payable", "Total taxes payable",
          "Corporation tax; Value added tax; Payroll tax; Property tax; Customs duties; Withholding tax",
          "Current tax liabilities", True),
    _note("Intangible assets by class | Composition of intangibles", "Total intangibles, net",
          "Patents; Trademarks; Customer relationships; Licences; Computer software; Order backlog",
          "Intangible assets", True),
)  # fmt: skip
KEY_FIGURES = key_figures("""
Gross margin | Gross profit ratio | Gross profit percentage; 12 to 70, 1 decimals % = gross / revenue
Operating margin | EBIT margin | Return on sales; 2 to 28, 1 decimals % = operating / revenue
Net margin | Net profit ratio | Net income margin; 1 to 20, 1 decimals % = net / revenue
Return on equity | ROE | Return on shareholders' funds; 2 to 30, 1 decimals % = net / equity
Return on assets | ROA | Return on total assets; 1 to 15, 1 decimals % = net / assets
Debt ratio | Gearing | Liabilities to assets; 20 to 80, 2 decimals % = liabilities / assets
Equity ratio | Own-funds ratio | Equity to total assets; 20 to 80, 1 decimals % = equity / assets
Effective tax rate | Tax rate, effective | Average tax rate; 12 to 32, 1 decimals %
Payout ratio | Dividend payout | Share of profit distributed; 10 to 80, 1 decimals %
Current ratio | Working capital ratio | Liquidity ratio; 0.7 to 3.2, 2 decimals = current_assets / current_liabilities
Quick ratio | Acid-test ratio | Quick assets ratio; 0.4 to 2.4, 2 decimals
Interest cover | Times interest earned | Interest coverage; 1.2 to 25, 1 decimals
Inventory turnover | Stock turn | Inventory turns; 2 to 14, 2 decimals
Basic earnings per share | Earnings per share | Basic EPS; 0.1 to 9, 2 decimals
Diluted earnings per share | Diluted EPS | Fully diluted EPS; 0.1 to 9, 2 decimals
Dividend per share | Distribution per share | DPS; 0.05 to 3, 2 decimals
Book value per share | Net asset value per share | NAV per share; 2 to 60, 2 decimals
Share price at year end | Closing share price | Year-end quotation; 3 to 180, 2 decimals
Employees at year end | Headcount | Number of employees | Full-time staff; 120 to 48000, 0 decimals
Average number of employees | Average workforce | Mean headcount; 120 to 48000, 0 decimals
Number of stores | Outlets | Sites in operation; 8 to 2400, 0 decimals
Patents held | Patent portfolio | Granted patents; 5 to 3200, 0 decimals
Days sales outstanding | Receivable days | Average collection days; 18 to 120, 0 decimals
Shares outstanding (millions) | Number of shares (m) | Issued shares (millions); 12 to 980, 1 decimals
CO2 emissions (tonnes) | Carbon footprint (tonnes) | Greenhouse gases (tonnes); 900 to 98000, 0 decimals
""")
