"""`python -m importer.sandbox --port N --script FILE`: the sandbox as a process of its own."""

import argparse
from pathlib import Path

from importer.sandbox import ScriptError, main

parser = argparse.ArgumentParser(prog="python -m importer.sandbox", description=main.__doc__)
parser.add_argument("--port", type=int, default=0, help="0 chooses a free port")
parser.add_argument("--script", type=Path, help="a JSON file of faults")
given = parser.parse_args()
try:
    main(given.port, given.script)
except (ScriptError, OSError) as error:
    parser.error(str(error))
