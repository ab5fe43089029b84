"""`python -m tests.faulty_oto --port N --script FILE`: serves until interrupted or terminated; the
first line printed is the base URL."""

import argparse
import json
from pathlib import Path

from importer.sandbox import serve_until_stopped
from tests.faulty_oto import ScriptError, serve

parser = argparse.ArgumentParser(prog="python -m tests.faulty_oto", description=__doc__)
parser.add_argument("--port", type=int, default=0, help="0 chooses a free port")
parser.add_argument("--script", type=Path, help="a JSON file of faults")
options = parser.parse_args()
try:
    rules = json.loads(options.script.read_bytes()) if options.script else []
    serve_until_stopped(serve(options.port, rules))
except json.JSONDecodeError as error:
    parser.error(f"{options.script} is not JSON: {error}")
except (ScriptError, OSError) as error:
    parser.error(str(error))
