"""Runs as jobs: files that were submitted, and the workers that carry them out on any machine."""

from importer.runs.jobs import Job, Jobs, State
from importer.runs.options import JobOptions

__all__ = ["Job", "JobOptions", "Jobs", "State"]
