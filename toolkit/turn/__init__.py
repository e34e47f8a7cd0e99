"""
One turn of the office: take in, check, judge, publish.

The only room that knows the whole way.  ``scan`` looks at the inbox, ``decide`` gives each file its one
verdict, ``take_in`` keeps the order in which nothing is lost, ``papers`` writes what a verdict asks for,
``dispatch`` sends forms, ``report`` makes the papers of a period, ``overview`` answers questions.
"""

from __future__ import annotations
