"""The one error of the warehouse."""


class SnapshotError(Exception):
    """A database that is missing, locked, damaged or cannot be built: one sentence that names the thing."""
