//! Where a color goes on under those above it, worked out by whole rows.

use std::ops::Range;

/// How far a color goes on under another, in pixels.
const UNDERLAP: usize = 2;

/// Pixels of one row that are next to each other.
struct Run {
    places: Range<usize>,
    /// Another run of the same part, or this one.
    part: usize,
    /// It touches what lies below.
    is_open: bool,
}

/// Where the color of `rank` goes on: near to where it is seen, and under all that it encloses. `majors` are
/// the ranks that are seen.
pub(super) fn under(majors: &[u8], side: usize, rank: u8) -> Vec<bool> {
    let mut is_under = grown(majors.iter().map(|other| *other == rank).collect(), side, UNDERLAP);
    // Parts of the colors above that touch nothing below this one are enclosed by it.
    let is_beside_lower = grown(majors.iter().map(|other| *other < rank).collect(), side, 1);
    let mut runs: Vec<Run> = Vec::new();
    let mut above = 0..0;
    for top in (0..majors.len()).step_by(side.max(1)) {
        let first = runs.len();
        let (mut at, end_of_row) = (top, top + side);
        while let Some(offset) = majors[at..end_of_row].iter().position(|other| *other > rank) {
            let start = at + offset;
            let length = majors[start..end_of_row].iter().position(|other| *other <= rank);
            at = length.map_or(end_of_row, |length| start + length);
            let is_open = is_beside_lower[start..at].contains(&true);
            runs.push(Run { places: start..at, part: runs.len(), is_open });
        }
        join_touching(&mut runs, above, side);
        above = first..runs.len();
    }
    for at in 0..runs.len() {
        let part = root(&mut runs, at);
        if !runs[part].is_open {
            is_under[runs[at].places.clone()].fill(true);
        }
    }
    is_under
}

/// Joins the runs of the last row to those `above` that they touch, also at a corner.
fn join_touching(runs: &mut [Run], above: Range<usize>, side: usize) {
    let (mut upper, mut lower) = (above.start, above.end);
    while upper < above.end && lower < runs.len() {
        let (one, other) = (runs[upper].places.clone(), runs[lower].places.clone());
        let (start, end) = (one.start + side, one.end + side);
        if start <= other.end && other.start <= end {
            let (first, second) = (root(runs, upper), root(runs, lower));
            let is_open = runs[first].is_open || runs[second].is_open;
            runs[first.min(second)].is_open = is_open;
            runs[first.max(second)].part = first.min(second);
        }
        if end < other.end {
            upper += 1;
        } else {
            lower += 1;
        }
    }
}

/// The run that stands for the part of `at`.
fn root(runs: &mut [Run], mut at: usize) -> usize {
    while runs[at].part != at {
        runs[at].part = runs[runs[at].part].part;
        at = runs[at].part;
    }
    at
}

/// `places` and those at most `by` pixels away, also across corners.
fn grown(places: Vec<bool>, side: usize, by: usize) -> Vec<bool> {
    let mut wide = places.clone();
    for (row, out) in places.chunks_exact(side.max(1)).zip(wide.chunks_exact_mut(side.max(1))) {
        for shift in 1..=by.min(side.saturating_sub(1)) {
            for (place, other) in out[shift..].iter_mut().zip(row) {
                *place |= *other;
            }
            for (place, other) in out.iter_mut().zip(&row[shift..]) {
                *place |= *other;
            }
        }
    }
    let mut grown = wide.clone();
    let total = grown.len();
    for shift in (1..=by).map(|rows| rows * side).filter(|shift| *shift < total) {
        for (place, other) in grown[shift..].iter_mut().zip(&wide) {
            *place |= *other;
        }
        for (place, other) in grown.iter_mut().zip(&wide[shift..]) {
            *place |= *other;
        }
    }
    grown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `#` is where the color of rank 1 goes on.
    fn drawn(rows: &[&str]) -> Vec<String> {
        let majors: Vec<u8> = rows.concat().bytes().map(|digit| digit - b'0').collect();
        let is_under = under(&majors, rows[0].len(), 1);
        let sign = |is_under: &bool| if *is_under { '#' } else { '.' };
        is_under.chunks(rows[0].len()).map(|row| row.iter().map(sign).collect()).collect()
    }

    #[test]
    fn a_color_goes_on_under_all_that_it_encloses_and_two_pixels_under_what_is_open() {
        let open = drawn(&["11222220", "11222220", "11222220"]);
        assert_eq!(open, ["####....", "####....", "####...."]);
        let enclosed = [
            "1111111111",
            "1222222221",
            "1222222221",
            "1222222221",
            "1222222221",
            "1222222221",
            "1111111111",
        ];
        assert!(drawn(&enclosed).concat().bytes().all(|sign| sign == b'#'));
        // The part is open at one corner only.
        let mut leaking = enclosed;
        leaking[0] = "0111111111";
        assert_eq!(drawn(&leaking)[3], "###....###");
        // Two halves of one part that meet far down.
        let horseshoe = ["2221111222", "2221111222", "2221111222", "2222222222", "2222222220"];
        assert_eq!(drawn(&horseshoe)[0], ".########.");
    }
}
