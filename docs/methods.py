"""The text of the method pages on tests for low bids; those of formulas and award rules stand in their records."""

LOW_BIDS = [
    (
        "italy_a, italy_b, italy_c",
        "D.Lgs. 36/2023, annex II.2",
        (
            "A tenth of the bids set aside on each side (rounded up, and all equal to one set aside); sum S, mean m, "
            "mean excess e of those above; d1, d2 the first two decimals of S. A: from 15 bids m + e - e·d1·d2/100, "
            "below 15 1.2·m if e/m ≤ 0.15 else m + e; flagged from the threshold on. B: m + e ± e·d1·d2/100, minus "
            "when the digits of S add up to an even number; flagged above; paid at the next discount. C: the published "
            "reference discount ± the same. B and C were read on a platform that applies them, not in the annex."
        ),
    ),
    (
        "four_fifths",
        "Italian code of 2016, article 97",
        "Price points and quality points both at four fifths of their maxima or more.",
    ),
    (
        "double_mean",
        "French practice accepted by a court of appeal",
        "Bids more than 20 % above the mean leave; flagged at 10 % or more below the mean of the rest.",
    ),
    (
        "standard_deviation",
        "French practice",
        "More than one standard deviation (of the population) below the mean.",
    ),
    (
        "fifty_twenty_five",
        "draft directive of 2011, article 69",
        "More than 50 % below the mean of the others and more than 20 % below the second, five bids at least.",
    ),
    (
        "spain",
        "RGLCAP, article 85",
        (
            "One bid: over 25 % below the base; two: over 20 % below the other; three: over 10 % below the mean, "
            "without the highest when it is over 10 % above, or over 25 % below the base; more: over 10 % below the "
            "mean of those not over 10 % above it, of the three lowest at least."
        ),
    ),
    (
        "russia_25",
        "44-FZ, article 37",
        (
            "25 % or more below the starting price; above 15 million the security is one and a half, up to it proof of "
            "good faith will do."
        ),
    ),
]
