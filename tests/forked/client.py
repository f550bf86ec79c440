"""Have the command run by the server at ``argv[1]``, with the streams of this process.

Few modules are imported, for this has to begin faster than what it is called in place of.
"""

import _socket
import marshal
import os
import sys
from array import array


def main() -> None:
    """Send what the command needs, and end with its exit code."""
    numbers = [number for number in range(3) if is_open(number)]
    # The socket must not get the number of a closed stream.
    fillers = [os.open(os.devnull, os.O_RDWR) for _ in range(3 - len(numbers))]
    server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    server.connect(sys.argv[1])
    request = marshal.dumps((sys.argv[2:], os.getcwd(), dict(os.environ), numbers))  # noqa: PTH109
    rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array("i", numbers))
    server.sendmsg([len(request).to_bytes(4, "big")], [rights] if numbers else [])
    server.sendall(request)
    for filler in fillers:
        os.close(filler)
    sys.exit(int(server.recv(16)))


def is_open(number: int) -> bool:
    """Return True if a descriptor is open."""
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
