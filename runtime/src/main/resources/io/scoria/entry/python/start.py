"""Starts a worker: python start.py SOCKET, in the environment that its script is to see."""
import sys

from scoria._worker import main

main(sys.argv[1])
