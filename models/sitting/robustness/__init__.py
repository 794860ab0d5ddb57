"""What the result hangs on: a decision aid for chair and secretary, never the official total, never in the protocol."""
