"""The samples screen: the population in bars, and a draw that is seen before it is frozen."""
