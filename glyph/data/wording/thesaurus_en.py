# ruff: noqa: E501 - a table of words
"""English words and phrases of questions: those of a line may stand for each other."""

TABLE = """
rise | climb | go up | increase | grow | move up | advance | tick up | gain ground | move higher | trend upward
rises | climbs | goes up | increases | grows | moves up | advances | ticks up | gains ground | moves higher | trends upward
rose | climbed | went up | increased | grew | moved up | advanced | ticked up | gained ground | moved higher | trended upward
risen | climbed | gone up | increased | grown | moved up | advanced | ticked up | gained ground | moved higher | trended upward
rising | climbing | going up | increasing | growing | moving up | advancing | ticking up | gaining ground | moving higher | trending upward
surge | soar | jump | leap | shoot up | rocket | skyrocket | spike | balloon | take off
surges | soars | jumps | leaps | shoots up | rockets | skyrockets | spikes | balloons | takes off
surged | soared | jumped | leapt | shot up | rocketed | skyrocketed | spiked | ballooned | took off
surged | soared | jumped | leapt | shot up | rocketed | skyrocketed | spiked | ballooned | taken off
surging | soaring | jumping | leaping | shooting up | rocketing | skyrocketing | spiking | ballooning | taking off
raise | increase | lift | boost | push up | bump up | step up | hike | drive up | drive higher | put up
raised | increased | lifted | boosted | pushed up | bumped up | stepped up | hiked | drove up | drove higher | put up
raised | increased | lifted | boosted | pushed up | bumped up | stepped up | hiked | driven up | driven higher | put up
raising | increasing | lifting | boosting | pushing up | bumping up | stepping up | hiking | driving up | driving higher | putting up
expand | grow | enlarge | get bigger | swell | get larger | become larger | become bigger
expanded | grew | enlarged | got bigger | swelled | got larger | became larger | became bigger
expanded | grown | enlarged | got bigger | swelled | got larger | become larger | become bigger
expanding | growing | enlarging | getting bigger | swelling | getting larger | becoming larger | becoming bigger
improve | get better | strengthen | become better | make progress
improved | got better | strengthened | became better | made progress
improved | got better | strengthened | become better | made progress
recover | rebound | bounce back | rally | come back | revive | regain ground
recovers | rebounds | bounces back | rallies | comes back | revives | regains ground
recovered | rebounded | bounced back | rallied | come back | revived | regained ground
rise | increase | climb | gain | upturn | uptick | advance | upward move | upward movement | growth
rises | increases | climbs | gains | upturns | upticks | advances | upward moves | upward movements
a rise | an increase | a climb | a gain | an upturn | an uptick | an advance | an upward move | an upward movement
surge | jump | leap | spike | sharp rise | steep increase | big rise | sharp increase | steep climb | upsurge
small rise | slight increase | modest gain | uptick | minor increase | slight rise | modest increase
a small rise | a slight increase | a modest gain | an uptick | a minor increase | a slight rise | a modest increase
improvement | betterment | upgrade | enhancement | positive development
an improvement | an upgrade | an enhancement | a positive development
growth | increase | expansion | upward movement | upward progress
rising | increasing | climbing | growing | on the rise | going up | moving up | on the up | heading up
fall | drop | decline | decrease | go down | dip | slip | slide | come down | move down | sink | retreat | lose ground | trend downward
falls | drops | declines | decreases | goes down | dips | slips | slides | comes down | moves down | sinks | retreats | loses ground | trends downward
fell | dropped | declined | decreased | went down | dipped | slipped | slid | came down | moved down | sank | retreated | lost ground | trended downward
fallen | dropped | declined | decreased | gone down | dipped | slipped | slid | come down | moved down | sunk | retreated | lost ground | trended downward
falling | dropping | declining | decreasing | going down | dipping | slipping | sliding | coming down | moving down | sinking | retreating | losing ground | trending downward
plunged | plummeted | tumbled | slumped | crashed | nosedived | collapsed | dived | fell sharply | dropped steeply
plunged | plummeted | tumbled | slumped | crashed | nosedived | collapsed | dived | fallen sharply | dropped steeply
edged down | inched down | ticked down | crept down | drifted down | eased | fell slightly | dropped a little | declined modestly
edged down | inched down | ticked down | crept down | drifted down | eased | fallen slightly | dropped a little | declined modestly
reduce | cut | decrease | bring down | trim | pare | scale back | cut back | slim down
reduces | cuts | decreases | brings down | trims | pares | scales back | cuts back | slims down
reduced | cut | decreased | brought down | trimmed | pared | scaled back | cut back | slimmed down
reducing | cutting | decreasing | bringing down | trimming | paring | scaling back | cutting back | slimming down
shrink | get smaller | dwindle | become smaller | diminish | grow smaller
shrank | got smaller | dwindled | became smaller | diminished | grew smaller
shrunk | got smaller | dwindled | become smaller | diminished | grown smaller
shrinking | getting smaller | dwindling | becoming smaller | diminishing | growing smaller
worsen | get worse | deteriorate | degrade | go downhill | become worse | weaken
worsening | getting worse | deteriorating | degrading | going downhill | becoming worse | weakening
fall | drop | decline | decrease | dip | downturn | downtick | downward move | downward movement | slide | slip
falls | drops | declines | decreases | dips | downturns | downticks | downward moves | downward movements | slides | slips
a fall | a drop | a decline | a decrease | a dip | a downturn | a downtick | a downward move | a downward movement | a slide | a slip
small fall | slight decrease | modest drop | minor decline | slight drop | downtick | small dip
a small fall | a slight decrease | a modest drop | a minor decline | a slight drop | a downtick | a small dip
reduction | cut | cutback | decrease | lowering | curtailment
reductions | cuts | cutbacks | decreases | curtailments
a reduction | a cut | a cutback | a decrease | a curtailment
falling | dropping | declining | decreasing | going down | moving down | on the decline | heading down | in decline | on the way down
change | shift | move | alter | vary
changes | shifts | moves | alters | varies
changed | shifted | moved | altered | varied
changing | shifting | moving | altering | varying
fluctuate | swing | oscillate | seesaw | go up and down | move up and down | bounce around | move about
fluctuates | swings | oscillates | seesaws | goes up and down | moves up and down | bounces around | moves about
stayed flat | remained flat | remained unchanged | stayed the same | held steady | stayed level | stood still | stayed put | remained constant | stayed constant | held level | remained stable | stayed unchanged
develop | evolve | progress | unfold
developed | evolved | progressed | unfolded
developing | evolving | progressing | unfolding
double | grow twofold | increase twofold | rise twofold | go up twofold
halve | fall by half | drop by half | shrink by half | decline by half | go down by half
halved | fell by half | dropped by half | shrank by half | declined by half | went down by half
halved | fallen by half | dropped by half | shrunk by half | declined by half | gone down by half
peak | top out | reach a high | hit a high | reach a maximum | reach a peak | crest
peaked | topped out | reached a high | hit a high | reached a maximum | reached a peak | crested
convert | translate | change | switch
converts | translates | changes | switches
converted | translated | changed | switched
converting | translating | changing | switching
exchange | swap | trade | switch | interchange
exchanged | swapped | traded | switched | interchanged
exchanging | swapping | trading | switching | interchanging
replace | substitute for | take the place of | stand in for | supersede | supplant
replaces | substitutes for | takes the place of | stands in for | supersedes | supplants
replaced | substituted for | took the place of | stood in for | superseded | supplanted
replaced | substituted for | taken the place of | stood in for | superseded | supplanted
change | movement | shift | move | variation | alteration | swing
changes | movements | shifts | moves | variations | alterations | swings
a change | a movement | a shift | a move | a variation | an alteration | a swing
fluctuation | swing | oscillation | variation | up and down | seesaw movement
fluctuations | swings | oscillations | variations | ups and down | seesaw movements
trend | tendency | direction of travel | pattern | drift | general direction
development | evolution | progression | course | path | trajectory
unchanged | flat | the same | level | stable | constant | steady | static | at the same level
how much did it change | by how much did it change | what was the change | how big was the change | how large was the movement | what was the size of the change
rise or fall | increase or decrease | go up or down | climb or drop | go up or go down | grow or shrink | move up or down
rose or fell | increased or decreased | went up or down | climbed or dropped | grew or shrank | moved up or down
risen or fallen | increased or decreased | gone up or down | climbed or dropped | grown or shrunk | moved up or down
a rise or a fall | an increase or a decrease | a gain or a drop | a climb or a decline | growth or decline
from year to year | year on year | year over year | against the year before | on the previous year | compared with the year before | versus the prior year | relative to the previous year
higher | larger | greater | bigger | superior in amount
lower | smaller | lesser | reduced in amount
highest | largest | greatest | biggest | maximum | peak | most sizeable
lowest | smallest | minimum | bottom | most modest | tiniest
the most | the largest amount | the greatest amount | the biggest amount | the highest amount | the largest sum | the maximum
the highest number of | the largest number of | the greatest number of | the biggest number of | the most
more than | greater than | in excess of | upwards of | higher than | larger than
less than | smaller than | lower than | short of
fewer than | less than | not as many as | a smaller number than | a lower number than
at most | no more than | not more than | a maximum of | no higher than | not above
much higher | far higher | considerably higher | a lot higher | significantly higher | markedly higher | well above
much lower | far lower | considerably lower | a lot lower | significantly lower | markedly lower | well below
as large as | as big as | as great as | as high as | equal to | on a par with | the same as | level with
which was higher | which was larger | which was greater | which was bigger | which came out on top | which was the larger of the two | which was the greater of the two
which is higher | which is larger | which is greater | which is bigger | which comes out on top | which is the larger of the two
the higher | the larger | the greater | the bigger | the larger of the two | the higher of the two
the lower | the smaller | the lesser | the smaller of the two | the lower of the two
big | large | sizeable | substantial | considerable | hefty | significant | great
small | little | minor | modest | slight | tiny | limited | insignificant
bigger than | larger than | greater than | higher than | more than
smaller than | lower than | less than | not as large as
better | stronger | superior | finer | more favourable | more favorable
worse | weaker | poorer | inferior | less favourable | less favorable
earlier | before that | previously | ahead of that
later | afterwards | afterward | subsequently | after that | thereafter
longer | lengthier | more extended | more prolonged | more drawn out
shorter | briefer | less long | less lengthy | more concise
most expensive | costliest | priciest | dearest | highest priced
from highest to lowest | from largest to smallest | in descending order | from top to bottom | biggest first | largest first | from high to low
exceed | surpass | outstrip | beat | outdo | go beyond | overtake | come in above | outrun
exceeds | surpasses | outstrips | beats | outdoes | goes beyond | overtakes | comes in above | is more than | is above | is higher than | is greater than | outruns
exceeded | surpassed | outstripped | beat | outdid | went beyond | overtook | came in above | was more than | was above | was higher than | was greater than | outran
exceeded | surpassed | outstripped | beaten | outdone | gone beyond | overtaken | come in above | outrun
fall short of | trail | lag behind | undershoot | come in below | stay below | fall below
falls short of | trails | lags behind | undershoots | comes in below | stays below | falls below | is less than | is below | is lower than | is smaller than
fell short of | trailed | lagged behind | undershot | came in below | stayed below | fell below | was less than | was below | was lower than | was smaller than
fallen short of | trailed | lagged behind | undershot | come in below | stayed below | fallen below
equal | match | tie with | come level with | correspond to
equals | matches | ties with | comes level with | corresponds to | is equal to | is the same as | is identical to | is on a par with
equalled | matched | tied with | came level with | corresponded to | was equal to | was the same as | was identical to | was on a par with
equalled | matched | tied with | come level with | corresponded to
equalling | matching | tying with | coming level with | corresponding to | being equal to | being the same as | being identical to | being on a par with
compare | contrast | juxtapose | set side by side | line up | put side by side
compares | contrasts | juxtaposes | sets side by side | lines up | puts side by side
compared | contrasted | juxtaposed | set side by side | lined up | put side by side
comparing | contrasting | juxtaposing | setting side by side | lining up | putting side by side
compared with | stacked up against | measured up against | fared against | shaped up against | ranked against | looked against
differ | diverge | vary | deviate | depart
differed | diverged | varied | deviated | was different | departed
differed | diverged | varied | deviated | departed
differ from | diverge from | deviate from | depart from | vary from
agree with | tally with | match | square with | accord with | fit | correspond to | chime with | line up with
agrees with | tallies with | matches | squares with | accords with | fits | corresponds to | is consistent with | is in line with | is in agreement with | chimes with | lines up with
agreeing with | tallying with | matching | squaring with | according with | fitting | corresponding to | being consistent with | being in line with | being in agreement with | chiming with | lining up with
reach | hit | attain | get to | arrive at | achieve | touch
reaches | hits | attains | gets to | arrives at | achieves | touches
reached | hit | attained | got to | arrived at | achieved | touched
reaching | hitting | attaining | getting to | arriving at | achieving | touching
rank | order | sort | grade | arrange | put in order
ranks | orders | sorts | grades | arranges | puts in order
ranked | ordered | sorted | graded | arranged | put in order
ranking | ordering | sorting | grading | arranging | putting in order
resemble | look like | look similar to | come close to
distinguish | differentiate | tell apart | discriminate | separate | set apart
distinguishes | differentiates | tells apart | discriminates | separates | sets apart
comparison | contrast | side-by-side | juxtaposition | comparative look
comparisons | contrasts | juxtapositions | comparative looks
a comparison | a contrast | a side-by-side | a juxtaposition | a comparative look
side by side | next to each other | alongside each other | one beside the other | together | in parallel
how does | in what way does | in which way does | in what manner does | by what means does
how did | in what way did | in which way did | in what manner did | by what means did
identical | the same | alike | indistinguishable | no different | one and the same
similar | alike | comparable | akin | much the same | analogous
different | dissimilar | distinct | not the same | unlike | not alike | at variance
percentage | percent figure | per cent figure | percentage figure | percentage value | percentage rate
percentages | percent figures | per cent figures | percentage figures | percentage values | percentage rates
a percentage | a percent figure | a per cent figure | a percentage figure | a percentage value | a percentage rate
percent | per cent | % | pct | p.c.
percentage points | points | pp | percent points | per cent points
percentage change | change in percent | percent change | relative change | change in percentage terms | change as a percentage | rate of change | proportional change | change in per cent | percentage movement
percentage increase | percent increase | rise in percent | rate of increase | percentage rise | rise in percentage terms | rate of growth | growth rate | percentage growth | growth in percent | relative increase | percentage gain
percentage decrease | percent decrease | fall in percent | rate of decrease | percentage fall | percentage drop | fall in percentage terms | rate of decline | percentage decline | relative decrease | percentage reduction
rate of growth | growth rate | pace of growth | rate of expansion | rate of increase | speed of growth | growth percentage
rates of growth | growth rates | paces of growth | rates of expansion | rates of increase | speeds of growth | growth percentages
a rate of growth | a growth rate | a pace of growth | a rate of expansion | a rate of increase | a speed of growth | a growth percentage
rate | pace | speed | tempo | velocity
rates | paces | speeds | tempos | velocities
a rate | a pace | a speed | a tempo | a velocity
in percent | in per cent | as a percentage | in percentage terms | expressed as a percentage | percentage-wise | in percentage form | in relative terms | on a percentage basis
by what percentage | by what percent | by how many percent | by how many per cent | at what rate | by what percentage figure | how much in percent | how much in percentage terms
what percentage | what percent | what per cent | how many percent | how many per cent
what percentage of | what share of | what proportion of | what fraction of | what part of | how much of | what portion of | how large a share of | how big a part of
absolute change | change in absolute terms | change in absolute amount | change in amount | numerical change | change in money terms | nominal change | change in units
in absolute terms | as an absolute amount | in absolute numbers | in absolute figures | as an absolute figure | in plain numbers | in raw numbers
absolute amount | absolute figure | absolute number | raw amount | raw figure | absolute value | actual amount
absolute amounts | absolute figures | absolute numbers | raw amounts | raw figures | absolute values | actual amounts
an absolute amount | an absolute figure | an absolute number | a raw amount | a raw figure | an absolute value | an actual amount
by how much | by what amount | by what sum | by what quantity | by how great an amount
by how many | by what number | how many more or fewer | by what count | by how great a number
difference | gap | spread | discrepancy | disparity | differential | distance
differences | gaps | spreads | discrepancies | disparities | differentials | distances
a difference | a gap | a spread | a discrepancy | a disparity | a differential | a distance
the difference between | the gap between | the spread between | the margin between | the distance between | the discrepancy between | the differential between | the disparity between
minus | after deducting | after subtracting | net of | reduced by
plus | added to | together with | along with | in addition to
subtract | deduct | take away | take off | knock off | dock | remove
subtracts | deducts | takes away | takes off | knocks off | docks | removes
subtracted | deducted | took away | took off | knocked off | docked | removed
subtracted | deducted | taken away | taken off | knocked off | docked | removed
subtracting | deducting | taking away | taking off | knocking off | docking | removing
multiply | scale up | increase by a factor | gross up | multiply up
multiplied | scaled up | increased by a factor | grossed up | multiplied up
divide | split | share out | apportion | carve up | break up | partition | split up
divides | splits | shares out | apportions | carves up | breaks up | partitions | splits up
divided | split | shared out | apportioned | carved up | broke up | partitioned | split up
divided | split | shared out | apportioned | carved up | broken up | partitioned | split up
dividing | splitting | sharing out | apportioning | carving up | breaking up | partitioning | splitting up
add | add on | tack on | append | attach | tag on
adds | adds on | tacks on | appends | attaches | tags on
added | added on | tacked on | appended | attached | tagged on
adding | adding on | tacking on | appending | attaching | tagging on
surplus | excess | overage | remainder | overhang | overshoot
shortfall | deficit | shortage | deficiency | undershoot
ratio | quotient | relationship | proportion | relation
ratios | quotients | relationships | proportions | relations
a ratio | a quotient | a relationship | a proportion | a relation
the ratio of | the ratio between | the relation of | the proportion between | the quotient of
multiple | factor | multiplier | multiplication factor | multiplying factor
multiples | factors | multipliers | multiplication factors | multiplying factors
a multiple | a factor | a multiplier | a multiplication factor | a multiplying factor
how many times | what multiple of | by what factor | how many times over | how many fold
how many times as large as | how many times as big as | how many times the size of | what multiple of | how many times as great as | how many times as high as
share | proportion | portion | part | fraction | slice | percentage
shares | proportions | portions | parts | fractions | slices | percentages
a share | a proportion | a portion | a part | a fraction | a slice | a percentage
the share of | the proportion of | the part of | the fraction of | the portion of | the slice of | the percentage of
as a share of | as a proportion of | as a percentage of | as a fraction of | as a part of | in relation to | relative to
per head | per capita | per person | for each person | apiece | by head
per unit | for each unit | for every unit | apiece | per piece
per share | for each share | for every share | on a per-share basis
per year | annually | each year | every year | per annum | yearly
one half | half | fifty per cent | 50 percent | 50% | 1/2
most of | the majority of | the bulk of | the greater part of | the lion's share of | more than half of | the larger part of | the better part of
average | arithmetic mean | mean value | average figure | average value | average level
averages | arithmetic means | mean values | average figures | average values | average levels
an average | an arithmetic mean | a mean value | an average figure | an average value | an average level
on average | as a rule | on the average | typically | as an average | in the mean
weight | weighting | relative importance | significance | prominence
figure | number | value | amount | quantity | datum
figures | numbers | values | amounts | quantities | data
a figure | a number | a value | an amount | a quantity | a datum
the figure for | the number for | the value for | the amount for | the level of | the value of | the reading for | the amount of | the figure of
amount | sum | quantity | volume | figure
amounts | sums | quantities | volumes | figures
an amount | a sum | a quantity | a volume | a figure
level | height | mark | reading | standing
levels | heights | marks | readings | standings
total | sum total | grand total | overall figure | aggregate | overall amount | overall total | sum
totals | sum totals | grand totals | overall figures | aggregates | overall amounts | overall totals | sums
a total | a sum total | a grand total | an overall figure | an aggregate | an overall amount | an overall total | a sum
subtotal | partial sum | intermediate total | partial total | interim total | intermediate sum
a subtotal | a partial sum | an intermediate total | a partial total | an interim total | an intermediate sum
overall | in total | altogether | in all | all told | taken together | in aggregate | all in all | in sum | combined
total | overall | combined | aggregate | entire | full | complete
digit | numeral | numerical character | cipher
digits | numerals | numerical characters | ciphers
size | magnitude | scale | extent | dimension
sizes | magnitudes | scales | extents | dimensions
how large | how big | how great | how high | how sizeable | of what size | what size
how much | what amount | what sum | how much money | what quantity | how great an amount
how much was | how large was | how big was | how high was | how great was
how much is | how large is | how big is | how high is | how great is
how much are | how large are | how big are | how high are | how great are | how sizeable are
what was the figure for | what was the amount of | what was the value of | what was the level of | what did the accounts give for | what number was given for | what figure was given for
what is the figure for | what is the amount of | what is the value of | what is the level of | what number is given for | what figure is given for | what's the number for
unit | unit of measurement | measuring unit | unit of measure | measurement unit
units | units of measurement | measuring units | units of measure | measurement units
in millions | in mn | expressed in millions | stated in millions | in units of a million
in thousands | expressed in thousands | stated in thousands | in units of a thousand
thousand | thou | ths | 1000
measure | gauge | quantify | size up | assess | put a number on
measured | gauged | quantified | sized up | assessed | put a number on
estimate | gauge | guess | approximate | make an estimate of | assess | put a figure on | ballpark
estimated | gauged | guessed | approximated | made an estimate of | assessed | put a figure on | ballparked
estimate | approximation | rough figure | ballpark figure | guess | rough calculation | rough idea
maximum | peak | high | highest value | highest level | ceiling | highest point
minimum | trough | low | lowest value | lowest level | floor | lowest point
limit | cap | ceiling | upper bound | upper limit
range | span | interval | spread | band | bracket
ranges | spans | intervals | spreads | bands | brackets
positive | above zero | greater than zero | in the black | in plus
negative | below zero | less than zero | in the red | in minus
zero | nil | nought | naught | nothing | 0
around | roughly | approximately | in the region of | circa | more or less | in the neighbourhood of | close to
exactly | precisely | to the penny | accurately | strictly | on the nose
just over | slightly over | a little more than | slightly more than | a bit over | slightly above
exact | precise | accurate | dead-on
rough | approximate | ballpark | inexact | estimated | imprecise
rounded | rounded off | in round numbers | in round figures | to a round number
amount to | come to | total | add up to | stand at | run to | work out at | come out at | sum to | equal
amounts to | comes to | totals | adds up to | stands at | runs to | works out at | comes out at | sums to | equals | is equal to
amounted to | came to | totalled | added up to | stood at | ran to | worked out at | came out at | summed to | equalled | was equal to
amounted to | come to | totalled | added up to | stood at | run to | worked out at | come out at | summed to | equalled
amounting to | coming to | totalling | adding up to | standing at | running to | working out at | coming out at | summing to | equalling | being equal to
add up | sum | total | tot up | add together | tally | sum up | aggregate | combine | count up
adds up | sums | totals | tots up | adds together | tallies | sums up | aggregates | combines | counts up
added up | summed | totalled | totted up | added together | tallied | summed up | aggregated | combined | counted up
adding up | summing | totalling | totting up | adding together | tallying | summing up | aggregating | combining | counting up
account for | make up | represent | constitute | form | comprise | contribute
accounts for | makes up | represents | constitutes | forms | comprises | contributes
accounted for | made up | represented | constituted | formed | comprised | contributed
accounting for | making up | representing | constituting | forming | comprising | contributing
consist of | comprise | break down into | include | contain
consists of | comprises | breaks down into | is made up of | is composed of | is comprised of | includes | contains
consisted of | comprised | broke down into | was made up of | was composed of | was comprised of | included | contained
consisted of | comprised | broken down into | included | contained
consisting of | comprising | breaking down into | being made up of | being composed of | being comprised of | including | containing
result in | lead to | produce | yield | work out to
results in | leads to | produces | yields | works out to
resulted in | led to | produced | yielded | worked out to
calculate | compute | work out | figure out | derive | reckon
calculates | computes | works out | figures out | derives | reckons
calculated | computed | worked out | figured out | derived | reckoned
calculating | computing | working out | figuring out | deriving | reckoning
determine | establish | ascertain | find out | discover | work out | figure out | learn | get at
determines | establishes | ascertains | finds out | discovers | works out | figures out | learns | gets at
determined | established | ascertained | found out | discovered | worked out | figured out | learned | got at
determining | establishing | ascertaining | finding out | discovering | working out | figuring out | learning | getting at
count | tally | number | enumerate | tot up | count up | keep count of
counts | tallies | numbers | enumerates | tots up | counts up | keeps count of
counted | tallied | numbered | enumerated | totted up | counted up | kept count of
counting | tallying | numbering | enumerating | totting up | counting up | keeping count of
calculation | computation | arithmetic operation | working-out | reckoning
formula | equation | calculation rule | expression | computing rule
a formula | an equation | a calculation rule | an expression | a computing rule
result | outcome | answer | end product | upshot | end result | product
results | outcomes | answers | end products | upshots | end results | products
report | filing | publication | document | write-up | paper
reports | filings | publications | documents | write-ups | papers
a report | a filing | a publication | a document | a write-up | a paper
annual report | yearly report | report for the year | full-year report | annual filing | report of the year
financial statement | statement of accounts | set of accounts | set of books | financial report
financial statements | statements of accounts | sets of accounts | sets of books | financial reports
financial statements | accounts | annual accounts | books | financials | financial reports | published accounts | books of account
statement | schedule | summary statement | overview | overall statement
statements | schedules | summary statements | overviews | overall statements
balance sheet | statement of financial position | statement of assets and liabilities | statement of condition | position statement
table | grid | schedule | tabulation | tabular overview | matrix
tables | grids | schedules | tabulations | tabular overviews | matrices
a table | a grid | a schedule | a tabulation | a tabular overview | a matrix
graph | chart | diagram | plot | graphic
a graph | a chart | a diagram | a plot | a graphic
page | sheet | leaf | side | folio
pages | sheets | leaves | sides | folios
a page | a sheet | a leaf | a side | a folio
row | line | horizontal line | entry
rows | lines | horizontal lines | entries
a row | a line | a horizontal line | an entry
column | vertical column | table column | upright column
columns | vertical columns | table columns | upright columns
a column | a vertical column | a table column | an upright column
entry | item | record | line item | listing | posting
entries | items | records | line items | listings | postings
an entry | an item | a record | a line item | a listing | a posting
cell | field | box | slot | square | space
cells | fields | boxes | slots | squares | spaces
a cell | a field | a box | a slot | a square | a space
heading | header | title | caption | headline | rubric
headings | headers | titles | captions | headlines | rubrics
a heading | a header | a title | a caption | a headline | a rubric
label | tag | designation | caption | row heading
labels | tags | designations | captions | row headings
footnote | note | endnote | annotation | remark | foot-of-page note
footnotes | notes | endnotes | annotations | remarks | foot-of-page notes
a footnote | a note | an endnote | an annotation | a remark | a foot-of-page note
section | chapter | passage | segment | portion
sections | chapters | passages | segments | portions
paragraph | passage | block of text | para
document | paper | file | text | piece of writing
documents | papers | files | texts | pieces of writing
a document | a paper | a file | a text | a piece of writing
text | wording | passage | writing | copy | written material | extract | excerpt
passage | excerpt | extract | section | snippet | quotation | part of the text
passages | excerpts | extracts | sections | snippets | quotations | parts of the text
sentence | phrase | statement | clause
sentences | phrases | statements | clauses
word | term | expression | vocable | lexeme
words | terms | expressions | vocables | lexemes
a word | a term | an expression | a vocable | a lexeme
quotation | quote | citation | excerpt | verbatim passage
quotations | quotes | citations | excerpts | verbatim passages
title | heading | headline | caption
titles | headings | headlines | captions
a title | a heading | a headline | a caption
author | writer | creator | originator
source | reference | origin | provenance | basis | authority
sources | references | origins | bases | authorities
source text | original text | underlying text | base text | text at hand | given text
summary | outline | overview | synopsis | recap | digest | précis | rundown | abstract
list | listing | enumeration | inventory | roll | catalogue | catalog | register
lists | listings | enumerations | inventories | rolls | catalogues | catalogs | registers
category | class | type | kind | bracket
breakdown | split | itemisation | itemization | analysis | decomposition | disaggregation | detailed list
detail | particular | specific | fine point | piece of information
details | particulars | specifics | fine points | pieces of information
data | information | figures | numbers | facts | statistics | details
evidence | proof | support | backing | confirmation | substantiation | corroboration
fact | piece of information | data point | detail | item of information | datum
facts | pieces of information | data points | details | items of information | data
a fact | a piece of information | a data point | a detail | an item of information | a datum
contract | agreement | deal | accord | covenant | written agreement | binding agreement
contracts | agreements | deals | accords | covenants | written agreements | binding agreements
clause | provision | stipulation | proviso | contract term
clauses | provisions | stipulations | provisos | contract terms
letter | message | piece of correspondence | missive | communication
letters | messages | pieces of correspondence | missives | communications
a letter | a message | a piece of correspondence | a missive | a communication
article | news item | story | piece | news report | write-up
articles | news items | stories | pieces | news reports | write-ups
an article | a news item | a story | a piece | a news report | a write-up
version | edition | release | draft | variant | form
versions | editions | releases | drafts | variants | forms
a version | an edition | a release | a draft | a variant | a form
copy | duplicate | reproduction | replica | transcript
in the table | in the chart | in the grid | in the schedule | in the tabulation | among the rows of the table | in the tabular data
in the report | in the filing | in the document | in the publication | in the paper | within the report
on this page | on the page | on the page in question | on the sheet | on the given page | on that page
in the text | in the passage | in the wording | in the extract | within the text | in the given text | in what is written
from the table | out of the table | off the table | using the table | from the grid | from the tabulation
according to the table | going by the table | as the table shows | as shown in the table | as per the table | judging by the table | in the table's numbers | on the evidence of the table
above | further up | earlier on | higher up | previously
below | further down | later on | lower down | underneath | beneath
first row | top row | top line | first line | opening row | uppermost row
first column | leftmost column | left-hand column | column on the far left | opening column
report | record | state | show | list | disclose | give | print | publish | set out | indicate | post
reports | records | states | shows | lists | discloses | gives | prints | publishes | sets out | indicates | posts
reported | recorded | stated | showed | listed | disclosed | gave | printed | published | set out | indicated | posted
reported | recorded | stated | shown | listed | disclosed | given | printed | published | set out | indicated | posted
reporting | recording | stating | showing | listing | disclosing | giving | printing | publishing | setting out | indicating | posting
show | display | exhibit | set forth | lay out
shows | displays | exhibits | sets forth | lays out
showed | displayed | exhibited | set forth | laid out
shown | displayed | exhibited | set forth | laid out
showing | displaying | exhibiting | setting forth | laying out
disclose | reveal | divulge | release | publish | unveil | make public | make known
disclosed | revealed | divulged | released | published | unveiled | made public | made known
disclosing | revealing | divulging | releasing | publishing | unveiling | making public | making known
state | say | declare | assert | affirm | maintain | claim | report
states | says | declares | asserts | affirms | maintains | claims | reports
stated | declared | asserted | affirmed | maintained | claimed | reported
stating | saying | declaring | asserting | affirming | maintaining | claiming | reporting
mention | refer to | cite | bring up | touch on | allude to | make mention of
mentions | refers to | cites | brings up | touches on | alludes to | makes mention of
mentioned | referred to | cited | brought up | touched on | alluded to | made mention of
mentioning | referring to | citing | bringing up | touching on | alluding to | making mention of
contain | include | carry | encompass
contains | includes | carries | encompasses
contained | included | carried | encompassed
containing | including | carrying | encompassing
list | itemise | itemize | enumerate | set out | catalogue | give a list of | detail
lists | itemises | itemizes | enumerates | sets out | catalogues | gives a list of | details
listed | itemised | itemized | enumerated | set out | catalogued | gave a list of | detailed
listed | itemised | itemized | enumerated | set out | catalogued | given a list of | detailed
listing | itemising | itemizing | enumerating | setting out | cataloguing | giving a list of | detailing
specify | stipulate | detail | spell out | set out | particularise
specifies | stipulates | details | spells out | sets out | particularises
specified | stipulated | detailed | spelt out | set out | particularised
specifying | stipulating | detailing | spelling out | setting out | particularising
quote | cite | reproduce | repeat | give word for word | recite
quotes | cites | reproduces | repeats | gives word for word | recites
quoted | cited | reproduced | repeated | gave word for word | recited
quoted | cited | reproduced | repeated | given word for word | recited
quoting | citing | reproducing | repeating | giving word for word | reciting
note down | write down | jot down | put down | take down | log
noted down | wrote down | jotted down | put down | took down | logged
noted down | written down | jotted down | put down | taken down | logged
print | publish | put in print | bring out | put out
prints | publishes | puts in print | brings out | puts out
printed | published | put in print | brought out | put out
printing | publishing | putting in print | bringing out | putting out
appear | occur | turn up | crop up
appears | is shown | is found | is given | occurs | turns up | crops up | is listed | is stated
appeared | was shown | was found | was given | occurred | turned up | cropped up | was listed | was stated
appeared | occurred | turned up | cropped up
read | peruse | go through | look through | look over | study | scan | go over
reads | peruses | goes through | looks through | looks over | studies | scans | goes over
read | perused | went through | looked through | looked over | studied | scanned | went over
read | perused | gone through | looked through | looked over | studied | scanned | gone over
reading | perusing | going through | looking through | looking over | studying | scanning | going over
examine | inspect | study | scrutinise | scrutinize | look into | analyse | analyze | go into | investigate
examines | inspects | studies | scrutinises | scrutinizes | looks into | analyses | analyzes | goes into | investigates
examined | inspected | studied | scrutinised | scrutinized | looked into | analysed | analyzed | went into | investigated
examined | inspected | studied | scrutinised | scrutinized | looked into | analysed | analyzed | gone into | investigated
examining | inspecting | studying | scrutinising | scrutinizing | looking into | analysing | analyzing | going into | investigating
find | locate | track down | look up | dig up | ferret out | trace | spot | pinpoint | hunt down
finds | locates | tracks down | looks up | digs up | ferrets out | traces | spots | pinpoints | hunts down
found | located | tracked down | looked up | dug up | ferreted out | traced | spotted | pinpointed | hunted down
finding | locating | tracking down | looking up | digging up | ferreting out | tracing | spotting | pinpointing | hunting down
extract | pull out | pick out | draw | copy out | retrieve
extracts | pulls out | picks out | draws | copies out | retrieves
extracted | pulled out | picked out | drew | copied out | retrieved
extracted | pulled out | picked out | drawn | copied out | retrieved
extracting | pulling out | picking out | drawing | copying out | retrieving
search | look through | comb | go through | scour | hunt through | trawl through
searches | looks through | combs | goes through | scours | hunts through | trawls through
searched | looked through | combed | went through | scoured | hunted through | trawled through
searched | looked through | combed | gone through | scoured | hunted through | trawled through
searching | looking through | combing | going through | scouring | hunting through | trawling through
fill in | fill out | enter | supply | write in | insert
fills in | fills out | enters | supplies | writes in | inserts
filled in | filled out | entered | supplied | wrote in | inserted
filled in | filled out | entered | supplied | written in | inserted
filling in | filling out | entering | supplying | writing in | inserting
highlight | emphasise | emphasize | stress | underline | point up | draw attention to | underscore
highlighted | emphasised | emphasized | stressed | underlined | pointed up | drew attention to | underscored
highlighted | emphasised | emphasized | stressed | underlined | pointed up | drawn attention to | underscored
summarise | summarize | sum up | recap | condense | give a summary of | outline | abridge
summarises | summarizes | sums up | recaps | condenses | gives a summary of | outlines | abridges
explain | set out | spell out | clarify | make clear | account for | elucidate | shed light on
explains | sets out | spells out | clarifies | makes clear | accounts for | elucidates | sheds light on
explained | set out | spelt out | clarified | made clear | accounted for | elucidated | shed light on
explaining | setting out | spelling out | clarifying | making clear | accounting for | elucidating | shedding light on
describe | depict | portray | characterise | characterize | sketch | paint a picture of
describes | depicts | portrays | characterises | characterizes | sketches | paints a picture of
described | depicted | portrayed | characterised | characterized | sketched | painted a picture of
define | give the meaning of | set out the meaning of | spell out | explain | give a definition of
defines | gives the meaning of | sets out the meaning of | spells out | explains | gives a definition of
defined | gave the meaning of | set out the meaning of | spelt out | explained | gave a definition of
defined | given the meaning of | set out the meaning of | spelt out | explained | given a definition of
defining | giving the meaning of | setting out the meaning of | spelling out | explaining | giving a definition of
mean | signify | denote | stand for | designate | refer to
means | signifies | denotes | stands for | designates | refers to
meant | signified | denoted | stood for | designated | referred to
meaning | signifying | denoting | standing for | designating | referring to
indicate | suggest | imply | point to | signal | hint at | intimate
indicates | suggests | implies | points to | signals | hints at | intimates
indicated | suggested | implied | pointed to | signalled | hinted at | intimated
relate to | concern | pertain to | refer to | have to do with | regard | bear on
relates to | concerns | pertains to | refers to | has to do with | regards | bears on | is about
related to | concerned | pertained to | referred to | had to do with | regarded | bore on | was about
related to | concerned | pertained to | referred to | had to do with | regarded | borne on
relating to | concerning | pertaining to | referring to | having to do with | regarding | bearing on | being about
cover | deal with | treat | take in | discuss | go into
covers | deals with | treats | takes in | discusses | goes into
covered | dealt with | treated | took in | discussed | went into
covered | dealt with | treated | taken in | discussed | gone into
covering | dealing with | treating | taking in | discussing | going into
translate | render | put | convert | reproduce in another language
translates | renders | puts | converts | reproduces in another language
translated | rendered | put | converted | reproduced in another language
translating | rendering | putting | converting | reproducing in another language
omit | leave out | exclude | skip | miss out | drop | pass over
omitted | left out | excluded | skipped | missed out | dropped | passed over
omitting | leaving out | excluding | skipping | missing out | dropping | passing over
write | draft | author | compose | pen | draw up | put together
writes | drafts | authors | composes | pens | draws up | puts together
wrote | drafted | authored | composed | penned | drew up | put together
written | drafted | authored | composed | penned | drawn up | put together
writing | drafting | authoring | composing | penning | drawing up | putting together
classify | categorise | categorize | sort | class | pigeonhole | file
classified | categorised | categorized | sorted | classed | pigeonholed | filed
classifying | categorising | categorizing | sorting | classing | pigeonholing | filing
label | tag | mark | designate | dub | give a label to
labels | tags | marks | designates | dubs | gives a label to
labelled | tagged | marked | designated | dubbed | gave a label to
labelled | tagged | marked | designated | dubbed | given a label to
identify | pinpoint | single out | point out | pick out | put a name to
identifies | pinpoints | singles out | points out | picks out | puts a name to
identified | pinpointed | singled out | pointed out | picked out | put a name to
choose | pick | select | opt for | single out | go for | settle on | plump for
chose | picked | selected | opted for | singled out | went for | settled on | plumped for
chosen | picked | selected | opted for | singled out | gone for | settled on | plumped for
use | employ | apply | utilise | utilize | make use of | draw on | rely on
uses | employs | applies | utilises | utilizes | makes use of | draws on | relies on
used | employed | applied | utilised | utilized | made use of | drew on | relied on
used | employed | applied | utilised | utilized | made use of | drawn on | relied on
using | employing | applying | utilising | utilizing | making use of | drawing on | relying on
consider | look at | think about | take into account | bear in mind | weigh | contemplate
considers | looks at | thinks about | takes into account | bears in mind | weighs | contemplates
considered | looked at | thought about | took into account | bore in mind | weighed | contemplated
considered | looked at | thought about | taken into account | borne in mind | weighed | contemplated
considering | looking at | thinking about | taking into account | bearing in mind | weighing | contemplating
ignore | disregard | leave aside | overlook | pay no attention to | leave out of account
ignoring | disregarding | leaving aside | overlooking | paying no attention to | leaving out of account
notice | observe | spot | detect | become aware of
noticed | observed | spotted | detected | became aware of
noticed | observed | spotted | detected | become aware of
conclude | infer | deduce | gather | work out | reason | draw the conclusion
concludes | infers | deduces | gathers | works out | reasons | draws the conclusion
concluded | inferred | deduced | gathered | worked out | reasoned | drew the conclusion
concluded | inferred | deduced | gathered | worked out | reasoned | drawn the conclusion
concluding | inferring | deducing | gathering | working out | reasoning | drawing the conclusion
understand | grasp | comprehend | make sense of | take in
understands | grasps | comprehends | makes sense of | takes in
understood | grasped | comprehended | made sense of | took in
understood | grasped | comprehended | made sense of | taken in
prepare | draw up | put together | compile | assemble
prepared | drew up | put together | compiled | assembled
prepared | drawn up | put together | compiled | assembled
publish | issue | release | put out | bring out
published | issued | released | put out | brought out
publishing | issuing | releasing | putting out | bringing out
is shown | is given | is listed | is stated | is reported | is printed | is recorded | is disclosed | is indicated | appears | is set out | is found
are shown | are given | are listed | are stated | are reported | are printed | are recorded | are disclosed | are indicated | appear | are set out | are found
was shown | was given | was listed | was stated | was reported | was printed | was recorded | was disclosed | was posted | appeared | was set out
were shown | were given | were listed | were stated | were reported | were printed | were recorded | were disclosed | were posted | appeared | were set out
not given | not stated | not shown | not mentioned | not disclosed | not reported | not listed | missing | absent | unavailable | not available
disclosure | publication | revelation | announcement | release
mention | reference | citation | allusion | passing reference
mentions | references | citations | allusions | passing references
meaning | sense | significance | signification | definition
description | portrayal | depiction | characterisation | characterization
definition | explanation | meaning | clarification | description
a definition | an explanation | a meaning | a clarification | a description
period | time span | stretch of time | timeframe | interval | time period | span of time | spell
periods | time spans | stretches of time | timeframes | intervals | time periods | spans of time | spells
a period | a time span | a stretch of time | a timeframe | an interval | a time period | a span of time | a spell
reporting periods | accounting periods | periods under review | periods covered | periods under report | reporting intervals
year | twelve-month period | twelvemonth | 12-month period | period of twelve months
years | twelve-month periods | twelvemonths | 12-month periods | periods of twelve months
a year | a twelve-month period | a twelvemonth | a 12-month period | a period of twelve months
month | calendar month | period of a month | span of a month | month's time
previous | prior | preceding | earlier | foregoing | former
following | subsequent | succeeding | ensuing
latest | most recent | newest | current | up-to-date | most up-to-date
earliest | oldest | initial | original | opening
current | present | existing | ongoing | ongoing now
currently | at present | now | at the moment | presently | right now | today | as things stand
formerly | previously | in the past | once | at one time | before
in the course of | during | throughout | within | over the course of
at the end of | at the close of | as at the end of | as of the end of | by the close of | on the last day of
at the beginning of | at the start of | at the outset of | at the opening of | on the first day of
at year-end | at the year's end | at the end of the year | at the close of the year | as at year-end | when the year closed | on the last day of the year
at the balance sheet date | at the reporting date | on the closing date | at the close of the books | on the balance sheet date | as at the reporting date
since | starting in | starting from | as from | ever since | starting with
until | till | up to | up until | through to | as far as
before | prior to | ahead of | earlier than | in advance of | previous to
after | subsequent to | later than | in the wake of
in the year | during the year | over the year | in the course of the year | throughout the year | in the twelve months
in which year | in what year | during which year | what year
which year | what year | which financial year | which of the years | which twelve months
at what time | on what date | at what point | on which day | at which point in time
how long | for how long | for what length of time | for what period | over what period | how much time
how often | how frequently | how many times | on how many occasions | with what frequency
date | day | calendar date | point in time | day of the month
dates | days | calendar dates | points in time | days of the month
beginning | start | outset | opening | commencement | onset
beginnings | starts | outsets | openings | commencements | onsets
end | close | finish | conclusion | termination | ending
ends | closes | finishes | conclusions | terminations | endings
begin | start | commence | get going | get under way | kick off
begins | starts | commences | gets going | gets under way | kicks off
began | started | commenced | got going | got under way | kicked off
begun | started | commenced | got going | got under way | kicked off
beginning | starting | commencing | getting going | getting under way | kicking off
end | finish | conclude | close | come to an end | stop | terminate
ends | finishes | concludes | closes | comes to an end | stops | terminates | is over
ended | finished | concluded | closed | came to an end | stopped | terminated | was over
ended | finished | concluded | closed | come to an end | stopped | terminated
ending | finishing | concluding | closing | coming to an end | stopping | terminating | being over
continue | go on | carry on | keep going | persist | proceed
continues | goes on | carries on | keeps going | persists | proceeds
continued | went on | carried on | kept going | persisted | proceeded
continued | gone on | carried on | kept going | persisted | proceeded
continuing | going on | carrying on | keeping going | persisting | proceeding
happen | occur | take place | come about | come to pass
happens | occurs | takes place | comes about | comes to pass
happened | occurred | took place | came about | came to pass
happened | occurred | taken place | come about | come to pass
happening | occurring | taking place | coming about | coming to pass
expire | run out | lapse | come to an end | end | terminate
expires | runs out | lapses | comes to an end | ends | terminates
expired | ran out | lapsed | came to an end | ended | terminated
expired | run out | lapsed | come to an end | ended | terminated
finally | at last | in the end | lastly | eventually | ultimately
firstly | first of all | to begin with | to start with | in the first place
how many | what number of | how large a number of | how great a number of | what count of
the number of | the count of | the tally of | the total number of | the quantity of | how many
how many are there | what number are there | how many exist | how many can be found | how many can one count
a number of | several | a few | various | a handful of | quite a few
numerous | a lot of | lots of | plenty of | a great many | a large number of | scores of
a lot of | a great deal of | plenty of | lots of | a good deal of
each and every | every single | any given
each of | every one of | each one of | all of | every single one of | each and every one of
the two | each of the two | both of the | the pair of
respectively | in that order | in turn | correspondingly | in the order named | in the order given | each in turn
in turn | one after another | one by one | successively | one after the other | in succession | in sequence
individually | separately | one at a time | singly | each on its own | on an individual basis | apart
together | jointly | combined | taken together | in combination | as a whole | collectively | between them
all of the | every one of the | the whole set of | the entirety of the | each of the
any of the | at least one of the | one or more of the | some of the
none | not one | not a single one | no one | not any
none of | not one of | not a single one of | not any of | no one among
merely | solely | exclusively | simply
the rest | the remainder | what is left | the balance | what remains | the others | the remaining part
one of | one among | one out of | a member of | any one of
again | once more | once again | anew | one more time | a second time | afresh
as well | likewise | in addition | besides | additionally
series | sequence | string | succession | chain
series | sequences | strings | successions | chains
a series | a sequence | a string | a succession | a chain
set | bunch | collection | batch | cluster
sets | bunches | collections | batches | clusters
a set | a bunch | a collection | a batch | a cluster
pair | couple | twosome | duo | set of two
pairs | couples | twosomes | duos | sets of two
a pair | a couple | a twosome | a duo | a set of two
is it true that | is it right that | is it correct that | is it the case that | is it a fact that | is it accurate that | would it be right to say that | is it so that | am I right that | am I right in thinking that | am I correct that | would you say that
true or false | right or wrong | correct or incorrect | correct or not | true or not | fact or fiction | right or not
yes or no | yes or no please | simply yes or no | a yes or a no | just yes or no | with a yes or a no
answer yes or no | reply yes or no | respond with yes or no | say yes or no | give a yes or a no | reply with a yes or a no
true | correct | right | accurate | factual | the case
false | incorrect | wrong | untrue | inaccurate | not so | mistaken | not the case
can you confirm that | could you confirm that | will you confirm that | would you confirm that | are you able to confirm that | can you verify that | could you verify that
confirm whether | verify whether | check whether | say whether | tell me whether | let me know if | see whether | check if | state whether | ascertain whether
verify | check | validate | double-check | cross-check | confirm | make sure of | authenticate
verified | checked | validated | double-checked | cross-checked | confirmed | made sure of | authenticated
verifying | checking | validating | double-checking | cross-checking | confirming | making sure of | authenticating
confirm | bear out | back up | corroborate | substantiate | support | uphold | attest
confirmed | bore out | backed up | corroborated | substantiated | supported | upheld | attested
confirmed | borne out | backed up | corroborated | substantiated | supported | upheld | attested
prove | demonstrate | establish | show to be true | evidence
proved | demonstrated | established | showed to be true | evidenced
proved | demonstrated | established | shown to be true | evidenced
deny | dispute | contest | reject | gainsay | call into question | challenge
admitted | acknowledged | conceded | confessed
agreed | concurred | was of the same opinion | was of one mind | saw eye to eye | was in agreement
doubting | being unsure about | wondering about | being uncertain about | having doubts about | being in doubt about
actually | really | in fact | indeed | in reality | as a matter of fact | truly
really | truly | genuinely | in truth | honestly | in actual fact
yes | indeed | correct | that is right | affirmative | that's so
nay | not so | that is wrong | that's not so | nope
is that right | is that correct | is that true | is that so | is that the case | am I right | isn't that so | would that be right
is there | does there exist | can one find | is there such a thing as | does one find
are there | do there exist | can one find | does one find | can there be found
mistake | error | slip | inaccuracy | fault | blunder | oversight
a mistake | an error | a slip | an inaccuracy | a fault | a blunder | an oversight
claim | assertion | statement | contention | allegation | proposition
claims | assertions | statements | contentions | allegations | propositions
a claim | an assertion | a statement | a contention | an allegation | a proposition
check | verification | test | validation | cross-check | control
a check | a verification | a test | a validation | a cross-check | a control
tell me | let me know | inform me | advise me | enlighten me as to
tell us | let us know | inform us | advise us | fill us in on
give me | show me | get me | provide me with | supply me with | furnish me with | send me | let me have | hand me | pass me | fetch me | find me
give us | show us | get us | provide us with | supply us with | furnish us with | let us have | find us
can you tell me | could you tell me | would you tell me | are you able to tell me | do you know | can you say | could you let me know | would you happen to know | will you tell me | can you let me know | might you tell me
can you give me | could you give me | would you give me | can you get me | could you provide me with | can I have | could I have | may I have | might I have | would you let me have | can you let me have
can you find | could you find | are you able to find | would you look up | can you locate | could you look up | will you find | can you dig out | could you track down
can you show me | could you show me | would you show me | can you let me see | may I see | can I see | could I see | let me see
I want to know | I'd like to know | I would like to know | I wish to know | I need to know | I'm keen to know | I'm curious to know | I'm interested to know | I'm eager to learn | I want to find out | I'd like to find out | I need to find out
we want to know | we'd like to know | we would like to know | we wish to know | we need to know | we're keen to know | we want to find out | we need to find out
I need | I want | I require | I'm looking for | I am after | I would like | I'd like | I'm in need of | I could do with | I'm seeking
we need | we want | we require | we're looking for | we are after | we would like | we'd like | we're in need of | we're seeking
I'm trying to find | I am trying to locate | I'm looking for | I'm searching for | I'm hunting for | I am attempting to find | I'm trying to track down
I wonder | I am wondering | I was wondering | I'm curious | I'm asking myself | I ask myself
do you know | have you any idea | are you aware | can you tell | do you happen to know | any idea | any clue
does anyone know | does anybody know | is anyone aware | has anybody any idea | can anyone say | can anybody tell | would anyone know
please tell me | kindly tell me | please let me know | do tell me | please inform me | please say | kindly let me know | please advise
please give me | kindly give me | please provide me with | please let me have | please supply me with | kindly furnish me with | please send me
please find | kindly find | please look up | please locate | please track down | kindly look up | please dig out
please calculate | kindly calculate | please compute | please work out | kindly compute | please figure out | kindly work out
please explain | kindly explain | please clarify | please spell out | kindly clarify | please make clear
who is | who's | which person is | what is the name of | what person is | who would be
who was | which person was | what was the name of | what person was | who would have been
what about | how about | and what of | and how about | and what about
look up | find | locate | track down | dig out | pull up | retrieve | search for | seek out
ask | enquire | inquire | want to know | query | put the question
ask about | enquire about | inquire about | query | want to know about | put a question about
asked about | enquired about | inquired about | queried | wanted to know about | put a question about
asking about | enquiring about | inquiring about | querying | wanting to know about | putting a question about
tell | inform | notify | advise | brief
told | informed | notified | advised | briefed
telling | informing | notifying | advising | briefing
answer | reply to | respond to | deal with | give an answer to | give a reply to
answers | replies to | responds to | deals with | gives an answer to | gives a reply to
answered | replied to | responded to | dealt with | gave an answer to | gave a reply to
answered | replied to | responded to | dealt with | given an answer to | given a reply to
answering | replying to | responding to | dealing with | giving an answer to | giving a reply to
request | ask for | call for | seek | apply for | demand | put in for
requests | asks for | calls for | seeks | applies for | demands | puts in for
requested | asked for | called for | sought | applied for | demanded | put in for
requesting | asking for | calling for | seeking | applying for | demanding | putting in for
need | require | call for | demand | have need of
needs | requires | calls for | demands | is in need of | has need of
needed | required | called for | demanded | was in need of | had need of
needed | required | called for | demanded | had need of
help | assist | aid | support | give a hand to | lend a hand to
helped | assisted | aided | supported | gave a hand to | lent a hand to | was of help to
helped | assisted | aided | supported | given a hand to | lent a hand to
want to | wish to | desire to | hope to
wants to | wishes to | desires to | hopes to | is keen to | is eager to | is anxious to
wanted to | wished to | desired to | hoped to | was keen to | was eager to | was anxious to
wanted to | wished to | desired to | hoped to
wanting to | wishing to | desiring to | hoping to | being keen to | being eager to | being anxious to
trying to | attempting to | seeking to | endeavouring to | striving to | making an effort to | setting out to
give | provide | supply | furnish | offer | deliver | hand over
gives | provides | supplies | furnishes | offers | delivers | hands over
gave | provided | supplied | furnished | offered | delivered | handed over
given | provided | supplied | furnished | offered | delivered | handed over
giving | providing | supplying | furnishing | offering | delivering | handing over
send | forward | pass on | transmit | dispatch | mail
sends | forwards | passes on | transmits | dispatches | mails
sent | forwarded | passed on | transmitted | dispatched | mailed
discuss | talk about | debate | go into | talk over | deal with
discusses | talks about | debates | goes into | talks over | deals with
discussed | talked about | debated | went into | talked over | dealt with
discussing | talking about | debating | going into | talking over | dealing with
recommend | advise | suggest | propose | counsel | put forward
recommended | advised | suggested | proposed | counselled | put forward
announce | declare | make known | proclaim | make public | give notice of
announces | declares | makes known | proclaims | makes public | gives notice of
announced | declared | made known | proclaimed | made public | gave notice of
announced | declared | made known | proclaimed | made public | given notice of
promise | pledge | undertake | vow | give an undertaking | commit
promised | pledged | undertook | vowed | gave an undertaking | committed
promised | pledged | undertaken | vowed | given an undertaking | committed
promising | pledging | undertaking | vowing | giving an undertaking | committing
question | query | enquiry | inquiry | request for information
questions | queries | enquiries | inquiries | requests for information
a question | a query | an enquiry | an inquiry | a request for information
answer | reply | response | solution | rejoinder
answers | replies | responses | solutions | rejoinders
request | demand | application | call | plea | appeal
requests | demands | applications | calls | pleas | appeals
a request | a demand | an application | a call | a plea | an appeal
explanation | clarification | rationale | elucidation | interpretation
an explanation | a clarification | a rationale | an elucidation | an interpretation
problem | difficulty | matter | trouble | snag
problems | difficulties | matters | troubles | snags
topic | subject | theme | matter | subject matter
topics | subjects | themes | matters
in one word | with a single word | in a single word | by one word only | with just one word
in your own words | in other words than the original | without quoting | in words of your own | paraphrasing | not word for word
word for word | verbatim | literally | in the exact words | to the letter | exactly as written | as it stands
in short | in brief | briefly | in a nutshell | in a word | to sum up | in summary | to put it briefly
in detail | at length | fully | in full | thoroughly | extensively | in depth | minutely
reason | cause | ground | motive | rationale | explanation | basis
a reason | a cause | a ground | a motive | a rationale | an explanation | a basis
purposes | aims | goals | intentions | objectives
effect | consequence | result | outcome | impact | upshot | repercussion
effects | consequences | results | outcomes | impacts | upshots | repercussions
for my notes | for my records | for my files | for the record | for my own use | for my documentation | for my file
for a presentation | for some slides | for a talk | for a slide deck | for a lecture
I'm not sure | I am unsure | I don't know for certain | I'm uncertain | I am in doubt | I can't tell | I'm in two minds
out of curiosity | just curious | purely from curiosity | because I'm curious | out of interest | just out of interest
for comparison | by way of comparison | for the sake of comparison | for comparison's sake | for purposes of comparison
cause | bring about | lead to | give rise to | trigger | produce | result in | induce
causes | brings about | leads to | gives rise to | triggers | produces | results in | induces
caused | brought about | led to | gave rise to | triggered | produced | resulted in | induced
caused | brought about | led to | given rise to | triggered | produced | resulted in | induced
result from | stem from | arise from | come from | follow from | spring from
results from | stems from | arises from | comes from | follows from | springs from | is due to | is caused by | is attributable to
resulted from | stemmed from | arose from | came from | followed from | sprang from | was due to | was caused by | was attributable to
resulted from | stemmed from | arisen from | come from | followed from | sprung from
resulting from | stemming from | arising from | coming from | following from | springing from | being due to | being caused by | being attributable to
affects | influences | has an effect on | impacts | has a bearing on | has an impact on | acts on
affected | influenced | had an effect on | impacted | had a bearing on | had an impact on | acted on
drive | fuel | propel | power | push | spur
drove | fuelled | propelled | powered | pushed | spurred
driven | fuelled | propelled | powered | pushed | spurred
depend on | hinge on | rest on | turn on | hang on
depends on | hinges on | rests on | turns on | hangs on | is subject to | is contingent on | is determined by
please | kindly | if you please | be so kind as to | if you would
thank you | thanks | many thanks | thanks a lot | much obliged | cheers | much appreciated | with thanks
could you | can you | would you | will you | would you mind if I asked you to | are you able to | might you
if possible | where possible | if you can | if at all possible | if it can be done | if feasible
quickly | fast | rapidly | swiftly | speedily | in short order | promptly
hello | hi | hey | good day | greetings | hi there | hello there
sorry | excuse me | pardon me | forgive me | my apologies | I apologise | apologies
company | firm | business | enterprise | corporation | undertaking | organisation | organization | entity
companies | firms | businesses | enterprises | corporations | undertakings | organisations | organizations | entities
a company | a firm | a business | an enterprise | a corporation | an undertaking | an organisation | an organization | an entity
the company | the firm | the business | the enterprise | the corporation | the group | the issuer | the organisation | the organization | the entity | the undertaking
the company's | the firm's | the business's | the enterprise's | the corporation's | the group's | the issuer's | the organisation's | the entity's
group | conglomerate | holding | group of companies | parent and its subsidiaries
groups | conglomerates | holdings | groups of companies | parents and its subsidiaries
issuer | registrant | listed company | public company | quoted company | reporting company
issuers | registrants | listed companies | public companies | quoted companies | reporting companies
parent company | parent | holding company | controlling company | mother company | ultimate owner
subsidiary | daughter company | affiliate | group company | controlled company | offshoot
division | segment | business unit | branch | arm | department | line of business
divisions | segments | business units | branches | arms | departments | lines of business
a division | a segment | a business unit | a branch | an arm | a department | a line of business
branch | outlet | office | location | site | local office
branches | outlets | offices | locations | sites | local offices
industry | sector | trade | line of business | field | branch of industry
industries | sectors | trades | lines of business | fields | branches of industry
an industry | a sector | a trade | a line of business | a field | a branch of industry
market | marketplace | trading area | outlet market | area of demand
product | item | piece of merchandise | ware | manufactured article
products | items | pieces of merchandise | wares | manufactured articles
brand | trademark | trade name | label | marque
brands | trademarks | trade names | labels | marques
bank | lender | credit institution | financial institution | banking house
a bank | a lender | a credit institution | a financial institution | a banking house
insurer | insurance company | underwriter | insurance carrier | assurance company
authority | agency | public body | government body | regulator | official body
authorities | agencies | public bodies | government bodies | regulators | official bodies
auditor | accountant | audit firm | external auditor | independent auditor | examiner of the accounts
auditors | accountants | audit firms | external auditors | independent auditors | examiners of the accounts
an auditor | an accountant | an audit firm | an external auditor | an independent auditor | an examiner of the accounts
acquisition | takeover | purchase | buyout | buy
acquisitions | takeovers | purchases | buyouts | buys
sale | disposal | divestment | divestiture | sell-off
sales | disposals | divestments | divestitures | sell-offs
project | scheme | venture | undertaking | initiative | plan | programme | program
strategy | plan | game plan | policy | approach | course of action
strategies | plans | game plans | policies | approaches | courses of action
risk | danger | hazard | threat | peril | exposure
risks | dangers | hazards | threats | perils | exposures
a risk | a danger | a hazard | a threat | a peril | an exposure
boss | head | chief | leader | person in charge | top person
bosses | heads | chiefs | leaders | people in charge | top people
ceo | chief executive | chief executive officer | top executive | chief exec | head of the company | company boss
chairman | chairperson | chair | head of the board | president of the board | board chair
chairmen | chairpersons | chairs | heads of the board | presidents of the board | board chairs
director | board member | member of the board | non-executive | boardroom member
directors | board members | members of the board | non-executives | boardroom members
manager | executive | supervisor | administrator | head of department | superior
managers | executives | supervisors | administrators | heads of department | superiors
the management | the executives | the leadership | the top brass | senior management | those in charge | the people at the top | the managers
the board | the board of directors | the directors | the boardroom | the board members | the supervisory body
employee | member of staff | worker | staffer | staff member | team member
employees | members of staff | workers | staffers | staff members | team members
staff | employees | personnel | workforce | workers | team | people on the payroll | members of staff | payroll
number of employees | headcount | size of the workforce | number of staff | staff numbers | number of people employed | workforce size | staffing level | number on the payroll
shareholder | stockholder | investor | holder of shares | equity holder | share owner | member of the company
shareholders | stockholders | investors | holders of shares | equity holders | share owners | members of the company
a shareholder | a stockholder | an investor | a holder of shares | an equity holder | a share owner | a member of the company
owner | proprietor | holder | possessor | title holder
owners | proprietors | holders | possessors | title holders
customer | client | buyer | purchaser | patron | consumer
customers | clients | buyers | purchasers | patrons | consumers
supplier | vendor | provider | seller | contractor | purveyor
suppliers | vendors | providers | sellers | contractors | purveyors
founders | creators | originators | establishers | initiators | founding fathers
lawyer | attorney | solicitor | legal adviser | counsel | barrister
lawyers | attorneys | solicitors | legal advisers | counsel | barristers
a lawyer | an attorney | a solicitor | a legal adviser | a barrister
analyst | researcher | market watcher | examiner | number cruncher
analysts | researchers | market watchers | examiners | number crunchers
an analyst | a researcher | a market watcher | an examiner | a number cruncher
creditor | lender | person owed money | holder of the debt | obligee
debtor | borrower | person owing money | obligor | party in debt
a debtor | a borrower | a person owing money | an obligor | a party in debt
person | individual | human being | human
people | individuals | human beings | humans
people | persons | individuals | folk | men and women | human beings
someone | somebody | some person | anyone | a person
name | designation | appellation | moniker
names | designations | appellations | monikers
a name | a designation | an appellation | a moniker
job | post | role | function | office
jobs | posts | roles | functions | offices
a job | a post | a role | a function | an office
member | participant | associate | affiliate
members | participants | associates | affiliates
party | side | contracting party | signatory | participant
run | lead | manage | direct | preside over
runs | leads | manages | directs | presides over | is in charge of | is at the head of | is at the helm of
ran | led | managed | directed | presided over | was in charge of | was at the head of | was at the helm of
run | led | managed | directed | presided over
running | leading | managing | directing | presiding over | being in charge of | being at the head of | being at the helm of
appoint | install | designate | nominate | assign
appoints | installs | designates | nominates | assigns
appointed | installed | designated | nominated | assigned
resign | step down | quit | stand down | give up the post | leave office | hand in one's notice
employ | hire | take on | recruit | give work to
employed | hired | took on | recruited | gave work to
employed | hired | taken on | recruited | given work to
dismissed | fired | sacked | let go | laid off | discharged | made redundant
worked for | was employed by | was on the payroll of | was in the service of | was on the staff of
join | enter | become part of | become a member of | sign up with | come on board
joins | enters | becomes part of | becomes a member of | signs up with | comes on board
joined | entered | became part of | became a member of | signed up with | came on board
joined | entered | become part of | become a member of | signed up with | come on board
belong to | fall under | come under | form part of
belongs to | falls under | comes under | is part of | is included in | is a member of | forms part of
belonged to | fell under | came under | was part of | was included in | was a member of | formed part of
belonged to | fallen under | come under | formed part of
belonging to | falling under | coming under | being part of | being included in | being a member of | forming part of
place | location | spot | site | position | whereabouts
places | locations | spots | sites | positions | whereabouts
in what place | in which place | at what location | in what location | whereabouts
headquarters | head office | main office | seat | principal office | home base | central office | base
headquarters | head offices | main offices | seats | principal offices | home bases | central offices | bases
a head office | a main office | a seat | a principal office | a home base | a central office | a base
is based | is headquartered | is located | is situated | has its seat | has its head office | is domiciled
was based | was headquartered | was located | was situated | had its seat | had its head office | was domiciled
country | nation | land | sovereign state
countries | nations | lands | sovereign states
city | town | municipality | urban area | metropolis
address | postal address | street address | location | mailing address
addresses | postal addresses | street addresses | locations | mailing addresses
building | premises | structure | property | edifice
buildings | premises | structures | properties | edifices
domestic | home | national | internal | inland | local
foreign | overseas | international | from abroad | non-domestic | external
everywhere | in all places | all over | in every place | throughout | far and wide
money | funds | financial resources | capital | monies
currency | monetary unit | legal tender | coinage | currency unit
in which currency | in what currency | in what money | in which monetary unit | expressed in which currency | denominated in what
dollars | us dollars | usd | american dollars | bucks | u.s. dollars | us$
euros | eur | euro | euro currency
pounds | gbp | pounds sterling | british pounds | sterling | quid
revenue | sales | turnover | revenues | top line | takings | net sales
profit | earnings | net income | bottom line | net profit | net earnings | profit for the year
profit | gain | positive result | financial gain | money gain
a profit | a gain | a positive result | a financial gain | a money gain
loss | deficit | negative result | shortfall | red figure
losses | deficits | negative results | shortfalls | red figures
a loss | a deficit | a negative result | a shortfall | a red figure
cost | expense | expenditure | outlay | charge | outgoing
costs | expenses | expenditure | outlays | spending | outgoings | charges
debt | borrowings | indebtedness | money owed | loans outstanding | money borrowed
liabilities | obligations | debts | amounts owed | commitments | what is owed
assets | holdings | property | possessions | resources | what is owned
equity | shareholders' equity | shareholders' funds | net worth | own capital | net assets | stockholders' equity
cash | cash on hand | liquid funds | ready money | cash and equivalents | money in the bank | liquid means
dividend | payout | distribution | shareholder payout | distribution to shareholders | payment to shareholders
dividends | payouts | distributions | shareholder payouts | distributions to shareholders | payments to shareholders
a dividend | a payout | a distribution | a shareholder payout | a distribution to shareholders | a payment to shareholders
interest | interest charges | cost of borrowing | finance cost | interest expense | borrowing costs
price | cost | price tag | asking price
fee | charge | commission | payment | remuneration | honorarium
pay | salary | wages | remuneration | compensation | emoluments
loan | credit | borrowing | credit facility
loans | credits | borrowings | credit facilities
budget | spending plan | financial plan | allotment | allocation of funds
investment | capital outlay | placement of capital | capital spending | injection of money
payment | disbursement | remittance | settlement | payout
receipts | payment receiveds | inflows | incoming payments
invoice | bill | statement of charges | demand for payment
forecast | prediction | projection | outlook | prognosis | expectation
forecasts | predictions | projections | outlooks | prognoses | expectations
return | yield | payback | rate of return
returns | yields | paybacks | rates of return
earn | make | bring in | take in | generate | pull in | rake in
earns | makes | brings in | takes in | generates | pulls in | rakes in
earned | made | brought in | took in | generated | pulled in | raked in
earned | made | brought in | taken in | generated | pulled in | raked in
earning | making | bringing in | taking in | generating | pulling in | raking in
spend | pay out | lay out | fork out | expend | shell out | disburse
spent | paid out | laid out | forked out | expended | shelled out | disbursed
spending | paying out | laying out | forking out | expending | shelling out | disbursing
pay | hand over | remit | disburse | settle | cough up
paid | handed over | remitted | disbursed | settled | coughed up
own | hold | possess | have in hand
owns | holds | possesses | has in hand | is the owner of | is in possession of
owned | held | possessed | had in hand | was the owner of | was in possession of
owned | held | possessed | had in hand
owning | holding | possessing | having in hand | being the owner of | being in possession of
owed | was liable for | was in debt for | was due to pay | had to pay
buy | purchase | acquire | procure | snap up
buys | purchases | acquires | procures | snaps up
bought | purchased | acquired | procured | snapped up
buying | purchasing | acquiring | procuring | snapping up
acquire | take over | buy | buy up | buy out | take control of
acquires | takes over | buys | buys up | buys out | takes control of
acquired | took over | bought | bought up | bought out | took control of
acquired | taken over | bought | bought up | bought out | taken control of
acquiring | taking over | buying | buying up | buying out | taking control of
sell | dispose of | offload | divest | part with | get rid of
sells | disposes of | offloads | divests | parts with | gets rid of
selling | disposing of | offloading | divesting | parting with | getting rid of
invest | put in | sink | plough in
invested | put in | sank | ploughed in
invested | put in | sunk | ploughed in
borrow | take out | take on loan | get on credit
borrowed | taken out | taken on loan | got on credit
borrowing | taking out | taking on loan | getting on credit
lend | loan | give on credit | make a loan of
lends | loans | gives on credit | makes a loan of
lending | loaning | giving on credit | making a loan of
repay | pay back | pay off | settle | redeem | reimburse
repaid | paid back | paid off | settled | redeemed | reimbursed
save | put aside | put by | set aside | lay by
saved | put aside | put by | set aside | laid by
loses | makes a loss of | forfeits | is out of pocket by | is down by
lost | made a loss of | forfeited | was out of pocket by | was down by
expect | anticipate | foresee | forecast | predict | project
expects | anticipates | foresees | forecasts | predicts | projects
expected | anticipated | foresaw | forecast | predicted | projected
expected | anticipated | foreseen | forecast | predicted | projected
plan to | intend to | aim to | mean to | propose to | have the intention to
planned to | intended to | aimed to | meant to | proposed to | had the intention to | was going to
planned to | intended to | aimed to | meant to | proposed to | had the intention to
approve | sign off on | endorse | ratify | adopt | give the green light to | agree to
approved | signed off on | endorsed | ratified | adopted | gave the green light to | agreed to
approved | signed off on | endorsed | ratified | adopted | given the green light to | agreed to
decide | resolve | make up one's mind | determine | come to a decision
decides | resolves | makes up one's mind | determines | comes to a decision
decided | resolved | made up one's mind | determined | came to a decision
decided | resolved | made up one's mind | determined | come to a decision
forbid | ban | prohibit | bar | outlaw | disallow | rule out
sign | put a signature to | put one's name to | execute | autograph
signs | puts a signature to | puts one's name to | executes | autographs
signed | put a signature to | put one's name to | executed | autographed
signing | putting a signature to | putting one's name to | executing | autographing
serve | cater for | supply | attend to | look after | provide for
serves | caters for | supplies | attends to | looks after | provides for
served | catered for | supplied | attended to | looked after | provided for
produce | manufacture | turn out | fabricate | build
produces | manufactures | turns out | fabricates | builds
produced | manufactured | turned out | fabricated | built
deliver | supply | hand over | ship | bring | provide
delivers | supplies | hands over | ships | brings | provides
delivered | supplied | handed over | shipped | brought | provided
delivering | supplying | handing over | shipping | bringing | providing
keep | retain | hold on to | preserve | hang on to | maintain
keeps | retains | holds on to | preserves | hangs on to | maintains
kept | retained | held on to | preserved | hung on to | maintained
seem | appear | give the impression of being | come across as
seems | appears | gives the impression of being | comes across as
remains | stays | continues to be | is still
remained | stayed | continued to be | was still
remaining | staying | continuing to be | being still
become | grow | come to be | develop into
becomes | grows | comes to be | develops into
became | grew | came to be | developed into
become | grown | come to be | developed into
becoming | growing | coming to be | developing into
exists | is in existence | is found | is present | occurs | is around | is real
existed | was in existence | was found | was present | occurred | was around | was real
existing | being in existence | being found | being present | occurring | being around | being real
paid | settled | discharged | cleared | squared
due | payable | owing | outstanding | owed | unpaid
with regard to | regarding | concerning | with respect to | as regards | in respect of | in relation to | as to | as concerns | on the subject of | with reference to
as for | as to | when it comes to | with regard to | turning to | regarding | as far as concerns | in the matter of
according to | going by | as per | judging by | on the evidence of | as stated in | based on | on the basis of | as shown in | as reported in
based on | on the basis of | going by | relying on | drawing on | founded on | resting on
in terms of | as measured by | when it comes to | with regard to | measured in | from the point of view of | as regards | on the measure of
rather than | instead of | as opposed to | and not | in place of | in preference to | in lieu of
instead of | in place of | rather than | in lieu of | as a substitute for | as a replacement for
compared with | compared to | against | versus | relative to | in comparison with | as against | set against | vs | vs. | measured against | when compared with
as opposed to | in contrast to | in contrast with | contrary to | as distinct from | unlike | as contrasted with
in comparison | by comparison | comparatively | relatively | when compared | compared with that | as compared
because | given that | seeing that | for the reason that | inasmuch as | in view of the fact that
because of | owing to | due to | on account of | as a result of | thanks to | by reason of | in view of | as a consequence of
therefore | thus | hence | consequently | as a result | accordingly | for this reason
in order to | so as to | with a view to being able to | for the purpose of being able to | with the intention to
including | inclusive of | together with | along with | with the inclusion of
excluding | exclusive of | not counting | apart from | other than | not including | except for | disregarding
except | except for | apart from | other than | save for | but for | with the exception of | barring | aside from
in addition to | besides | as well as | on top of | along with | over and above | together with
as well as | and also | along with | together with | plus | not to mention | in addition to
such as | for example | for instance | to name one | to give an example
for example | for instance | e.g. | by way of example | as an example | to give an example
that is | that is to say | I.e. | in other words | namely | to wit | put differently
in other words | put differently | to put it another way | that is to say | put another way | said differently
namely | that is | to wit | viz. | specifically | I.e.
by means of | using | by way of | with the help of | via | with the aid of
with the help of | with the aid of | using | by means of | aided by | with the assistance of
in accordance with | in line with | in keeping with | in conformity with | in compliance with | pursuant to | in agreement with
provided that | on condition that | as long as | so long as | providing | assuming | if and only if
unless | if not | except if | save where | other than if
regardless of | irrespective of | no matter | without regard to | whatever | independently of
as a whole | in its entirety | overall | altogether | taken as a whole | in toto | all told
in general | generally | as a rule | by and large | on the whole | broadly | for the most part | usually
in particular | particularly | especially | specifically | above all | notably | chiefly
mainly | mostly | chiefly | primarily | largely | principally | for the most part | predominantly | in the main
partly | in part | to some extent | partially | to a degree | up to a point | in some measure
fully | completely | entirely | wholly | totally | altogether | in full | utterly
extremely | highly | exceedingly | really | exceptionally
slightly | a little | a bit | somewhat | marginally | a touch | a shade | modestly | by a little
sharply | steeply | dramatically | strongly | drastically | abruptly | heavily
always | at all times | every time | in every case | without exception | invariably
never | at no time | not once | on no occasion | not ever
often | frequently | many times | regularly | repeatedly | time and again | on many occasions
perhaps | maybe | possibly | conceivably | it may be | perchance
probably | likely | in all likelihood | most likely | presumably | in all probability | doubtless
certainly | definitely | surely | without doubt | for sure | undoubtedly | beyond doubt
directly | straight | immediately | without detour | at first hand
so far | to date | up to now | until now | hitherto | thus far | as yet | till now
no longer | not any more | not anymore | no more | not any longer
still | even now | to this day | up to this day | to the present day
already | by now | by then | before now | as early as this
from the one to the other of | in the gap between | in between | separating
outside | out of | external to | not within
one or the other | either one | one of the two | any of the two
the former | the first | the first-named | the first of these | the first-mentioned
the latter | the second | the last-named | the second of these | the last-mentioned
something | anything | a thing | some thing | one thing or another
as shown | as displayed | as given | as seen | as stated | as indicated | as set out | as printed | as listed
as reported | as stated | as disclosed | as recorded | as published | as given | as announced
as mentioned | as noted | as stated | as said | as referred to | as indicated
important | significant | major | key | essential | crucial | weighty | of note
main | chief | principal | primary | leading | most important | key | central
special | particular | specific | distinctive
certain | sure | definite | beyond doubt | assured
possible | feasible | doable | practicable | conceivable | achievable
necessary | needed | required | essential | called for | indispensable
complete | full | entire | unabridged
short | brief | concise | succinct | terse | to the point
long | lengthy | extended | extensive | prolonged | drawn out
clear | plain | obvious | evident | unambiguous | apparent | unmistakable
unclear | vague | ambiguous | obscure | not clear | hazy | uncertain
new | novel | recent | fresh | brand-new
old | former | earlier | past | previous | bygone
usual | customary | normal | typical | common | ordinary | regular
official | formal | authorised | authorized | authoritative | sanctioned
public | published | open | generally accessible | publicly available | in the public domain
various | different | diverse | several | sundry | a range of | varied
additional | extra | further | added | supplementary
consolidated | group-wide | for the group as a whole | at group level | combined
net | after deductions | after costs | take-home | after all deductions
audited | examined by auditors | checked by auditors | certified by auditors | reviewed by the auditors
annual | yearly | full-year | twelve-month | per-annum | once-a-year
expected | anticipated | predicted | projected | foreseen | awaited
actual | real | effective | genuine | realised
original | initial | earliest | primary | unaltered
in charge of | responsible for | at the head of | heading | running | leading | accountable for
part of | a portion of | a share of | some of | a section of | a piece of | a slice of
kind of | sort of | type of | variety of | form of | category of | class of
kind | sort | type | variety | form | class
kinds | sorts | types | varieties | forms | classes
part | portion | piece | segment | component | element
parts | portions | pieces | segments | components | elements
a part | a portion | a piece | a segment | a component | an element
entirety | totality | full amount | sum total | ensemble
wholes | full amounts | sum totals | ensembles
a whole | a full amount | a sum total | an ensemble
way | manner | method | mode | fashion | approach
case | instance | example | occurrence | situation
event | occurrence | incident | happening | occasion | episode
decision | resolution | ruling | determination | choice | verdict
decisions | resolutions | rulings | determinations | choices | verdicts
meeting | gathering | assembly | session | conference | get-together
meetings | gatherings | assemblies | sessions | conferences | get-togethers
law | statute | act | piece of legislation | enactment
laws | statutes | acts | pieces of legislation | enactments
rule | regulation | provision | requirement | directive | principle
rules | regulations | provisions | requirements | directives | principles
duty | obligation | responsibility | commitment | task | liability
duties | obligations | responsibilities | commitments | tasks | liabilities
condition | requirement | prerequisite | proviso | stipulation
idea | notion | concept | thought | conception
ideas | notions | concepts | thoughts | conceptions
opinion | view | viewpoint | point of view | belief | judgement | standpoint | assessment
an opinion | a view | a viewpoint | a point of view | a belief | a judgement | a standpoint | an assessment
advantage | benefit | upside | merit | strong point
conclusion | inference | finding | deduction | takeaway | upshot
example | instance | illustration | case in point | sample | specimen
assumption | premise | supposition | presumption | hypothesis
assumptions | premises | suppositions | presumptions | hypotheses
feature | characteristic | attribute | property | trait | quality
features | characteristics | attributes | properties | traits | qualities
standard | norm | benchmark | criterion | yardstick | rule
indicator | measure | metric | gauge | yardstick | index | key figure | kpi
an indicator | a measure | a metric | a gauge | a yardstick | an index | a key figure | a kpi
rank | place | standing | ranking
ranks | places | standings | rankings
a rank | a place | a standing | a ranking
step | stage | phase | move | leg
steps | stages | phases | moves | legs
a step | a stage | a phase | a move | a leg
start | beginning | launch | kick-off | opening | commencement
starts | beginnings | launches | kick-offs | openings | commencements
addition | supplement | extra | add-on | increment
option | choice | alternative | possibility | selection
options | choices | alternatives | possibilities | selections
task | job | assignment | duty | piece of work | chore
tasks | jobs | assignments | duties | pieces of work | chores
a task | a job | an assignment | a duty | a piece of work | a chore
service | offering | amenity | provision | facility
services | offerings | amenities | provisions | facilities
number | count | tally | quantity | numerical total
numbers | counts | tallies | quantities | numerical totals
a number | a count | a tally | a quantity | a numerical total
ordinary share | common share | share of stock | equity share | unit of stock
ordinary shares | common shares | shares of stock | equity shares | units of stock
rectified | fixed | put right | amended | set right | remedied | straightened out
founded | established | set up | created | started | launched | brought into being
founding | establishing | setting up | creating | starting | launching | bringing into being
establish | set up | start | launch | create | bring into being
establishes | sets up | starts | launches | creates | brings into being
established | set up | started | launched | created | brought into being
establishing | setting up | starting | launching | creating | bringing into being
headed | ran | led | managed | directed | presided over | was in charge of
is headed by | is run by | is led by | is managed by | is directed by | has at its head | has at its helm
"""
