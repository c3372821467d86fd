"""Starts moto in this process with the gaps that concern scanning filled, fault injection and a call log.

Prints one JSON line {"url": "http://127.0.0.1:PORT"} when it is ready, and runs until its standard input closes or it is
terminated. Private endpoints: see parapet_moto/admin.py.
"""

import argparse
import json
import logging
import os
import sys
import threading

MOTO_VERSION = "5.2.1"

# Nothing but sources belongs into the repository.
sys.dont_write_bytecode = True

# moto refuses more snapshots than AWS's default quota; the large estate has more.
os.environ.setdefault("MOTO_RDS_SNAPSHOT_LIMIT", "1000000")
# moto brings over a thousand EBS snapshots of public images into every region, which no account has and which Prowler would ask about.
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--stay", action="store_true", help="keep running when standard input closes")
    arguments = parser.parse_args()

    import moto

    if moto.__version__ != MOTO_VERSION:
        sys.exit(f"moto {moto.__version__} is installed, but the patches are written against {MOTO_VERSION}: pip install 'moto[server]=={MOTO_VERSION}'")

    from werkzeug.serving import make_server

    from parapet_moto.app import create_app

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app()
    server = make_server("127.0.0.1", arguments.port, app, threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    app.url = url
    # moto calls itself now and then, and reads where it listens from here.
    os.environ["MOTO_PORT"] = str(server.server_port)

    if not arguments.stay:
        # A test runner that dies takes its pipe with it; the server must not outlive it.
        def stop_with_parent() -> None:
            sys.stdin.buffer.read()
            os._exit(0)

        threading.Thread(target=stop_with_parent, daemon=True).start()

    print(json.dumps({"url": url}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
