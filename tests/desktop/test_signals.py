"""PySide6 6.12.0 drops a reference to True with every emit and aborts Python 3.11 in the middle of somebody's work."""

import subprocess
import sys

EMIT = """
import sys
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    told = Signal(bool)

sender = Sender()
sender.told.emit(True)
before = sys.getrefcount(True)
for _ in range(100):
    sender.told.emit(True)
print(sys.getrefcount(True) - before)
"""


def test_emitting_a_signal_keeps_the_references_to_true() -> None:
    done = subprocess.run([sys.executable, "-c", EMIT], capture_output=True, text=True, timeout=60, check=True)
    assert abs(int(done.stdout)) < 20
