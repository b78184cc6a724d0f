import sys

print >> sys.stdout, "hello"
