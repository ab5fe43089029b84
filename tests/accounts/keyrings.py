"""A keyring of the tests' own: a file of JSON, for processes of their own and for this one."""

from pathlib import Path

MODULE = """
import json
from pathlib import Path
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 1
    file = Path(__file__).with_name("kept.json")

    def _kept(self):
        return json.loads(self.file.read_text()) if self.file.exists() else {}

    def get_password(self, service, username):
        return self._kept().get(f"{service}/{username}")

    def set_password(self, service, username, password):
        self.file.write_text(json.dumps({**self._kept(), f"{service}/{username}": password}))

    def delete_password(self, service, username):
        kept = self._kept()
        del kept[f"{service}/{username}"]
        self.file.write_text(json.dumps(kept))
"""


def environment_with_keyring(folder: Path, python_path: str) -> dict[str, str]:
    """What a process needs to have its keyring in `folder`."""
    (folder / "own_keyring.py").write_text(MODULE)
    return {
        "PYTHON_KEYRING_BACKEND": "own_keyring.Keyring",
        "PYTHONPATH": f"{python_path}:{folder}",
    }
