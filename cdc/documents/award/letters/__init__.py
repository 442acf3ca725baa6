"""What leaves the evaluation: sponsor view, letters, minutes, negotiation briefs, demonstration scripts.

A letter to a vendor is composed from that vendor's own results, plus what the declared debrief allows of the winner's;
the functions that write to vendors (`vendor.py`) take nothing else.
"""
