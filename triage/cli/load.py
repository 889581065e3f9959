"""`triage load FILE…`: the population from files in the shape of GitHub's REST interface."""
