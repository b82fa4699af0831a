"""What can only be seen in thousands of drafts: whether the bank as a whole is sound.

The checks on one draft are those of `quiz.soundness`, asked again about a chronicle read anew.
"""
