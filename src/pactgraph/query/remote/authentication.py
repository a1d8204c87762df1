"""Who asks: a user with a password (basic or digest, as the endpoint wants it), or a bearer token."""

from __future__ import annotations

import base64
import urllib.request
from dataclasses import dataclass, field
from email.message import Message

from .remote_faults import RemoteFault


@dataclass(frozen=True)
class Credentials:
    """A user and password, or a token, or nothing of it. The secrets are not shown by `repr`."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for text in (self.user, self.password, self.token):
            if text is not None and any(ord(char) < 0x20 or ord(char) == 0x7F for char in text):
                raise RemoteFault("a user, password or token holds a line break or another control character")
        if self.user is not None and ":" in self.user:
            raise RemoteFault("a user's name may hold no colon (RFC 7617, section 2)")

    def answer(self, request: urllib.request.Request, headers: Message) -> str | None:
        """The Authorization that a 401 reply to `request` asks for, or None where these credentials have none
        to give. Digest (RFC 7616) is preferred to Basic (RFC 7617), which shows the password."""
        if self.user is None or self.password is None:
            return None
        offered = _challenges(headers)
        if "digest" in offered:
            return self._digest(request, offered["digest"])
        return self.basic() if "basic" in offered else None

    def basic(self) -> str | None:
        """Authorization by the Basic scheme, or None without a user and a password."""
        if self.user is None or self.password is None:
            return None
        pair = f"{self.user}:{self.password}".encode()
        return "Basic " + base64.b64encode(pair).decode("ascii")

    def hidden(self, text: str) -> str:
        """What an endpoint says, without the secrets where it repeats what it was sent."""
        basic = (self.basic() or "").removeprefix("Basic ")
        for secret in filter(None, (self.token, basic, self.password)):
            text = text.replace(secret, "…")
        return text

    def _digest(self, request: urllib.request.Request, challenge: str) -> str | None:
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, request.full_url, self.user or "", self.password or "")
        handler = urllib.request.AbstractDigestAuthHandler(known)
        parts = urllib.request.parse_keqv_list(
            [part for part in urllib.request.parse_http_list(challenge) if "=" in part]
        )
        try:
            made = handler.get_authorization(request, parts)
        except (ValueError, KeyError) as error:
            raise RemoteFault(f"the endpoint asks for a kind of digest that is not known: {error}") from error
        return f"Digest {made}" if made else None


def _challenges(headers: Message) -> dict[str, str]:
    """The first challenge of each scheme that a reply offers, by scheme in lower case. A header field may
    hold several (RFC 9110, section 11.6.1)."""
    found: dict[str, str] = {}
    for line in headers.get_all("WWW-Authenticate") or []:
        parts = urllib.request.parse_http_list(line)
        scheme, kept = "", list[str]()
        for part in parts:
            first, _, rest = part.partition(" ")
            if "=" not in first:
                if scheme:
                    found.setdefault(scheme, ", ".join(kept))
                scheme, kept = first.lower(), [rest] if rest else []
            else:
                kept.append(part)
        if scheme:
            found.setdefault(scheme, ", ".join(kept))
    return found
