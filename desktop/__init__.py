"""Start-up, settings and the command line. Nothing imports this package."""
