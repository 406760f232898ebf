# Takes one upload a request and tells in its answer what arrived. The form is read by the email package.
import email.parser
import email.policy
import hashlib
import http.server
import json
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n"
        form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
        parts = {part.get_param("name", header="Content-Disposition"): part for part in form.iter_parts()}
        content = parts["file"].get_payload(decode=True)
        name = parts["file"].get_param("filename", header="Content-Disposition")
        # The package reads heads as ASCII and keeps other bytes as they are.
        name = name.encode("utf-8", "surrogateescape").decode("utf-8")
        purpose = parts["purpose"].get_payload(decode=True).decode()
        answer = json.dumps({
            "file": {"file_id": len(content), "bytes": len(content), "created_at": 1, "filename": name, "purpose": purpose},
            "base_resp": {"status_code": 0},
        }).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Trace-Id", hashlib.sha256(content).hexdigest())
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
