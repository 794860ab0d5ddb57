"""Files the program ships: contest profiles, translations, icons and the words of the sample contest."""
