"""Execution of a counting rule (`models.contest.counting`) on exact figures, with every total's chain."""
