"""Imports the module that a line of input names."""

__import__(input())
