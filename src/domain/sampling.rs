//! Drawing a sample so that anybody draws the same: items in the order of SHA-256 of seed and item (clause 9.2; practice of
//! ISO 19011). What exactly is hashed stands in `docs/guide.md`, so that a person can do it with `sha256sum`.

use super::kinds::sample::Method;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Where the proposed size comes from, in words that may be printed.
pub const RULE: &str =
    "square root of the population, rounded up: a habit of multi-site audits; no standard sets a size";

/// How many items the rule of thumb proposes: the square root, rounded up, and never fewer than three of those there are.
pub fn usual_size(population: usize) -> usize {
    let root = (1..).find(|r: &usize| r.saturating_mul(*r) >= population).unwrap_or(population);
    root.max(3).min(population)
}

/// SHA-256 of some text as hexadecimal digits.
pub fn digest(text: &str) -> String {
    digest_of(text.as_bytes())
}

/// The same of bytes, as `sha256sum` prints it.
pub fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// What an item is ordered by: SHA-256 of the seed, a line feed, the item and a line feed.
pub fn order_key(seed: &str, item: &str) -> String {
    digest(&format!("{seed}\n{item}\n"))
}

/// A seed that nobody chose: of the moment, the question and the list. It is shown and kept.
pub fn seed_of(parts: &[&str]) -> String {
    digest(&parts.join("\n"))[..8].to_string()
}

/// The lines of a list that are items.
pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from).collect()
}

/// The group of an item where a list has groups: what stands before ` | `.
pub fn group(item: &str) -> &str {
    item.split_once(" | ").map_or("", |(group, _)| group.trim())
}

/// Places in the list, from 0, in the order in which items are drawn: the first `size` are the sample, the rest are what
/// replaces them. Methods by which a person chooses have no order.
pub fn order(method: Method, seed: &str, items: &[String], size: usize) -> Vec<usize> {
    match method {
        Method::All => (0..items.len()).collect(),
        Method::Random => by_digest(seed, items, (0..items.len()).collect()),
        Method::Systematic => systematic(seed, items.len(), size),
        Method::Stratified => stratified(seed, items, size),
        Method::RiskBased | Method::Judgement => Vec::new(),
    }
}

fn by_digest(seed: &str, items: &[String], mut places: Vec<usize>) -> Vec<usize> {
    places.sort_by_cached_key(|place| (order_key(seed, &items[*place]), *place));
    places
}

/// Every k-th item, k being population by size rounded down; the first is the remainder of the first eight digits of the
/// seed's SHA-256 by k. Then those between.
fn systematic(seed: &str, population: usize, size: usize) -> Vec<usize> {
    let step = (population / size.max(1)).max(1);
    let first = u64::from_str_radix(&digest(&format!("{seed}\n"))[..8], 16).unwrap_or(0) % step as u64;
    let chosen: BTreeSet<usize> = (first as usize..population).step_by(step).take(size).collect();
    let rest = (0..population).filter(|place| !chosen.contains(place));
    chosen.iter().copied().chain(rest).collect()
}

/// Each group by its share, at least one of each while there is room; within a group in the order of the digests.
fn stratified(seed: &str, items: &[String], size: usize) -> Vec<usize> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        groups.entry(group(item)).or_default().push(place);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().map(|places| by_digest(seed, items, places)).collect();
    let shares = shares(&groups.iter().map(Vec::len).collect::<Vec<_>>(), size);
    let chosen = groups.iter().zip(&shares).flat_map(|(g, n)| g[..*n].iter().copied());
    let rest = groups.iter().zip(&shares).flat_map(|(g, n)| g[*n..].iter().copied());
    chosen.chain(rest).collect()
}

/// How many of each group: one each, then whoever has the smallest part of its members so far.
fn shares(groups: &[usize], size: usize) -> Vec<usize> {
    let mut shares = vec![0; groups.len()];
    for _ in 0..size.min(groups.iter().sum()) {
        let open = (0..groups.len()).filter(|g| shares[*g] < groups[*g]);
        let next = open.min_by_key(|g| (shares[*g] > 0, shares[*g] * 1_000_000 / groups[*g], usize::MAX - groups[*g]));
        if let Some(next) = next {
            shares[next] += 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(n: usize) -> Vec<String> {
        (1..=n).map(|i| format!("item {i}")).collect()
    }

    #[test]
    fn the_size_is_the_square_root_rounded_up_and_never_more_than_there_is() {
        let sizes: Vec<usize> = [0, 1, 3, 9, 10, 100, 101].map(usual_size).to_vec();
        assert_eq!(sizes, [0, 1, 3, 3, 4, 10, 11]);
    }

    #[test]
    fn the_same_seed_draws_the_same_and_another_one_something_else() {
        let items = list(40);
        let drawn = |seed: &str| order(Method::Random, seed, &items, 5);
        assert_eq!(drawn("7f3a"), drawn("7f3a"));
        assert_ne!(drawn("7f3a")[..5], drawn("7f3b")[..5]);
        let mut all = drawn("7f3a");
        all.sort_unstable();
        assert_eq!(all, (0..40).collect::<Vec<_>>());
    }

    #[test]
    fn an_item_is_ordered_by_the_bytes_that_the_guide_names() {
        // printf '%s\n%s\n' seed item | sha256sum
        assert_eq!(order_key("seed", "item"), digest("seed\nitem\n"));
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn every_kth_from_a_start_that_the_seed_says() {
        let drawn = order(Method::Systematic, "x", &list(20), 4);
        assert_eq!(drawn.len(), 20);
        assert!(drawn[..4].windows(2).all(|pair| pair[1] - pair[0] == 5) && drawn[0] < 5, "{drawn:?}");
    }

    #[test]
    fn no_group_is_left_out_while_there_is_room() {
        let mut items: Vec<String> = (0..18).map(|i| format!("live | {i}")).collect();
        items.extend(["retired | a".to_string(), "pilot | b".into()]);
        let drawn: Vec<&str> =
            order(Method::Stratified, "x", &items, 5)[..5].iter().map(|p| group(&items[*p])).collect();
        assert_eq!(drawn.iter().filter(|g| **g == "live").count(), 3);
        assert!(drawn.contains(&"retired") && drawn.contains(&"pilot"), "{drawn:?}");
    }
}
