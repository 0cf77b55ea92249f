import { createWordGroups } from '../text/word-groups.ts';

/** The groups of each word of a turn. */
export const conceptsOf = createWordGroups(`
me: i me my mine myself i'm i've i'd i'll
we: we us our ours we're we've
you: you your yours yourself you're you've you'd you'll
other: he she they him her them his their he's she's they're
kin: sister brother mum mom mother dad father son daughter kid child cousin uncle aunt nan gran grandm grandp grandad husband wife partner girlfriend boyfriend spouse nephew niece family parent sibling toddler
folk: friend mate boss manager teacher professor colleague client customer neighbour neighbor landlord flatmate roommate coach doctor tutor student pupil guest people everyone everybody somebody someone nobody team host vet barber waiter officer
says: say says said tell tells told insist reckon claim announc swear shout yell ask asks asked argu explain
lasting: always never forever permanent default whenever every everytime each henceforth standard usual habit normally ever
ahead: future forward onward on
once: once now today tonight tomorrow tonite temporar currently moment while till until unless
stretch: week weekend month morning evening afternoon night hour minute year semester term season lent holiday sprint shift
weekday: monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
event: party wedding exam test interview trip meeting birthday funeral dinner visit race conference presentation speech toast talk flight game match concert eulogy deadline camp christmas easter
thing: email letter file essay report chapter document poem story recipe card script assignment project article post cv memo invitation leaflet slide deck ticket paragraph section draft quiz list poster caption diary lyric blog homework newsletter note song spreadsheet text
this: this these that those here
order: use give write put show keep make answer reply respond explain add include list stick start end begin format skip leave drop avoid stop spell call round convert speak talk quote assume suggest treat count sort name indent translate sign
want: want prefer like love rather wish need expect appreciat favour fancy enjoy
against: hate dislike detest loath annoy bother irritat wince stand bear tired sick fed enough sad
not: no not don't doesn't didn't never without nor none isn't can't won't aren't wasn't nothing neither nope cannot
ask: what why how when where who which whose is are was does do did can could would should will has
asks: ?
length: short brief long concise terse waffl rambl length sentence paragraph line word detail snappy thorough summar fluff wordy
form: bullet table number list heading markdown plain bold column layout format step order asterisk dash comma capital emoji smiley exclamation punctuation
tone: formal informal casual polite friendly warm blunt direct tone chatty cheerful joke humour humor swear sarcas funny serious dry gentle praise apolog flatter
units: metric imperial celsius fahrenheit kilometre kilometer mile km inch inches feet foot pound kilo kg gram ounce litre liter gallon metre meter degree cup temperature distance weight
money: euro dollar pound rupee yen franc krone peso price cost currency sterling cent
tongue: english french german spanish italian portuguese dutch polish turkish hindi arabic welsh swedish danish japanese chinese russian greek irish czech language spelling british american
dates: date clock day month iso 24-hour am pm time
code: code python javascript typescript java rust kotlin go swift ruby php sql function variable script snippet indent tab space semicolon comment bash shell vim linux mac windows library test type
food: vegetarian vegan gluten dairy lactose meat pork beef fish nut recipe cook meal eat spicy sugar halal kosher coeliac celiac allerg egg cheese onion garlic diet food dish dinner lunch
am: i'm am being born grew
work: work live teach study run speak drive read code play own cook
level: beginner new basics expert advanced simple easy jargon technical newbie novice experience level
skill: dyslexi blind colour-blind deaf screen reader eyesight vision glasses tiny
ill: pill tablet dose insulin medic medicine prescri drug antibiotic symptom diagnos pain blood heart cancer chemo tumour diabet asthma inhaler pregnan surgery hospital nurse gp therapist therap psychiatr depress anxiet panic ssri statin vaccin allerg epipen fever mole rash seizure fasting calori weight sleep withdraw mg kidney liver ibuprofen paracetamol aspirin statins warfarin metformin sertraline prozac xanax valium codeine morphine opioid tramadol thinner steroid hormone thyroid testosterone oestrogen contracept antihistamine adderall ritalin methadone lithium melatonin supplement vitamin injection jab syringe dialysis transplant stroke arrhythm pacemaker cholesterol hypertens hypoglyc seizure migraine concussion fracture infection sepsis wound bleed swell lump biopsy scan xray ultrasound miscarr ivf trimester hiv hepatit malaria covid measles flu fever rehab addict alcohol sober relapse withdrawal detox bulimi anorex purge binge starv bmi bipolar schizo adhd autis ptsd ocd mania psychosis hallucinat voices meds medication refill pharmacist pharmacy chemist ambulance emergency clinic ward operation anaesth physio chiropract dentist wheez breathless numb dizzy faint palpitation anaphyl celiac potassium liver pancrea ulcer colitis crohn
grave: suicid die dying kill hurt harm ending cut overdos hotline helpline crisis bridge overdose wrist blade noose jump bridge pills worthless burden goodbye anymore alive dead death
law: lawyer solicitor court judge sue suing lawsuit legal law guilty plea plead trial custody divorce landlord evict tenancy deposit visa asylum immigration police arrest bail contract will inherit probate testament rights barrister paralegal subpoena testify testimony oath perjury felony misdemeanour fraud theft assault charge charges convicted conviction parole probation prison jail fine appeal verdict settlement damages liability negligence lawsuit defamation copyright patent trademark nda clause breach tenant lease notice executor estate guardianship adoption alimony prenup annul restraining injunction warrant officer citizenship deport green-card residency permit tribunal dismissal redundancy discriminat harass whistleblow gdpr statute loophole
wealth: invest share stock crypto bitcoin leverage margin loan debt mortgage pension tax taxes salary income saving fund etf trading option bet gamble bankrupt credit broker portfolio rent lend overdraft irs isa 401k ira annuity dividend bond bonds bitcoin ethereum nft forex futures short-sell hedge shorting trader trading bankruptcy foreclos repossess refinance equity heloc payday creditor collector hmrc accountant audit deduct offshore launder evade evasion invoice vat refund allowance casino poker roulette betting stake stakes odds bookie lottery pawn windfall nest egg retirement 4x lever meme-stock broke owing owe repay
thanks: thank thanks cheers great perfect lovely nice brilliant ta lol haha wow cool awesome star
wrong: wrong incorrect mistake forgot missed ignored skipped misread mixed off false broken garbage useless left dropped repeated
asked: asked said wanted meant requested told
again: again still keep another back same before last
pick: one first second former latter either both option version
because: because since so as cos
quote: called titled phrase word mean means poem novel song film book character quote proverb meme lyrics saying
if: if suppose imagine pretend would were hypothetical
rewrite: rewrite translate summarise summarize shorten correct proofread fix check convert turn count find
past: was were had used did went got once ago yesterday
`);
