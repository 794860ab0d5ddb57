"""Papers as PDF. Streams are stored as bytes: as text, reportlab's default, they take a quarter more."""

from reportlab import rl_config

rl_config.useA85 = 0
