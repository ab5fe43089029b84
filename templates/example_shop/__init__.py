"""An invented shop, and the files of `templates/` that are made of its week."""
