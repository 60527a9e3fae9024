"""English words that speak for the parts of a told story, with weights in log odds.

Set by hand on examples of our own.  A cue is the words that have to follow each other, in
the notation of `trainer.delivery.patterns`; ``^`` is the beginning of a clause.
"""

from __future__ import annotations

from typing import Final

from trainer.delivery.languages.language import StoryWords, cues
from trainer.delivery.said import by_first_word

_SITUATION: Final = """
1 @others-are
0.8 @others-act
2 last year|month|week|summer|winter|spring|autumn|fall|quarter|christmas|time
2 <number>|couple|few years|months|weeks ago
2 a while ago|back
1.5 at the time
1 at that point
1.5 back in|when
2 in|at my last|previous|first|current|old|former
1.5 <person> was|were <ing>
1 <person> was|were a|an|the|in|at|on
1.5 when <person> was|were|joined|started
1.5 there was|were|is
1 there's a|this
1.5 <person> had a|an|this|two|three|been
0.8 <person> had
1 <person> used to
1 it was a|in|during|around|the
1 this was
1.5 worked at|for|in|as|on
0.6 was|were
0.5 wasn't|weren't|hadn't|didn't have
1.2 had just|been|already|never <past>
1.2 <person> had <past>
1 hadn't|never <past>
1 kept <ing>
1 the problem|issue|trouble was
1 about to
1 a|one colleague|customer|client|patient|guest|project|team|system|manager
"""

_TASK: Final = """
2.5 my|our job|task|role|responsibility|goal|brief|mission|assignment|part was|is
2.5 i was responsible|asked|tasked|supposed|expected|assigned|meant|made
2.5 i was put|left in charge
1.5 in charge of
2.5 was|were up to me|us
2 fell to|on me
2 was on|with me
2.5 it was my job|task|responsibility
2 <person> had to
2 i|we needed to
1.5 needed|had to
2 asked|wanted|told|expected|needed me|us to
1.5 manager|boss|director|lead|ceo|cto|client|team asked|wanted|needed
2 the goal|aim|target|task|challenge|objective|ask|assignment|mission|brief was
1.5 deadline
1 by the end of
1 by monday|tuesday|wednesday|thursday|friday
2 what i had to
2 i was to
2 i owned
1.5 i wanted to
1.5 i wanted <object>|people|everybody|everyone to
1.2 <person> had <number> days|weeks|hours|minutes|months
1.5 <be> only|just|simply meant|supposed|asked
1.5 was supposed|meant to
2 my|our target|quota|mandate|deadline|aim|duty|mission|assignment was
1.5 to me because
2 gave|handed|passed it|this|that|them to me
2 landed on my
2 i|we <be> the one|ones who
1.5 i'd been|i was|i got asked|told|voted|elected|chosen|hired|appointed|named|picked|assigned|given
1.5 had to decide|find|get|deliver|make|choose|keep|bring
1.5 i chaired|led|managed|headed|ran the
1.5 asked|told me if|whether|to
1.5 my turn
1.5 i'd|had promised
1.5 <person> had until|till
1.2 <person> had <number> days|weeks|hours|minutes|months to
2 was|were for|down to|with me|us
1.5 responsible for
1.5 volunteered|offered to
1.5 somebody|someone had to
1.5 in my hands
1 the plan|point|idea was to
1 i was the only
"""

_ACTION: Final = """
-0.6 @others-act
-0.8 @others-are
-2 since then|that
1.6 i <acted>
1.4 i <adverb> <acted>
1.2 we <acted>
1 <subject> and i <acted>
1 ^ and|then|so <acted>
0.8 ^ and|then|so i|we
1.5 first|second|third|then|next i|we
1 ^ first
1 first of all
1.5 the first thing
1.2 after that
1 the next
1.2 step
1 i also|then|just
1 i'd <acted>
0.8 and <acted>
1 by <ing>
1 instead of <ing>
1.2 i made sure
1 started <ing>
0.6 every day|week|morning|evening
0.5 together
"""

_RESULT: Final = """
1.2 has|have|they've|he's|she's|it's <past>|made|become|been|come|taken|given|gone|done|written
1.8 people|they|customers|everybody still
1.5 that autumn|summer|winter|spring|year|month|evening|night
1.5 by autumn|spring|summer|winter|january|february|march|april|may|june|july|august|september|\
october|november|december|then|christmas|easter
1.2 by the friday|monday|tuesday|wednesday|thursday|weekend|evening|morning|summer|end
1.5 the next|following day|week|month|year|time|season|quarter|morning
1.5 <number> weeks|months|years|days|minutes|hours later
1 until|till today
1 copied|praised|complimented|apologised|apologized|agreed|accepted|approved
0.8 we|i <degree>|finally|actually served|reached|managed|made|had|got|hit|beat
1 we merged|shipped|served|reached|managed|beat|sold|raised|opened|closed|ended|finished
2.5 in the end
2.5 as a result
2.5 what came out of
2 came of it
2.5 the|end|final result|outcome|upshot|results
2 eventually
1.5 ^ finally
3 since then
2 since that day|time|point
2 ever since
2 afterwards
2 ended up
2 to this day
2.5 worked out|well
2 paid off
1 turned out
2.5 turned out well|fine|great|good
1.5 we|they|it saved|shipped|launched|delivered|released|finished|won|met|hit|renewed|signed|passed
1.5 on time
1 ahead of
1.3 happy|pleased|thrilled|grateful|impressed|delighted|satisfied|relieved
1 proud
1.5 got promoted
1.5 promoted|promotion
1.5 thanked
1.5 learned|learnt
1.5 taught me
1.5 lesson
1.5 looking back
1.5 still use|uses|using|run|runs|works|in
1.5 ^ now we|they|the|it|i
1 these days
1.5 week|weeks|month|months|year|years|days later|after
1.5 feedback
1.5 adopted
1.5 went on to
1 no longer
1.5 never happened again
1.5 everything was|went
1.5 got through|over
1 to spare
1.5 over the moon|line
1.5 today it's|we|they|it
1 any more
1 success|successful|successfully
1 late|missed|happened|problem|problems|issue|issues|complaint|complaints since
1 got it done|back|over|through|out
1 <person> got the job|contract|order|deal|money|approval
1.5 no more
"""

_CHANGE: Final = """
1.5 <degree> <number> percent
1.2 percent
1.2 after|within|in <number> minutes|hours|days|weeks|months
1 <be> back|up|fixed|solved|running
1.2 by <number>
1.5 from <number>
1 down|up to
2 went down|up|from|live|smoothly|well
1.5 dropped|fell|rose|grew|increased|decreased|reduced|improved|doubled|halved|tripled|saved
0.5 @number
1 @others-act
0.5 @others-are
0.8 out of
1 again
1 <past> me|us
1 now
1 faster
1 still
1.2 got|went|was|much|became|worked|a|lot better
"""
"""What speaks for a result once somebody has acted; before that it may be the trouble."""

_ASIDE: Final = """
0.6 @now
2.5 what i learned|learnt|take|took|would|think|like|mean
2.5 what it taught
2 it made me|us
1 i don't know
1.5 that was|is|that's the|it|my|sort|kind story|of
1.5 wanted to hear
1.5 is always
1 always better
1.5 you should
2 i learned|learnt
2 taught me
2 lesson
2 looking back
1.5 you have|need to
1.5 i'd say|do
1.5 that's|this is|that is|it's probably|why|how|what|important|really|always|something|just
1.5 is|are important
1 i think|guess|believe
1.5 so yeah|yes
1 yeah
1.5 let me think
1.5 comes to mind
1.5 i should say
1 for me
1 if i
2 next time
1 in general
"""

_OPENINGS: Final = """
in the end
as a result
the result was
the outcome was
eventually
since then
after that
first of all
the first thing
first i
first we
then i
then we
so i
so we
my job was
my task was
my role was
the goal was
afterwards
finally
"""

STORY: Final = StoryWords(
    cues={
        "situation": cues(_SITUATION),
        "task": cues(_TASK),
        "action": cues(_ACTION),
        "result": cues(_RESULT),
        "aside": cues(_ASIDE),
        "change": cues(_CHANGE),
    },
    openings=by_first_word(_OPENINGS),
)
