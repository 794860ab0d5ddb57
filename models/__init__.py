"""All that is true without a screen: the rules of a contest, its files and its stores. Knows no Qt."""
