#!/usr/bin/env python3
"""Recount the ranking of one tender from recount.json, with nothing but Python's standard library.

    python recount.py          prints the recount
    python recount.py --check  compares it with recount.txt, exit code 1 when they differ

The script holds this tender's method only and shares no code with the program that made the ranking.
"""

import json
import sys
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK, KEEP = Context(prec=65, Emax=999999, Emin=-999999), Context(prec=50, Emax=999999, Emin=-999999)


def rounded(value, places, mode):
    """Round to places: half_up, half_down, half_even, down or up; a negative number like its positive."""
    if value < 0:
        return -rounded(-value, places, mode)
    scaled = value * 10**places
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    up = {
        "down": False,
        "up": rest > 0,
        "half_up": rest >= Fraction(1, 2),
        "half_down": rest > Fraction(1, 2),
        "half_even": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1),
    }[mode]
    return Fraction(whole + (1 if up else 0), 10**places)


def at_stage(formula, stage, value):
    for step in formula["rounding"]:
        if step["stage"] == stage:
            value = rounded(value, step["places"], step["mode"])
    return value


def dec(value):
    return WORK.divide(Decimal(value.numerator), Decimal(value.denominator))


def kept(value):
    return Fraction(KEEP.plus(value))


def power(base, exponent):
    if exponent.denominator == 1:
        return base ** int(exponent)
    return base if base in (0, 1) else kept(WORK.power(dec(base), dec(exponent)))


def logarithm(value):
    return Fraction(0) if value == 1 else kept(WORK.ln(dec(value)))


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def median(values):
    found = sorted(values)
    half = len(found) // 2
    return found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2


# --- part: reference


def reference(formula, values):
    low = formula["aim"] == "minimise"
    best = min(values) if low else max(values)
    own = formula["reference_value"] and Fraction(formula["reference_value"])
    return {
        "best": best,
        "mean": mean(values),
        "median": median(values),
        "fixed": own,
        "best_and_estimate": own and (best + own) / 2,
    }[formula["reference"]]


# --- part: gain


def gain(formula, q, base):
    if formula["aim"] == "maximise":
        return q - (base if base is not None else 0)
    return 100 * (base - q) / base


def best_gain(formula, values, base):
    return max(gain(formula, q, base) for q in values)


def flat(formula):
    return Fraction(1 if formula["none_better"] == "full" else 0)


# --- part: inverse


def share_inverse(formula, q, values, base, full):
    found = reference(formula, values)
    return (found / q if formula["aim"] == "minimise" else q / found) ** formula["power"]


# --- part: minmax


def share_minmax(formula, q, values, base, full):
    low = formula["aim"] == "minimise"
    best, worst = (min(values), max(values)) if low else (max(values), min(values))
    return (worst - q) / (worst - best)


# --- part: fixed_bounds


def share_fixed_bounds(formula, q, values, base, full):
    top, zero = Fraction(formula["full_at"]), Fraction(formula["zero_at"])
    return (zero - q) / (zero - top)


# --- part: band


def share_band(formula, q, values, base, full):
    found = reference(formula, values)
    width = Fraction(formula["band"]) * found
    return (found + width - q) / width if formula["aim"] == "minimise" else (q - found + width) / width


# --- part: relevant_range


def share_relevant_range(formula, q, values, base, full):
    found, n = reference(formula, values), Fraction(formula["n"])
    if formula["aim"] == "minimise":
        return (n * found - q) / ((n - 1) * found)
    return (q - found / n) / (found - found / n)


# --- part: log


def share_log(formula, q, values, base, full):
    found = reference(formula, values)
    ratio = q / found if formula["aim"] == "minimise" else found / q
    return 1 - logarithm(ratio) / logarithm(Fraction(formula["zero_ratio"]))


# --- part: to_ceiling


def share_to_ceiling(formula, q, values, base, full):
    most = best_gain(formula, values, base)
    return gain(formula, q, base) / most if most > 0 else flat(formula)


# --- part: corrected


def share_corrected(formula, q, values, base, full):
    return gain(formula, q, base) / max(Fraction(formula["significant"]), best_gain(formula, values, base))


# --- part: concave


def share_concave(formula, q, values, base, full):
    most = best_gain(formula, values, base)
    if most <= 0:
        return flat(formula)
    ratio, alpha = gain(formula, q, base) / most, Fraction(formula["alpha"])
    return -power(-ratio, alpha) if ratio < 0 else power(ratio, alpha)


# --- part: bilinear


def share_bilinear(formula, q, values, base, full):
    gains = [gain(formula, value, base) for value in values]
    knee = mean(gains) if formula["knee"] == "mean" else median(gains)
    most, own, x = max(gains), gain(formula, q, base), Fraction(formula["x"])
    if most <= 0:
        return flat(formula)
    return x * own / knee if own <= knee else x + (1 - x) * (own - knee) / (most - knee)


# --- part: absolute_concave


def share_absolute_concave(formula, q, values, base, full):
    ratio = q / base if formula["aim"] == "minimise" else base / q
    return 1 - power(ratio, Fraction(formula["n"]))


# --- part: mean_distance


def share_mean_distance(formula, q, values, base, full):
    middle = mean(values)
    away = (q - middle) / middle if formula["aim"] == "minimise" else (middle - q) / middle
    return Fraction(formula["at_mean"]) - Fraction(formula["slope"]) * away


# --- part: table


def share_table(formula, q, values, base, full):
    sign = 1 if formula["aim"] == "minimise" else -1
    before = None
    for place, share in sorted((sign * Fraction(row["at"]), Fraction(row["share"])) for row in formula["rows"]):
        if sign * q <= place:
            if before is None or formula["between"] == "step" or sign * q == place:
                return share
            return before[1] + (share - before[1]) * (sign * q - before[0]) / (place - before[0])
        before = (place, share)
    return Fraction(0) if formula["between"] == "step" else before[1]


# --- part: quantities


def quantity_shares(formula, quantities, base, full):
    """Give each bid's share of the full mark; None is an open quantity: from 0 to 1."""
    base = Fraction(formula["base"]) if formula["base"] is not None else base
    known = {bid: at_stage(formula, "bid", q) for bid, q in quantities.items() if q is not None}
    over = set()
    if formula["over_ceiling"] == "zero" and base is not None:
        over = {bid for bid, q in known.items() if (q > base if formula["aim"] == "minimise" else q < base)}
    compared = {bid: q for bid, q in known.items() if bid not in over}
    found = {}
    for bid, q in quantities.items():
        if q is None:
            found[bid] = (Fraction(0), Fraction(1))
        elif bid in over:
            found[bid] = (Fraction(0), Fraction(0))
        else:
            share = finished(formula, raw_share(formula, q, bid, compared, base, full), full)
            found[bid] = (share, share)
    return found


def raw_share(formula, q, bid, compared, base, full):
    values = list(compared.values())
    if len(set(values)) == 1:
        usual = "full" if formula["type"] in ("minmax", "bilinear") else "formula"
        rule = formula["equal"] or usual
        rule = (formula["single"] or rule) if len(values) == 1 else rule
        if rule != "formula":
            return Fraction(1 if rule == "full" else 0)
    if (
        formula["type"] in ("inverse", "log", "band", "relevant_range")
        and formula["reference"] != "fixed"
        and min(values) <= 0
    ):
        if formula["zero"] == "full_for_all":
            return Fraction(1)
        return Fraction(1 if compared[bid] <= 0 else 0)
    return globals()["share_" + formula["type"]](formula, compared[bid], values, base, full)


def finished(formula, share, full):
    if formula["clip"] in ("both", "low"):
        share = max(share, Fraction(0))
    if formula["clip"] in ("both", "high"):
        share = min(share, Fraction(1))
    share = at_stage(formula, "coefficient", share)
    return at_stage(formula, "criterion", share * full) / full if full else share


# --- part: rescale


def rescaled(values, full):
    found = {}
    for bid, (low, high) in values.items():
        others = [pair for name, pair in values.items() if name != bid]
        top, bottom = max([low] + [pair[1] for pair in others]), max([high] + [pair[0] for pair in others])
        found[bid] = (full * low / top if top else top, full * high / bottom if bottom else bottom)
    return found


# --- part: main


def pairs(value):
    return tuple(Fraction(end) for end in value)


def threshold_excludes(nodes, shares, raw):
    """Tell whether a threshold on raw shares leaves the bid out, and whether it may."""
    worst = "in"
    for node in nodes:
        leaves = [leaf for leaf in node["leaves"]]
        if not all(leaf in raw for leaf in leaves):
            continue
        whole = sum((shares[leaf] for leaf in leaves), Fraction(0))
        weights = [shares[leaf] / whole if whole else Fraction(1, len(leaves)) for leaf in leaves]
        high = sum((w * raw[leaf][1] for w, leaf in zip(weights, leaves)), Fraction(0))
        if high < Fraction(node["threshold"]) / 100:
            worst = "out"
    return worst == "out"


def recount(data):
    shares = {leaf["id"]: Fraction(leaf["share"]) for leaf in data["leaves"]}
    maximum = Fraction(data["maximum"])
    ceiling = Fraction(data["ceiling"]) if data["ceiling"] is not None else None
    bids = {bid["id"]: bid for bid in data["bids"]}
    raw = {name: {leaf: pairs(value) for leaf, value in bid["quality"].items()} for name, bid in bids.items()}
    cost = {name: Fraction(bid["cost"]) if bid["cost"] is not None else None for name, bid in bids.items()}
    out = {name for name, bid in bids.items() if bid["is_excluded"]}
    quality_nodes = [node for node in data["thresholds"] if not node["has_quantity"]]
    for name in bids:
        if threshold_excludes(quality_nodes, shares, raw[name]):
            out.add(name)
        if (
            data["over_ceiling"] == "exclude"
            and ceiling is not None
            and cost[name] is not None
            and cost[name] > ceiling
        ):
            out.add(name)
        for leaf in data["leaves"]:
            bound = leaf.get("bound")
            q = bids[name]["quantities"].get(leaf["id"])
            if (
                bound
                and q is not None
                and (
                    Fraction(q) > Fraction(bound)
                    if leaf["formula"]["aim"] == "minimise"
                    else Fraction(q) < Fraction(bound)
                )
            ):
                out.add(name)
    values = {name: dict(raw[name]) for name in bids}
    if "criteria" in data["rescaling"]:
        for leaf in data["leaves"]:
            if leaf["kind"] in ("judged", "pairwise", "features"):
                for name, value in rescaled(
                    {n: values[n][leaf["id"]] for n in bids if n not in out}, Fraction(1)
                ).items():
                    values[name][leaf["id"]] = value
    for leaf in data["leaves"]:
        if leaf["kind"] in ("price", "quantity"):
            quantities = {n: bids[n]["quantities"][leaf["id"]] for n in bids if n not in out}
            quantities = {n: Fraction(q) if q is not None else None for n, q in quantities.items()}
            base = ceiling if leaf["kind"] == "price" else None
            found = (
                quantity_shares(leaf["formula"], quantities, base, shares[leaf["id"]] * maximum) if quantities else {}
            )
            for name in bids:
                value = found.get(name, (Fraction(0), Fraction(0)))
                if data["missing"] == "zero" and value[0] != value[1]:
                    value = (Fraction(0), Fraction(0))
                raw[name][leaf["id"]] = values[name][leaf["id"]] = value
    for name in bids:
        if threshold_excludes([node for node in data["thresholds"] if node["has_quantity"]], shares, raw[name]):
            out.add(name)
    step = data["criterion_rounding"]
    points, quality, price = {}, {}, {}
    for name in bids:
        points[name] = {}
        for leaf in data["leaves"]:
            full = shares[leaf["id"]] * maximum
            ends = [end * full for end in values[name][leaf["id"]]]
            if step and leaf["kind"] not in ("price", "quantity"):
                ends = [rounded(end, step["places"], step["mode"]) for end in ends]
            points[name][leaf["id"]] = tuple(ends)
        of = {True: [Fraction(0), Fraction(0)], False: [Fraction(0), Fraction(0)]}
        for leaf in data["leaves"]:
            for end in (0, 1):
                of[leaf["kind"] == "price"][end] += points[name][leaf["id"]][end]
        quality[name], price[name] = tuple(of[False]), tuple(of[True])
    if "total" in data["rescaling"]:
        full = sum((shares[leaf["id"]] for leaf in data["leaves"] if leaf["kind"] != "price"), Fraction(0)) * maximum
        for name, value in rescaled({n: quality[n] for n in bids if n not in out}, full).items():
            quality[name] = tuple(rounded(end, step["places"], step["mode"]) for end in value) if step else value
    ranked = [name for name in sorted(bids) if name not in out]
    keys, figures = award(data, ranked, quality, price, cost, values, shares, maximum)
    ranked = [name for name in ranked if name in keys]
    lines = []
    for name in sorted(ranked, key=lambda n: (negated(keys[n]), n)):
        rank = 1 + sum(1 for other in ranked if keys[other] > keys[name])
        low, high = figures[name]
        lines.append(f"{rank} {name} {low} {high}")
    return "\n".join(lines + [f"- {name}" for name in sorted(out | (set(bids) - set(ranked)))]) + "\n"


def negated(key):
    return tuple(-part for part in key)


def main():
    data = json.loads((HERE / "recount.json").read_text(encoding="utf-8"))
    found = recount(data)
    if "--check" in sys.argv:
        same = found == (HERE / "recount.txt").read_text(encoding="utf-8")
        print("the recount agrees" if same else "THE RECOUNT DIFFERS")
        sys.exit(0 if same else 1)
    sys.stdout.write(found)


# --- part: award_weighted_sum


def award(data, ranked, quality, price, cost, values, shares, maximum):
    """Points of quality and price are added; the highest total is first."""
    keys, figures = {}, {}
    for name in ranked:
        ends = [quality[name][end] + price[name][end] for end in (0, 1)]
        if data["rounding"]:
            ends = [rounded(end, data["rounding"]["places"], data["rounding"]["mode"]) for end in ends]
        keys[name], figures[name] = tuple(ends), tuple(ends)
    return keys, figures


# --- part: award_by_cost


def award(data, ranked, quality, price, cost, values, shares, maximum):
    """Bids are ordered by a figure made of quality and cost; without open answers low and high are one."""
    rule = data["award_rule"]
    whole = sum((shares[leaf["id"]] for leaf in data["leaves"] if leaf["kind"] != "price"), Fraction(0))
    figures, keys = {}, {}
    for name in ranked:
        share = quality[name][0] / (whole * maximum) if whole else Fraction(0)
        figures[name] = figure(data, rule, name, share, cost[name], values, whole)
        if figures[name] is not None and data["rounding"]:
            figures[name] = rounded(figures[name], data["rounding"]["places"], data["rounding"]["mode"])
    best = max((f for f in figures.values() if f is not None), default=Fraction(0))
    for name in ranked:
        if figures[name] is not None:
            keys[name] = key(rule, figures[name], best, quality[name][0], cost[name])
    return keys, {name: (value, value) for name, value in figures.items()}


# --- part: figure_ratio


def figure(data, rule, name, share, cost, values, whole):
    return (share * Fraction(rule["quality_maximum"]) + Fraction(rule["offset"])) * Fraction(rule["scale"]) / cost


def key(rule, found, best, quality, cost):
    band = Fraction(rule["band"])
    if band and found >= best * (1 - band / 100):
        return (Fraction(1), quality if rule["decider"] == "quality" else -cost, found)
    return (Fraction(0), found, Fraction(0))


# --- part: figure_quebec


def figure(data, rule, name, share, cost, values, whole):
    mark = Fraction(rule["pass_mark"])
    if share * 100 < mark:
        return None
    return cost / (1 + Fraction(rule["k"]) * ((share * 100 - mark) / (100 - mark) if mark < 100 else 0))


# --- part: figure_meat


def figure(data, rule, name, share, cost, values, whole):
    return cost / (1 + share * whole / (1 - whole))


# --- part: figure_award_on_value


def figure(data, rule, name, share, cost, values, whole):
    found = cost
    for leaf in data["leaves"]:
        if leaf["kind"] != "price":
            none, full = Fraction(leaf["worth_at_zero"]), Fraction(leaf["worth"])
            found -= none + (full - none) * values[name][leaf["id"]][0]
    return found


# --- part: figure_lowest_acceptable


def figure(data, rule, name, share, cost, values, whole):
    return cost


# --- part: key_lowest


def key(rule, found, best, quality, cost):
    return (-found,)


# --- part: end


if __name__ == "__main__":
    main()
