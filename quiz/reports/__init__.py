"""What a teacher reads of a class: where it is stuck, what it believes, what was done.

It only reads.  Pupils are their nicknames here, and removed ones are not here at all.
"""
