"""What a process that works on foreign bytes does to itself first."""

import ctypes
from contextlib import suppress

__all__ = ["die_with_parent", "leave_the_network"]

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


def leave_the_network() -> None:
    """Move to a network namespace of our own, with nothing in it, where the system lets us (Linux, mostly)."""
    with suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def die_with_parent() -> None:
    """Be ended when the process that started us ends, however that happens (Linux)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
