"""What keys do: what a command is, and the commands of every screen, each declared once."""
