"""English fillers and hedges: rules that tell a filler from the word's own work.

Written from how people speak, on examples of our own. What a rule cannot know (whether
'we like testing' was meant) goes to the more usual reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trainer.delivery.languages.language import words
from trainer.delivery.patterns import Rule, rules

SOUNDS: Final = words("um umm uhm uh uhh er err erm ehm em hm hmm mm mhm eh ah ahm")

_LIKE: Final = """
- i'd|you'd|he'd|she'd|we'd|they'd|who'd|would|wouldn't|should _ to|<ing>|<object>|<determiner>|$
+ , _ ,
- look|looks|looked|looking|sound|sounds|sounded|feel|feels|felt|feeling|seem|seems|seemed _
- taste|tastes|tasted|smell|smells|smelled|act|acts|acted|behave|behaves|behaved|acting _
- work|works|worked|dress|treat|treats|treated _
- treat|treats|treated|run|ran|handle|handled|write|wrote <object> _
- something|anything|nothing|somewhere|things|stuff|unlike|exactly|rather|much _
- the|more|a|any _ the|a|this|that|mine|ours|yours|his|hers|that's
- and the _
- just _ this|that|the|a|in|with|me|you|him|her|us|them|any|every|last|before|<Name>
- not _ to|<ing>|this|that|the|a|it
- how|what _ that
- what|how <be>|did|does|do|it|that|they|he|she|we _
- what|how * <be>|was|is|look|looks|looked _
- what|how <be>|did|do|does|would * _
- what|how <be>|did|do|does|would * * _
- what|how * * be|<be>|look|feel _
- what's|how's * _
- _ i|you|we|they|he|she said|say|mentioned|told|explained|expected|planned|thought|wanted
- _ i|you|we|they|he|she hoped|always|usually|normally|used|feared|promised|described
- _ i|you|we|they|he|she do|did|would|had|have $
- _ minded
- didn't|don't|doesn't|won't|couldn't|wouldn't|can't _ to|<ing>|<object>|<determiner>|how|what|\
when|being
- do|did|does|might|may|could|must|will|also|really|never|always|genuinely|both|personally _ to|\
<ing>
- <person>|who really|actually|also|always|genuinely|still|never|particularly|especially|quite|\
both|personally|just _ <determiner>|to|<ing>|how|what|when|<object>|<Name>
- do|did|does <person> _ to|<ing>|<determiner>|<object>|it|working
- to _ it|that|this|him|her|them|me|us|the|what|how|<ing>|<Name>
+ <person>|who _ <past>|<adverb>|<be>|<aux>|<number>
- who|i|you|we|they|users|customers|people|clients|guests|patients|students|kids _ to|<ing>
- who|i|you|we|they|users|customers|people|clients|guests|patients|students _ <determiner>|\
<object>|how|what|when
- i|you _ !<subject>
- it's|that's|it|this|that|was|is|felt _ <ing>
+ <be>|been _ the|a|this|my <adverb>|<number>|worst|best|biggest|first|only|most|whole|full
- !there <be> _ a|an
- it's|that's|he's|she's|it|that|this|which was|is|isn't|wasn't|be|were _ a|an|the|any|my|our|in|\
when
- it's|that's|he's|she's|being|be _ a|an|the|any|my|our|in|when|that|this
- <be> more|less|just|almost|a|something|nothing|not|exactly _
+ <number> _
+ _ <number>|half|maybe|around|about|roughly|every|really|super|totally|completely|literally
- <plural> _ <Name>
- <plural> _ this|that|these|those|me|him|her|them|us|ours|mine|yours|it
- a|an|any|another|some|no * _ <Name>|this|that|these|those|me|him|her|them|us|ours|mine|yours
- a|an|any|another|some|no <adjective> * _ <Name>|this|that|these|those|me|him|her|them|us|ours
- a|an|any|another|some|no * _ a|an
- a|an|any|another|some|no|the|that|with|of|in * _ <plural>
- a|an|any|another|some|no * * _ this|that|these|those|me|him|her|them|us|<Name>
- in|of|with|for|on|about|from|use|used|using <plural> _ !<subject>
- <number>|other|these|those|big|small|some|many|similar|basic|simple <plural> _ !<subject>
- <person> * <plural> _ !<subject>
+ _
"""

_YOU_KNOW: Final = """
- , do|did _
+ , _ ,
+ _ what i mean
+ <be>|been|of|with|to|the|a|an|at|in|for|by|my|our|very|really _
- do|did|don't|didn't|if|as|than|would|should|might|may|will|already|probably|must|can|does _
- let|make|makes|made _
- do|did|don't|if|when|once|until|unless|before|after|whether|what|everything|everyone _ !,
- anything|all|someone|somebody|anyone|anybody|nobody|one|things|whatever|whoever _
- people|person|those|stuff|tools|languages|thing|best|well _ !,
- see|sure|believe|understand|assume|guess|heard|suppose|hope|glad|imagine|think|how|why|\
because _ <Name>|the|a|your|my|about|how|it|that|what
- say|said|says|see|saw|show|shows|prove|forget|pretend|assuming|assumed _ <Name>|the|a|your|\
about|how|it|that|what
+ _ ,
+ , _ <subject>|when|if|because|and
- _ how|what|why|where|who|which|whether|exactly|enough|better|nothing|each|every|anything
- _ him|her|them|me|us|about|of|for|from
- _ it|this|that $
- _ it|this|that !<be>
- _ <Name>
- ^ _ the|a|your|my|our|this|that|all
- and|but|so|that|because|when|where _ the|your|a * $
- and|but|so|that|because|when|where _ the|your|a * <preposition>|and|but|well|better|already|by
+ _
"""

_SO: Final = """
- _ that|far|many|much|few|long|called|often|forth
- even|think|thinks|thought|hope|said|say|says|not|ever|why|how|more|less|or|do|did|does|doing|\
done|would|is|was|were|isn't|wasn't|be|been|being _
- if|just|quite _ ,
- if _
- and _ on|forth
- <be>|felt|feel|feels|got|get|gets|went|look|looked|looks|became|become|seemed|works|worked|did|\
never _ <adjective>|<adverb>
- <be>|been|being|felt|feel|got|get|became|become|seemed|sounded|looked|went|grew _
- _ as to|not
- told|tell|telling|tells|asked * _
- told|tell|telling|tells * * _
- not|always|also|just|still|because|ever|with|in|have|had _
- _ <adjective>|hard|well|badly|quickly
+ _ um|uh|uhm|er|erm|hmm|yeah|yes|basically|anyway|anyways|like|okay|ok|well|actually
+ , _ $
+ ^ _ ,
+ , _ ,
+ _ $
+ um|uh|uhm|er|erm|hmm|yeah|okay|ok _
+ ^ well _
+ ^^ _
- _
"""

_RIGHT: Final = """
- all|the|not|is|are|was|were|be|been|it's|that's|you're|he's|she's|they're|i'm|we're|just|about|\
on|my|his|her|your|our|their|any|no|of|a|to|do|did|that|how _ !,
- the|all|my|his|her|your|our|their|of|that's|you're|was|were|is|are|quite|exactly|be|only|\
absolutely|totally _
- _ away|now|after|before|next|there|here|at|in|on|up|down|into|through|back|out|behind|beside|\
around|from|across|beneath|under|over|past|to
- _ person|people|thing|things|answer|answers|tool|tools|way|direction|place|time|question|\
questions|decision|call|choice|one|ones|side|hand|order|moment|balance|approach|team|fit|skills|\
data|word|words|level|size|number
- it|things|that|them|this|everything|get|got|getting|gets|done|went|go|going|prove|proved|\
proven|come|came|feel|felt|seem|seemed|seems|look|looked|sounds|smell|smells|quite|percent|had|\
have|has|sure|without|with|human|by _
+ , _ $
+ , _ ,
+ ^ _ ,
+ _ ,
+ _ $
+ <past>|<plural>|is|was _ so|and|but|because|i|we|he|she|they|it|you
+ _ so|and|but|because|i|we|he|she|they|um|uh
+ and|so|but|because|okay _
- _
"""

_ACTUALLY: Final = """
+ , _ ,
- not|n't|did|does|do|didn't|doesn't|don't|what|who|whether|if|never|could|couldn't|can|can't|\
would|wouldn't|has|haven't|hasn't|to|without|how|where|why|which|that _
- what|how|where|who|whether|which|why|if|that * _
- what|how|where|who|whether|which|why|if|that * * _
- but|though|although|turned|out|instead|except|than _
- <be>|had|have|has _
+ ^ _
+ _ ,
+ and|so|um|uh|like|well|yeah|you|know _
- <subject> _ <past>
+ _
"""

_BASICALLY: Final = """
+ , _ ,
- <be> _ <adjective>
- <be> _ the same
+ _
"""
_LITERALLY: Final = """
- quite|translate|translates|translated|means|meant|word _
- take|takes|took|taken|took * * _
- _ next|in|on|at|every|all|two|three|half|opposite|across
- _ the same|only|last|first
- took|take|takes|meant|mean * _
- took|take|takes|meant|mean * * _
+ _
"""
SORT_OF: Final = """
- what|this|that|some|any|same|each|every|which|the|a|another|these|those|one|all|no|certain|\
right|of|different|my|our|your|his|her|first|best|new _
+ _
"""
_I_MEAN: Final = """
+ , _ ,
- what|do|did|does|that|whatever|know|if|which|way _
- by * _
- by * * _
- say|said * _
- say|said * * _
- say|said * * * _
+ _ it|that <be>|<aux>|<past>|<subject>
- _ it|that|by|well|the|this|what
- _ to
+ _
"""
_OKAY: Final = """
- <be>|was|were|is|are|be|been|it's|that's|feel|felt|went|go|an|the|said|say|doing|looked|looks|\
seemed|not|perfectly|totally|did|works|all|quite|pretty|got _
- _ with|for|to
+ ^ _ ,
+ , _ ,
+ , _ so|and|um|uh
+ _ so
+ ^ _
- _
"""
_WELL: Final = """
+ , _ ,
- as|very|really|so|pretty|quite|too|how|that|went|go|going|goes|work|works|worked|working|do|\
did|done|doing|does|know|knew|known|it|them|him|her|us|perform|performed|performs|scale|scales|\
scaled|get|got|along|together|not|might|may|could|just|reasonably|fairly|equally|particularly|\
less|sleep|slept|speak|communicate|fit|turned|out _
- _ known|done|documented|tested|defined|written|received|established|as|aware|before|over|\
enough|beyond|with|under|suited|prepared|paid|built|organised|organized|designed|structured
+ ^ _
+ , _ ,
+ _ um|uh|er|i|we|you|it|that|there|basically|yeah|okay|no|so|actually|my|the
+ had|was|were|is|did _ a|an|my|the|not
- _
"""
_YEAH: Final = "+ _"
_ANYWAY: Final = """
- it|them|that|this|do|did|done|went _
+ ^ _
+ , _ ,
+ so|but|and _
- _
"""
_HONESTLY: Final = """
- speak|spoke|speaking|answer|answered|talk|talked|communicate|say|said|as|more|very|quite|and|\
openly|feedback|act _
+ _
"""
_OBVIOUSLY: Final = """
- <be>|so|most|very|not|too _ <adjective>|<past>
- _ <adjective>
+ _
"""
_JUST: Final = """
+ , _ ,
+ basically|literally|honestly|like , _
+ _ ,
+ _ um|uh|er
+ _ like <past>|<aux>
- _
"""
_YOU_SEE: Final = """
- do|did|if|when|as|can|will|would|what|let|once|until|before|could|that|where|how|things|should _
+ , _ ,
+ ^ _ ,
- _
"""

FILLERS: Final[Mapping[str, tuple[Rule, ...]]] = {
    "like": rules(_LIKE),
    "you know": rules(_YOU_KNOW),
    "so": rules(_SO),
    "right": rules(_RIGHT),
    "actually": rules(_ACTUALLY),
    "basically": rules(_BASICALLY),
    "literally": rules(_LITERALLY),
    "sort of": rules(SORT_OF),
    "i mean": rules(_I_MEAN),
    "okay": rules(_OKAY),
    "ok": rules(_OKAY),
    "well": rules(_WELL),
    "yeah": rules(_YEAH),
    "anyway": rules(_ANYWAY),
    "anyways": rules(_ANYWAY),
    "honestly": rules(_HONESTLY),
    "obviously": rules(_OBVIOUSLY),
    "you see": rules(_YOU_SEE),
    "just": rules(_JUST),
}
"""Words that are fillers in some places, and the rules for where."""
