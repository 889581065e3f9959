"""What must not be lost: the workspace folder, the codings, the population."""
