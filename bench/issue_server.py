"""A server of made-up issues in GitHub's REST shape, with a latency, for measuring a fetch.

One page of rows is encoded once and served under every number: what is measured is the fetch.
"""

import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PAGE = 100
ROW = (
    '{{"number":{0},"title":"Issue {0}","state":"open","labels":[{{"name":"bug"}}],"comments":2,'
    '"user":{{"login":"ada","type":"User"}},"body":"{1}",'
    '"created_at":"2024-01-01T00:00:00Z","updated_at":"2024-01-01T00:00:00Z"}}'
)
BODY = "Words of an ordinary body, one after another. " * 40
ENTRY = (
    '{{"event":"commented","id":{0},"created_at":"2024-01-02T00:00:00Z","body":"{1}",'
    '"user":{{"login":"bob","type":"User"}}}}'
)


class Handler(BaseHTTPRequestHandler):
    """Answers for one repository of so many issues."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    issues = 0
    latency = 0.0

    def do_GET(self) -> None:
        """Answer one request."""
        time.sleep(self.latency)
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.endswith("/issues"):
            self._list("since" in query, int(query.get("after", 0)))
        elif parts.path.endswith("/timeline"):
            self._send(f"[{','.join(ENTRY.format(n, BODY[:400]) for n in (1, 2))}]")
        else:
            self._send('{"full_name":"octo/hub","id":1}')

    def _list(self, is_refresh: bool, after: int) -> None:
        last = min(after + PAGE, 0 if is_refresh else self.issues)
        rows = ",".join(ROW.format(number, BODY) for number in range(after + 1, last + 1))
        host = self.headers["Host"]
        link = f'<http://{host}/repositories/1/issues?after={last}>; rel="next"'
        self._send(f"[{rows}]", link if last < self.issues and not is_refresh else "")

    def _send(self, text: str, link: str = "") -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        if link:
            self.send_header("Link", link)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Nothing."""


def main() -> None:
    """Serve so many issues with so many seconds of latency; print the address."""
    Handler.issues, Handler.latency = int(sys.argv[1]), float(sys.argv[2])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
