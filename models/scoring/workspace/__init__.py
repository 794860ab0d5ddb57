"""This laptop's own store: packets, declarations, drafts, handed-in sheets, and the sitting's sheets and acts.

Every function takes a session and never commits: the `with workspace.session() as session:` block is the transaction.
"""
