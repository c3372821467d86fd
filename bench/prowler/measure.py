"""Runs the prowler command as a child process and prints what it cost: {"wallMs", "cpuMs", "peakRssMb"}.

Usage: measure.py OUTPUT_DIRECTORY REGION SERVICE…
"""

import json
import os
import resource
import subprocess
import sys
import time

output, region, *services = sys.argv[1:]
command = [
    os.path.join(os.path.dirname(sys.executable), "prowler"),
    "aws",
    *("--service", *services),
    *("--region", region),
    # Findings that fail are no failure of the run.
    "--ignore-exit-code-3",
    "--no-banner",
    "--no-color",
    *("--output-formats", "json-ocsf"),
    *("--output-directory", output),
    *("--output-filename", "prowler"),
]
started = time.monotonic()
done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
wall = time.monotonic() - started
if done.returncode != 0:
    sys.exit(done.stdout[-4000:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# ru_maxrss is in kilobytes on Linux and in bytes on macOS.
unit = 1024 if sys.platform != "darwin" else 1
print(
    json.dumps(
        {
            "wallMs": round(wall * 1000),
            "cpuMs": round((used.ru_utime + used.ru_stime) * 1000),
            "peakRssMb": round(used.ru_maxrss * unit / 1_048_576, 1),
        }
    )
)
