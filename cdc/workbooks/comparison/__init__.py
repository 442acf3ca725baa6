"""The comparison workbook: the evaluation as live formulas with cached values, from answers and scores to ranks.

Open answers stand at their low end. What a spreadsheet cannot compute exactly (irrational formulas, orders over the
whole matrix) is written as a value and marked so.
"""
