"""The process that becomes LibreOffice: first it gives away what a foreign document must not have."""

import os
import resource
import sys

from ingest.confinement import die_with_parent, leave_the_network

__all__ = ["become"]


def become(command: list[str], seconds: int, memory_bytes: int, file_bytes: int) -> None:
    """Run ``command`` in place of this process: without a network, within limits of processor time (seconds), memory
    and the size of a file it writes (bytes); gone when the process that started it is. Raises OSError."""
    leave_the_network()
    die_with_parent()
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_CORE: 0,
    }
    for kind, amount in limits.items():
        resource.setrlimit(kind, (amount, amount))
    os.execv(command[0], command)  # noqa: S606 our own words, from office.py


def main() -> None:
    """``seconds memory_bytes file_bytes command…``, as office.py starts it."""
    seconds, memory_bytes, file_bytes = map(int, sys.argv[2:5])
    become(sys.argv[5:], seconds, memory_bytes, file_bytes)
