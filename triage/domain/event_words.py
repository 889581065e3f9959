"""A timeline event as a clause: what a rater reads and may quote."""

from triage.domain.issue import Event, Reference


def event_in_words(event: Event) -> str:
    """The event in words: `ada closed it as completed by pull request #9`."""
    who = event.actor or "somebody"
    who += " (bot)" if event.is_bot else ""
    target = _target(event.reference) if event.reference else ""
    match event.kind:
        case "labeled" | "unlabeled":
            verb = "added" if event.kind == "labeled" else "removed"
            return f"{who} {verb} the label {event.label}"
        case "closed" | "reopened":
            reason = f" as {event.reason.replace('_', ' ')}" if event.reason else ""
            by_commit = f" by commit {event.commit[:10]}" if event.commit else ""
            return f"{who} {event.kind} it{reason}" + (f" by {target}" if target else by_commit)
        case "cross-referenced":
            return f"{who} mentioned it in {target}"
        case "renamed":
            return f"{who} changed the title from “{event.before}” to “{event.after}”"
        case "marked_as_duplicate":
            return f"{who} marked it as a duplicate of {target}".removesuffix(" of ")
        case _:
            words = event.kind.replace("_", " ").replace("-", " ")
            return f"{who}: {words} {target}".strip()


def _target(reference: Reference) -> str:
    kind = "pull request " if reference.is_pull_request else ""
    merged = ", merged" if reference.merged else ""
    return f"{kind}#{reference.number} {reference.title}{merged}".strip()
