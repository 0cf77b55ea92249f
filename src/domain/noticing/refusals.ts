/** A wish for one time, file, event or stretch. */
const once =
  /\b(?:(?:the )?next (?:reply|answer|message|one|email|question)|(?:for )?this (?:time|once|one|week|month|morning|evening|afternoon|file|email|e-mail|message|document|chapter|essay|letter|report|chat|conversation|thread|session|trip|project|assignment|recipe|poem|draft|note|list|deck|slide|function|script|exercise|question|answer|text|story|article|post|paragraph|section|translation|table|sheet|spreadsheet|class|party|weekend|year|only)|just (?:this|for now|once|today|here|the next)|only (?:this|for now|today|here)|(?:for|right|until|till) (?:now|today|tonight|tomorrow|the moment|a bit|a while|the next)|for the (?:next|rest of)|today|tonight|temporar\w+|for once|one-off|as an exception|in (?:this|the next) \w+|for this|on this one|these (?:three|two|few|files|emails|notes|slides)|until (?:i|we|the|my|next|further|mon|tues|wednes|thurs|fri|satur|sun)|while (?:i'm|i am|we're|my|she|he|they)|when i get back|i'll (?:add|change|fix) (?:it|them) later|later on|at the moment|currently|first draft)\b/;

const hypothetical =
  /\b(?:if i (?:were|was|had|could|ever|said|asked|told)|if (?:someone|somebody|a person|you were|we were)|suppose|imagine|imagining|pretend|hypothetical\w*|what if|say someone|let's say|in (?:my|the|a) (?:story|novel|book|game|play|film|poem|song|script)|character|would (?:a|an|someone|somebody|you|it|that|people)|as if|used to)\b/;

const others =
  /\b(?:(?:my|the|our|his|her|their) (?:boss|manager|teacher|mum|mom|dad|sister|brother|son|daughter|kids?|children|husband|wife|partner|girlfriend|boyfriend|flatmate|roommate|friend|friends|colleague|client|customer|landlord|neighbour|neighbor|nan|gran\w*|grand\w+|cousin|aunt|uncle|dog|cat|team|coach|doctor|professor|tutor|mate|grandad|students?|parents|recipe|instructions?|manual|book|song|article|sign|website|app) (?:\w+ )?(?:always|never|prefers?|likes?|loves?|hates?|wants?|says?|said|yells?|told|tells|insists?|thinks|uses?|calls|only|keeps|can't stand|doesn't|goes)|(?:she|he|they|people|everyone|everybody|nobody|some people|who|someone) (?:always|never|prefers?|likes?|hates?|wants?|says?|said|insists?|loves?|don't|doesn't))\b/;

/** A wish that is looked back at, or something that only sounds like one. */
const notAWish =
  /\b(?:i (?:always|never) (?:forget|forgot|wanted|thought|knew|wondered|get|got|mix|lose|lost|end up|had|have|feel|felt|seem|remember|remembered|understood|know|manage|struggle|liked|was|did|saw|go|went|eat|ate|been|miss|missed|make|made|do|think|hear|heard|read|learn\w*|loved)|always wanted|never have i|(?:called|titled|named|entitled) (?:from now on|always|never)|never (?:been|mind|heard|seen|tried|knew|thought|had|ever)|remember (?:when|the|that|how|to|me)|as always|almost always|not always|isn't always|do you (?:remember|always|ever|prefer|never)|always been|always (?:sunny|a|the same)|how (?:do|to|can|should) |what(?:'s| is| does| are)|why (?:do|does|is|are|did)|is it|are there|does it|can you (?:explain|tell|give|find|convert|show|help|write|make|turn)|could you (?:explain|tell|give|find|convert|show|help|write))\b/;

export const isOnce = (text: string): boolean => once.test(text);
export const isHypothetical = (text: string): boolean => hypothetical.test(text);
export const isOfOthers = (text: string): boolean => others.test(text);
export const onlySoundsLikeAWish = (text: string): boolean => notAWish.test(text);
