from ....config import NAME
