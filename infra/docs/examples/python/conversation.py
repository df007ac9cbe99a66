#!/usr/bin/env python3
"""A conversation over HTTP with the standard library alone.

Wants what "dev" prints in the environment: URL, WS, ALICE, BOB, ALICE_KEY, BOB_KEY.
"""
import json
import os
import random
import urllib.error
import urllib.request

URL, WS, ALICE, BOB = (os.environ[name] for name in ("URL", "WS", "ALICE", "BOB"))
WORKSPACE = f"{URL}/v1/workspaces/{WS}"
TIMEOUT_SECONDS = 40  # more than the longest wait that is asked for


class Problem(Exception):
    """An answer of RFC 9457; its `code` is stable."""

    def __init__(self, status, body):
        self.code = body.get("code")
        super().__init__(f"{status} {self.code}: {body.get('detail')}")


def ask(key, method, path, body=None, headers=None):
    request = urllib.request.Request(
        WORKSPACE + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json", **(headers or {})},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Problem(error.code, json.load(error)) from None


def receive(message_id):
    """Bob's inbox may hold older questions; those are offered again when their leases are over."""
    for _ in range(10):
        offered = ask(os.environ["BOB_KEY"], "POST", f"/sandboxes/{BOB}/inbox/receive", {"max": 10, "wait_seconds": 5})
        for message in offered["data"]:
            if message["message_id"] == message_id:
                return message
    raise TimeoutError(f"bob was not offered {message_id}")


def main():
    alice_key, bob_key = os.environ["ALICE_KEY"], os.environ["BOB_KEY"]
    question = f"What is {random.randrange(1000)} in words?"
    asked = ask(
        alice_key,
        "POST",
        "/messages",
        {"to_sandbox_id": BOB, "message_type": "request", "content": {"text": question}},
        {"Idempotency-Key": f"py-{random.randrange(10**12)}"},  # the same for every attempt to say this
    )
    got = receive(asked["message_id"])
    ask(
        bob_key,
        "POST",
        "/messages",
        {
            "to_sandbox_id": ALICE,
            "message_type": "response",
            "in_reply_to": got["message_id"],
            "content": {"text": "No idea."},
        },
    )
    lease = {"message_id": got["message_id"], "lease_id": got["lease_id"]}
    done = ask(bob_key, "POST", f"/sandboxes/{BOB}/inbox/ack", {"leases": [lease]})
    assert done["data"][0]["status"] == "ok", done
    answer = ask(alice_key, "GET", f"/messages/{asked['message_id']}/response?wait_seconds=10")
    print(f"alice: {got['content']['text']} bob: {answer['content']['text']}")


if __name__ == "__main__":
    main()
