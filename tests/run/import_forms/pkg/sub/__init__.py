print("loading", __name__)
SUB = "sub package"
