"""Alpha for sets whose chance is drawn code by code (Krippendorff and Craggs, 2016).

The other set alphas ask how far apart two of the observed sets lie by chance. This one asks it
of sets put together anew: sizes as often as they occur, codes as often as they occur. Such sets
need not be listed: the weights of all pairs of sizes are the coefficients of one polynomial.
"""

from collections import Counter
from itertools import product

from triage.analysis.distances import Codes, Overlap, Pairs, dice


def mv_alpha(pairs: Pairs[Codes, Overlap]) -> float | None:
    """Multi-valued nominal alpha (Communication Methods and Measures 10, 2016, pp. 181-198).

    The distance is Dice's. None when no unit has two codings, or when nothing could differ.
    """
    expected = _expected_distance(pairs.totals)
    return 1 - pairs.observed(dice) / expected if expected else None


def _expected_distance(sets: Counter[Codes]) -> float:
    sizes: Counter[int] = Counter()
    codes: Counter[str] = Counter()
    for chosen, times in sets.items():
        sizes[len(chosen)] += times
        codes.update(dict.fromkeys(chosen, times))
    weights, shared = _pair_weights(codes, max(sizes, default=0))
    n = sets.total()
    total = 0.0
    for a, b in product(sizes, repeat=2):
        if a + b and weights[a][b]:
            distance = 1 - 2 * shared[a][b] / ((a + b) * weights[a][b])
            total += sizes[a] * sizes[b] / (n * n) * distance
    return total


def _pair_weights(codes: Counter[str], largest: int) -> tuple[list[list[int]], list[list[int]]]:
    """Weights of the pairs of sets (C, K) by their sizes, and the same times |C and K|.

    The weight of a pair is the product of n over the codes in either set alone, and of n(n-1)
    over the codes in both, with n the number of times a code was chosen.
    """
    weights = [[0] * (largest + 1) for _ in range(largest + 1)]
    shared = [[0] * (largest + 1) for _ in range(largest + 1)]
    weights[0][0] = 1
    for n in codes.values():
        # From large to small, so that each code is used at most once.
        for a, b in product(range(largest, -1, -1), repeat=2):
            for take_a, take_b, times in ((1, 0, n), (0, 1, n), (1, 1, n * (n - 1))):
                if a >= take_a and b >= take_b:
                    before = weights[a - take_a][b - take_b]
                    weights[a][b] += times * before
                    shared[a][b] += times * (
                        shared[a - take_a][b - take_b] + take_a * take_b * before
                    )
    return weights, shared
