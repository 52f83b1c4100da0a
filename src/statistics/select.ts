/** Order statistics without sorting: what a quantile needs of many observations, in linear time. */

/**
 * The quantile at probability `p` by type 7, as `quantile` answers it of sorted observations. Hoare's selection (Algorithm 65:
 * Find, Communications of the ACM 4, 1961), which reorders the observations in place.
 *
 * @param observations at least one, all finite; reordered
 * @param p from 0 to 1
 */
export function selectQuantile(observations: Float64Array, p: number): number {
  const position = (observations.length - 1) * p;
  const below = Math.floor(position);
  const low = selectPlace(observations, below);
  if (position === below) return low;
  // Everything behind the place is at least as large: the next order statistic is the smallest of it.
  let high = Number.POSITIVE_INFINITY;
  for (let at = below + 1; at < observations.length; at++) {
    if (observations[at]! < high) high = observations[at]!;
  }
  return Math.min(low + (position - below) * (high - low), high);
}

/** Puts the observation at the place where sorting would put it, smaller ones before and larger ones behind. */
function selectPlace(values: Float64Array, place: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = middleOfThree(values[from]!, values[(from + to) >> 1]!, values[to]!);
    let left = from;
    let right = to;
    while (left <= right) {
      while (values[left]! < pivot) left++;
      while (values[right]! > pivot) right--;
      if (left > right) break;
      const swapped = values[left]!;
      values[left] = values[right]!;
      values[right] = swapped;
      left++;
      right--;
    }
    if (place <= right) to = right;
    else if (place >= left) from = left;
    else break;
  }
  return values[place]!;
}

/** Of sorted and of constant observations alike it splits in halves. */
function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
