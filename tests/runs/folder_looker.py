"""A worker of which only the look into folders is real: `LEDGER LOOKS` looks so often, and its
clock goes on with every look."""

import sys

from importer.ledger import Ledger
from importer.runs.folders import look_into_all
from importer.runs.stillness import Stillness


def main() -> None:
    place, looks = sys.argv[1], int(sys.argv[2])
    now = 0.0
    stillness = Stillness(lambda: now)
    with Ledger.open(place) as ledger:
        for _look in range(looks):
            look_into_all(ledger, stillness)
            now += 6


if __name__ == "__main__":
    main()
