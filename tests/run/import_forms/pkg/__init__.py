print("loading", __name__)
VERSION = "1.0"
