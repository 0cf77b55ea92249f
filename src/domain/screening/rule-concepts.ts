import { createWordGroups } from '../text/word-groups.ts';

/** The groups of each word of a rule. */
export const conceptsOf = createWordGroups(`
destroy: delet eras remov wip purg discard trash shred destroy overwr bin dump clear clean prun truncat scrap replac empty squash toss tidy sweep
stored: file folder note notebook draft backup log document photo picture record database version messag mail event appointment attachment download archiv disk contact conversation chat copy copies
check: confirm ask approv permission consent verif warn question dialog prompt sign tap go-ahead okay yes say-so check bother fuss notice
skipping: without skip stop never no not don't needn't unnecessar omit avoid drop bypass ignor suspend disabl needless
allow: may can fine okay free allow permit accept safe harmless welcome right
judge: judg discretion decide sensible seem think believe trust obvious guess assum sure
haste: quick fast speed urgent hurry impatient annoy slow busy time
secret: password passphras passcod credential key token secret pin login cvv card seed code wallet cookie account usernam
reveal: reveal show tell print shar giv paste spell quot repeat display read say expos
keep: keep kept stor sav remember memor note record track log collect write
place: workspac folder director desktop disk drive path symlink root parent outside beyond elsewhere anywher computer system home tmp sibling neighbour
limit: limit quota budget cap throttl allowanc rate retry retr timeout cooldown back-off unlimited pace overrun
more: exceed over past beyond extra unlimited further again loop parallel burst many
net: upload web internet online server cloud site url api analytic telemetr sync send sent post fetch download transmit network connect remote email text ping share publish
quiet: silent quiet background automatic yourself secret hidden unattended own unasked
self: your yourself you
rule: rule guardrail instruction guidelin prompt principl polic restriction safeguard polic limit
change: chang rewrit edit modif updat improv adapt amend alter adjust replac add extend evolv grow teach train learn
propose: propos inbox approv improvement suggestion pending
ill: health medic illness diseas symptom diagnos pill dose doctor therap pregnan allerg blood pain injur condition mental anxi depress panic suicid self-harm mood grief
law: legal lawyer lawsuit court divorc custod crimin visa police will contract sue suing
money: financ debt loan mortgag salary incom tax invest bankrupt pension credit bank rent
person: user owner i me my person guest family friend colleague anyone everyone
style: paragraph sentenc word tone bullet heading titl table list answer summar exampl spell comma emoji letter style formal short brief language
craft: recip cook food garden poem story plot charact chapter song game sport lesson quiz film novel joke colour paint knit
coding: code function variabl test python javascript class commit branch comment lint import loop sql css html script api
numbers: number unit decimal metric percent date degree currency round equation proof angle graph step
`);
