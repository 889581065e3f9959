"""The only place that talks to the network: GitHub's REST and GraphQL interfaces."""
