NAME = "configured"
FACTOR = 7
