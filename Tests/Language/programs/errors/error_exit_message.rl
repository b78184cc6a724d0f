import sys

sys.exit("stopped here")
