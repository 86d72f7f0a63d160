"""Serves a score.py as people do without a server for it: one Flask route that calls run()."""

from flask import Flask, jsonify, request

import score

score.init()
app = Flask(__name__)


@app.post("/score")
def call():
    return jsonify(score.run(request.get_data(as_text=True)))
