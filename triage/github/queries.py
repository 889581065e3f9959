"""The text of every GraphQL question.

One question asks for the conversations of several issues at once, each under an alias and each
with a cursor of its own; so the rest of a long conversation travels with the next issues. Only
numbers and cursors vary, as variables: the text is the same for the same number of issues.

Timeline entries of classic projects are not asked for: GitHub has removed them, and a question
that names a type which is gone is refused as a whole.
"""

COUNT = """
query CountIssues($owner: String!, $name: String!, $labels: [String!]) {
  repository(owner: $owner, name: $name) { issues(labels: $labels) { totalCount } }
}
"""
"""How many issues there are, or how many with a label."""

_PLAIN_EVENTS = (
    "AssignedEvent",
    "CommentDeletedEvent",
    "ConvertedToDiscussionEvent",
    "DemilestonedEvent",
    "LockedEvent",
    "MentionedEvent",
    "MilestonedEvent",
    "ParentIssueAddedEvent",
    "ParentIssueRemovedEvent",
    "PinnedEvent",
    "SubIssueAddedEvent",
    "SubIssueRemovedEvent",
    "SubscribedEvent",
    "TransferredEvent",
    "UnassignedEvent",
    "UnlockedEvent",
    "UnpinnedEvent",
    "UnsubscribedEvent",
    "UserBlockedEvent",
)
"""Entries of which kind, time and actor are all that is kept."""

_FRAGMENTS = (
    """
fragment Who on Actor { __typename login }
fragment AnIssue on Issue {
  __typename number title issueState: state repository { nameWithOwner }
}
fragment APullRequest on PullRequest {
  __typename number title pullState: state merged repository { nameWithOwner }
}
fragment Entry on IssueTimelineItems {
  __typename
  ... on IssueComment {
    id fullDatabaseId body createdAt updatedAt url authorAssociation isMinimized minimizedReason
    author { ...Who }
  }
  ... on ClosedEvent {
    id createdAt actor { ...Who } stateReason
    closer { ...APullRequest ... on Commit { __typename oid } }
  }
  ... on ReopenedEvent { id createdAt actor { ...Who } stateReason }
  ... on LabeledEvent { id createdAt actor { ...Who } label { name } }
  ... on UnlabeledEvent { id createdAt actor { ...Who } label { name } }
  ... on RenamedTitleEvent { id createdAt actor { ...Who } previousTitle currentTitle }
  ... on ReferencedEvent { id createdAt actor { ...Who } commit { oid } }
  ... on CrossReferencedEvent {
    id createdAt actor { ...Who } other: source { ...AnIssue ...APullRequest }
  }
  ... on ConnectedEvent {
    id createdAt actor { ...Who } other: subject { ...AnIssue ...APullRequest }
  }
  ... on DisconnectedEvent {
    id createdAt actor { ...Who } other: subject { ...AnIssue ...APullRequest }
  }
  ... on MarkedAsDuplicateEvent {
    id createdAt actor { ...Who } duplicated: canonical { ...AnIssue ...APullRequest }
  }
  ... on UnmarkedAsDuplicateEvent {
    id createdAt actor { ...Who } duplicated: canonical { ...AnIssue ...APullRequest }
  }
"""
    + "".join(f"  ... on {name} {{ id createdAt actor {{ ...Who }} }}\n" for name in _PLAIN_EVENTS)
    + "}\n"
)

_ISSUE = """
    i{0}: issue(number: $n{0}) {{
      number
      stateReason(enableDuplicate: true)
      repository {{ databaseId nameWithOwner }}
      timelineItems(first: $entries, after: $a{0}) {{
        pageInfo {{ hasNextPage endCursor }}
        nodes {{ ...Entry }}
      }}
    }}"""


def conversations_query(issues: int) -> str:
    """The question for the conversations of so many issues.

    Its variables are `owner`, `name`, `entries` (of each timeline, at most 100), and for the
    issue at place k from 0 its number `nk` and the cursor `ak` to go on from.
    """
    variables = "".join(f", $n{place}: Int!, $a{place}: String" for place in range(issues))
    asked = "".join(_ISSUE.format(place) for place in range(issues))
    return (
        f"query Conversations($owner: String!, $name: String!, $entries: Int!{variables}) {{\n"
        f"  repository(owner: $owner, name: $name) {{{asked}\n  }}\n}}\n{_FRAGMENTS}"
    )
