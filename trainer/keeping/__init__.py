"""A workspace as a whole: exported, brought back, and forgotten in part or altogether.

It stands above `practice` because it needs nearly everything: the folders and the lock of
`workspace`, the rows of `history`, the bank files, the caches of `library`, and the schedule
made again from the ratings that are left.  In `workspace`, the lowest room, it would turn the
direction of the dependencies round.
"""
