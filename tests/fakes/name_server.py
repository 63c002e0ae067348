"""A real DNS server on loopback that says what it is told to say."""

import asyncio
from types import TracebackType

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class NameServer(asyncio.DatagramProtocol):
    """Knows some names, fails for others, and keeps silent about the rest."""

    def __init__(self, addresses: dict[str, list[str]], failing: tuple[str, ...] = ()) -> None:
        self.addresses = addresses
        self.failing = failing
        self.silent: set[str] = set()
        self.asked: list[str] = []

    async def __aenter__(self) -> "NameServer":
        loop = asyncio.get_running_loop()
        self.transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=("127.0.0.1", 0)
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.transport.close()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.transport.get_extra_info('sockname')[1]}"

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True)
        self.asked.append(name)
        if name in self.silent:
            return
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if name in self.failing:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif name not in self.addresses:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        kind = dns.rdatatype.to_text(question.rdtype)
        fitting = [
            text
            for text in self.addresses.get(name, [])
            if (":" in text) == (kind == "AAAA") and kind in ("A", "AAAA")
        ]
        if fitting:
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *fitting))
        self.transport.sendto(answer.to_wire(), addr)
