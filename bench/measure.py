"""Runs a command to its end and prints what it cost as one JSON line: {"exitCode", "wallMs", "cpuMs", "peakRssMb"}.

Usage: measure.py COMMAND ARGUMENT…

Its standard output is thrown away. The figures are the operating system's, of that process and its children, so that every program is measured
alike.
"""

import json
import resource
import subprocess
import sys
import time

started = time.monotonic()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
wall = time.monotonic() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# ru_maxrss is in kilobytes on Linux and in bytes on macOS.
unit = 1024 if sys.platform != "darwin" else 1
print(
    json.dumps(
        {
            "exitCode": done.returncode,
            "wallMs": round(wall * 1000),
            "cpuMs": round((used.ru_utime + used.ru_stime) * 1000),
            "peakRssMb": round(used.ru_maxrss * unit / 1_048_576, 1),
        }
    )
)
