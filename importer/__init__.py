"""Sends a spreadsheet of orders to OTO, once each, and says what became of every one."""

__version__ = "0.1.0"
