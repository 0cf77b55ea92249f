/** Words that say nothing about the subject of a rule: grammar, politeness, and verbs that any rule can have. */
export const lightWords = `a an the this that these those it its is are be been being was were am do does did done to of and or in on at by with for from as i me my mine
you your yours user we us our please always should must shall will would can could may might ought need needs like likes liked prefer prefers preferred want wants wish love rather
give gives giving show shows shown state use uses used using put puts make makes made write writes written writing keep keeps kept get gets take takes go goes come comes have has had
let stay stays stick provide display express present apply tell say says present any all each every whenever wherever when where if then than so also just only so them they their there
one's thing things way time times whatever which who what how throughout ever else too very much such here into onto out off up down over about own every everything anything
quote cast set run let's lets ensure treat count counts talk speak speaks respond reply replies answer answers response responses render whole unless told otherwise per expected think read
everything supply mean means look looks want going happen happens belong belongs default choose pick select refer include includes including add adds added insert contain contains carry carries
carried bring feature phrase stand stands word worded let remain remains serve serves act handle consider regard deliver produce output generate create formulate default habitually generally
normally usually consistently invariably strictly exclusively solely purely simply really actually eat anyone someone somebody entry`;

/** Words that many subjects share: they count for less. */
export const weakWords = `start end first last text word question line name list number short long suggest new good important example day week time sentence point item part side
file title plan code recipe email message note step order change level version place form format style size kind type people person work long small large high low top bottom before after below above more less most least two three four five six ten one half under minute hour year language english page section letter mark sign double single main
open close break light dark key round table sort mention detail explain description describe ask`;

/** Groups of words and phrases with one meaning; the first names the group. Phrases are parted by commas. */
export const synonyms = `
show|state
suggest|recommend, propose, offer, advise, recommendation, suggestion, tip for, go for
answer|reply, response
message|reply to friend
email|mail, e - mail, e-mail, mails
indent|indentation, indented
comment|commented, annotation in code, remark
function|method, routine, procedure
variable|identifier
test|unit test, tests, testing, unit tests, test case
type hint|type annotation, annotate with type, annotated python, type hints, annotate, typing
library|package, third - party, dependency, libraries, external library, external package, third party
error|bug, mistake, failure, slip
correct|fix, point out, repair, put right
grammar|grammatical
shorten|trim, cut down
import|imports, import statement
constant|const
docstring|doc string, doc comment, documentation string
commit|commit message
snippet|code sample, code example, code block, code samples, sample of code
currency|money, price, cost, amount, sum, prices, sum of money, how much
temperature|degree, how hot, how cold, heat, thermometer, weather
distance|how far, length of route, mileage
weight|weigh, mass, heavy
measure|measurement, unit of measure, dimension
date|calendar date, day of the month
clock|time of day, hour, clock time, o'clock
week|weekly, calendar, planner, diary
decimal|decimal place, digit after the point
round|rounded, rounding, nearest
percentage|percent, share, proportion, %
emoji|emojis, emoticon, smiley, smileys
exclamation mark|exclamation point, exclamation
bold|boldface, bold type, bold text
italic|italics
heading|header, subheading, headings, section title
bullet|bullet point, bulleted
list|bulleted list, listing, enumerate
table|tabular
paragraph|block of text
sentence|phrase
summary|summarise, summarize, recap, sum up, tl;dr, tldr, roundup, in short, summaries, gist, key takeaway, takeaway
introduction|preamble, intro, background, opening paragraph, lead - in, small talk, preface
conclusion|result, bottom line, outcome, verdict, upshot, main point
explain|explanation, clarify the code, walk through, walkthrough, commentary, reasoning, describe
reason|why, rationale, because, motive
source|reference, citation, cite, references, where fact come from, bibliography, evidence
link|url, hyperlink, web address
example|illustrate, instance, for instance, sample, illustration
analogy|metaphor, comparison with everyday, simile, analogies, everyday thing
uncertain|unsure, confidence, how sure, hedge, caveat, guess, confident, certainty, not sure
disclaimer|warning, caution, legal disclaimer
apologise|sorry, apology, apologize, apologies
praise|compliment, flatter, flattery, kudos, congratulate, compliments
name|call, address, named
greeting|greet, salutation
sign off|sign, signature, sign - off, valediction
subject line|email subject, subject of email
follow-up|closing question, follow up, next question
clarifying|clarification, ask back, clarify, unclear, check what i mean, ambiguous, vague
solve|solution, worked answer
homework|exercise, assignment, schoolwork, problem set, worksheet
calculation|maths, math, computation, arithmetic, sum, calculate, mathematics, calculus
formula|equation
proof|prove
recipe|dish, meal, dinner, cook, cooking, food, cuisine, cookery, supper, menu
portion|serving, serve, servings
ingredient|ingredients
vegetarian|meatless, meat - free
shopping list|grocery list, groceries, shopping
trip|travel, journey, holiday, vacation, tour, itinerary, outing, excursion, getaway
flight|plane, fly, airplane
train|rail, railway
car|drive, by road
hotel|accommodation, lodging
cheap|budget, inexpensive, low - cost, affordable, low cost
luxury|expensive, upmarket
workout|exercise plan, training, fitness, train, exercise session, gym session, exercise routine
meeting|appointment, call with, conference call
task|to - do, todo, to-do, chore, to - dos
deadline|due date, due
priority|importance, most important, urgent
surname|last name, family name
first name|given name, forename
newest|latest, most recent, from new to old, new to old
oldest|earliest, from old to new, old to new
alphabetical|alphabetically, a to z, by name, in alphabetical order
poem|verse, poetry, poems
rhyme|rhymed, rhyming, rhymes
story|tale, fiction, narrative, novel, narrate, stories
film|movie, cinema, films
book|novel, reading
spoiler|spoil, reveal ending, spoilers, how film end, give away
translate|translation, render in
term|expression
idiom|saying
swear|curse, swear word, profanity, strong language, bad language, swearing, clean
acronym|abbreviation, abbreviate, acronyms, abbreviations
capital|capitalise, uppercase, upper case, capitals
lowercase|lower case, small letter
comma|oxford comma, serial comma
dash|em dash, hyphen
contraction|contractions
active voice|active verb
plain|simple, everyday, ordinary, straightforward
jargon|technical term, expert vocabulary, buzzword, technical vocabulary, terminology
beginner|know nothing, newcomer, novice
expert|specialist
tone|register, voice, manner, style
friendly|warm, kind, encouraging
formal|official
casual|informal, relaxed, chatty
short|brief, concise, terse, succinct, briefly, concisely
long|lengthy, at length, detailed, thorough, in depth
humour|humor, joke, funny, pun, wit, humorous
serious|earnest
several|multiple, a few, many, various, three or more
one|single, a single, exactly one, lone
number|numbered, numerals
step|instruction, how - to, stage
order|sort, arrange, rank, sorted, ordered
compare|comparison, side by side, contrast, versus
column|columns
chart|graph, diagram, plot
picture|image, photo, photograph
screenshot|screen capture
font|typeface
colour|color
quiz|test me, quizzes
lesson|class, lecture, course
student|pupil, learner
child|kid, children, kids
dog|puppy
garden|gardening, yard, allotment
plant|flower, seedling
organic|without chemical
pesticide|chemical, spray
gift|present idea, birthday present
guest|visitor, dinner guest
allergy|allergic, intolerance, can't eat, cannot eat
nut|peanut, almond, walnut, nuts
gluten|wheat
milk|dairy, lactose, cream
spicy|chilli, hot food, spice, chili
alcohol|wine, beer
sugar|sweetener
quick|fast, rapid, speedy, quickly
slow|slowly
morning|am slot, before noon, dawn
evening|night, after work
weekend|saturday and sunday
equipment|machine, dumbbell
news|headline
report|paper, write - up
essay|article, composition
blog|blog post, post
newsletter|bulletin
client|customer, clients, customers
boss|manager
colleague|coworker, co - worker, teammate
friend|mate, pal
team|crew
slide|presentation, deck, powerpoint
spreadsheet|excel, worksheet
formula cell|cell
query|sql
keyword|keywords
database|db
folder|directory
command|terminal, shell command, cli
bracket|brace, curly bracket, parenthesis
semicolon|semicolons
string|string literal
loop|iteration
class|object - oriented
regular expression|regex, regexp
log|logging, print statement
password|passphrase
phone number|telephone number
country code|dialling code
time zone|timezone
abroad|foreign, overseas
window seat|seat at the window, sit at the window
aisle seat|seat on the aisle
wheelchair|step - free, accessible
landmark|sight, attraction
museum|gallery
activity|thing to do, activities
budget plan|spending, expense, expenses
receipt|invoice
pronunciation|pronounce, ipa
vocabulary|new word, flashcard
music|song, chord, tune
lyric|lyrics
guitar|strum
game|board game, match
chess|opening move
character|role, persona
original|source text, untranslated
opinion|view, take
pro|advantage, upside, benefit
con|disadvantage, downside, drawback
assumption|assume
definition|define
synonym|alternative word
headline|title
caption|alt text
footnote|endnote
quotation|quote from, cited passage
page number|page
deadline date|time limit
reminder|remind
calendar entry|event
sleep|bedtime
run|jog, running
swim|swimming
cycle|bike, bicycle, cycling
walk|hike, hiking, on foot
coffee|espresso
breakfast|brunch
lunch|midday meal
dessert|pudding, sweet course
bread|loaf, baking, bake
soup|stew, broth
season|seasonal, in season
leftover|leftovers, scraps
price per kilo|price per kilogram, unit price, what a kilo cost, kilo cost
straightaway|straight away, right away, immediately, at once, without asking, directly, instantly
remove|strip, delete, take out, erase
repeat|restate, echo, rephrase
own|personal
draft|drafts, first version
edit|revise, rewrite, proofread, revision
feedback|critique, criticism, review
`;

/** What area of life a word belongs to. Two texts of different areas have no shared subject. */
export const areas: Readonly<Record<string, string>> = {
  code: `code python javascript typescript rust java function variable string class loop import semicolon comment docstring sql query api commit git indent brace regex statement array
    async await promise exception test pytest compiler library snippet script css html react database schema terminal shell constant type hint method json yaml`,
  food: `recipe dish meal cook cooking dinner food ingredient bake baking oven pan pasta soup salad vegetarian vegan meat chicken gluten flour sugar salt garlic portion spicy dessert
    bread breakfast lunch wine sauce vegetable cheese milk egg hob tomato curry smoothie kitchen nut potato rice wheat butter cream chilli`,
  travel: `trip flight train hotel travel journey route holiday seat airport luggage itinerary museum landmark plane station motorway ferry abroad sightseeing hostel city beach departure`,
  mail: `email letter subject greeting sign client newsletter salutation inbox recipient bcc`,
  study: `homework maths formula lesson proof quiz essay exam student hint solution calculation theorem equation pupil vocabulary flashcard physics chemistry`,
  story: `story poem novel rhyme stanza verse character chapter haiku sonnet plot dialogue scene fiction limerick lyric`,
  sport: `workout gym equipment run training stretch fitness dumbbell squat yoga swim marathon race muscle`,
  garden: `garden plant seedling pesticide soil compost prune weed lawn flower`,
  time: `meeting calendar week clock deadline task reminder appointment schedule date agenda time zone planner`,
  money: `price currency budget euro dollar invoice tax rent cost expense salary savings vat`,
  music: `music chord song guitar piano scale melody key tune`,
  shape: `bullet heading bold markdown table paragraph list emoji summary tone sentence jargon spelling exclamation`,
  film: `film movie spoiler series actor director cinema`,
  home: `furniture paint dog cat pet cleaning laundry repair wallpaper knit sew party gift wedding`,
};

/** Words that turn what follows them in the clause into its opposite. */
export const negators = `no not never without avoid omit skip nothing none neither nor don't doesn't shouldn't won't can't cannot mustn't isn't aren't needn't stop ignore drop refrain
exclude remove strip forget ban banish dispense abandon minus nobody spare unwelcome hide suppress cut eliminate dislike hate uncommented free`;

/** Words that do the same to what stands before them: "emoji are to be avoided", "keep it out". */
export const backNegators = `out omitted avoided skipped banned excluded dropped forbidden unwelcome unwanted absent away off left unnecessary removed stripped none prohibited`;

/** Words of bounds, which are read as figures. */
export const boundWords = `most least more less fewer under below above over maximum minimum max min within than exceed limit cap beyond longer shorter nothing exactly many much
anything rule rules nor free instead always stay`;
