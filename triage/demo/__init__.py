"""The shipped sample: facts about 30 real issues, and two raters' codings of them."""
