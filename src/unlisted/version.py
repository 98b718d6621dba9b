"""The version that every result carries, so that a figure can be made again."""

VERSION = "0.2.0"
