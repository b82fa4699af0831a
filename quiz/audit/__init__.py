"""What can only be seen in thousands of drafts: whether all of them together are sound.

The checks on one draft are those of `quiz.soundness`, asked again about a chronicle read anew.
"""
