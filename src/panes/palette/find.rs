//! Which commands a few everyday words mean. Words are known by their beginnings and without their endings; a word that
//! few commands have says more than one that many have; little words say nothing.

use crate::{
    command::{Command, Context},
    parts::matching::{best, fold},
};
use std::collections::HashMap;

/// Words that say nothing about what is wanted.
const LITTLE: &str = " a an the of to this that these those is are was be am my me i it its in on for and or what how \
    do does did can please with at we us our they them has have had here there all some one any by from as into if so \
    then not too which where should would want need ";

/// How near something is to where it is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearness {
    pub usable: bool,
    /// Added to how well the words fit.
    pub weight: f64,
}

/// Small places over a pane, or panes that few people stand in: who asks from elsewhere hardly means what is only there.
const SMALL: [Context; 15] = [
    Context::Start,
    Context::Cells,
    Context::Drawer,
    Context::Sample,
    Context::Ticks,
    Context::Recap,
    Context::Input,
    Context::Text,
    Context::Menu,
    Context::Help,
    Context::Columns,
    Context::Walk,
    Context::Review,
    Context::Programme,
    Context::Readiness,
];

/// What it counts that a name begins with what was typed, as it was typed, or holds several words so.
const BEGINS: f64 = 8.0;
const HOLDS: f64 = 6.0;
/// What it counts that every one of several words was found.
const ALL: f64 = 0.7;

impl Nearness {
    pub fn of(command: Command, here: &[Context]) -> Nearness {
        let info = command.info();
        let usable = info.contexts.iter().any(|at| here.contains(at));
        let small = !usable && info.contexts.iter().all(|at| SMALL.contains(at));
        let moves = info.id.starts_with("move.");
        let weight = match (usable, small, moves) {
            (_, _, true) => -1.0,
            (true, ..) if info.contexts.contains(&Context::Everywhere) => 0.4,
            (true, ..) => 0.9,
            (false, true, _) => -1.2,
            (false, false, _) => 0.0,
        };
        Nearness { usable, weight }
    }
}

/// What everything that can be run is called.
pub struct Words {
    names: Vec<Names>,
    /// The meanings of everyday words, one bit for each line of [`ALIKE`].
    alike: HashMap<String, u32>,
    /// All of it, for letters that are scattered over a name.
    texts: Vec<String>,
}

struct Names {
    /// Label, short words, id: whoever types one of them whole means it.
    whole: [String; 3],
    label: String,
    synonyms: String,
    /// The synonyms with their little words.
    said: String,
    words: Vec<Known>,
    length: usize,
}

/// A word of a name.
struct Known {
    stem: String,
    written: String,
    /// What it counts by its place, and the more the fewer names have it.
    weight: f64,
    means: u32,
}

/// What was typed, taken apart once for all names.
struct Query {
    /// Each word that says something, with its stem and what it means.
    words: Vec<(String, String, u32)>,
    /// Those words, and all of them.
    told: String,
    said: String,
}

/// Rows, the best first; and whether the first one holds every word.
pub struct RankedRows {
    pub rows: Vec<usize>,
    pub sure: bool,
}

fn split(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(String::from).collect()
}
fn is_little(word: &str) -> bool {
    LITTLE.contains(&format!(" {word} "))
}
/// The words that say something; if none does, all.
fn telling(text: &str) -> Vec<String> {
    let all = split(text);
    let some: Vec<String> = all.iter().filter(|word| !is_little(word)).cloned().collect();
    if some.is_empty() { all } else { some }
}

/// Everyday words that mean the same here: each line is one meaning.
const ALIKE: [&str; 23] = [
    "erase delete remove drop discard",
    "sort order rank",
    "pick choose select mark tick",
    "many several all bulk multiple",
    "postpone park later defer skip",
    "talk interview conversation",
    "chart graph trend time",
    "edited changed modified altered change history",
    "menu home main dashboard",
    "responsible owner accountable assigned charge",
    "overview list register map",
    "program app aims version about",
    "documents papers policies",
    "row record entry line item",
    "create new add make begin start",
    "see show view look display",
    "finish close end complete done",
    "colour color theme",
    "clone duplicate copy like",
    "people person staff who",
    "fix mend correct correction",
    "wrong mistake error problem",
    "tool model system ai",
];

/// Letters up to which they may be scattered over a name; a longer word that nothing has was not meant so.
const SCATTERED: usize = 4;

/// Whether one word is the other with a letter more, less, changed or turned round with the next.
fn is_slip(typed: &str, known: &str) -> bool {
    if typed.is_ascii() && known.is_ascii() && typed.len().abs_diff(known.len()) > 1 {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), known.chars().collect());
    if a.len().min(b.len()) < 5 || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let turned = a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    let same = |a: &[char], b: &[char]| a == b;
    turned
        || same(a.get(1..).unwrap_or(&[]), b.get(1..).unwrap_or(&[])) && a.len() == b.len()
        || a.len() > b.len() && same(&a[1..], b)
        || b.len() > a.len() && same(a, &b[1..])
}

/// A word without its ending: printed and printing are print, policies are policy.
fn stem(word: &str) -> String {
    let long = word.chars().count();
    let mut stem = word.to_string();
    if let Some(start) = word.strip_suffix("ies").filter(|_| long > 4) {
        return format!("{start}y");
    }
    if let Some(start) = word.strip_suffix("ing").filter(|_| long > 5) {
        stem = start.into();
        let mut last = start.chars().rev();
        let doubled = last.next().filter(|c| Some(*c) == last.next() && !matches!(c, 'l' | 's'));
        if doubled.is_some() && stem.chars().count() > 3 {
            stem.pop();
        }
    } else if let Some(start) = word.strip_suffix("ed").filter(|_| long > 4) {
        stem = start.into();
    } else if let Some(start) = word.strip_suffix('s').filter(|s| long > 3 && !s.ends_with('s')) {
        stem = start.into();
    }
    if stem.chars().count() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    stem
}

impl Words {
    pub fn of<'a>(goals: impl Iterator<Item = (String, &'a str, String, &'a str)>) -> Words {
        let mut alike = HashMap::new();
        for (bit, line) in ALIKE.iter().enumerate() {
            line.split(' ').for_each(|word| *alike.entry(stem(word)).or_insert(0) |= 1 << bit);
        }
        let mut names: Vec<Names> =
            goals.map(|(label, short, synonyms, id)| Names::of(&label, short, &synonyms, id)).collect();
        let mut spread: HashMap<String, usize> = HashMap::new();
        for known in names.iter().flat_map(|names| &names.words) {
            *spread.entry(known.stem.clone()).or_insert(0) += 1;
        }
        let all = (names.len() + 1) as f64;
        for known in names.iter_mut().flat_map(|names| &mut names.words) {
            known.weight *= (all / spread[&known.stem] as f64).ln() + 0.3;
            known.means = alike.get(&known.stem).copied().unwrap_or(0);
        }
        let texts = names.iter().map(|n| format!("{} {} {}", n.whole[0], n.said, n.whole[2])).collect();
        Words { names, alike, texts }
    }

    /// What is meant, and whether the first holds every word; where nothing has any, letters count.
    pub fn find(&self, query: &str, near: &[Nearness]) -> RankedRows {
        let typed = fold(query.trim());
        let asked = self.query(query);
        let mut hits: Vec<(bool, bool, f64, usize)> = Vec::new();
        for (i, names) in self.names.iter().enumerate() {
            let named = names.is_called(&typed, near[i].usable);
            if let Some((score, every)) = score(&asked, names) {
                hits.push((named, every || named, score + near[i].weight, i));
            } else if named {
                hits.push((true, true, 0.0, i));
            }
        }
        if hits.is_empty() {
            let few = typed.chars().count() <= SCATTERED;
            let rows = if few { best(query, self.texts.iter().cloned()) } else { Vec::new() };
            return RankedRows { rows, sure: false };
        }
        let sure = hits.iter().any(|(_, every, ..)| *every);
        // Of one word only what it begins; of several what has the rarer ones may be meant though it lacks another.
        let several = asked.words.len() > 1;
        hits.retain(|(_, every, ..)| *every || !sure || several);
        // What begins with all that was typed is meant before what only holds its words.
        let written = |i: usize| match &self.names[i].whole[0] {
            _ if typed.chars().count() < 3 => 0.0,
            label if label.starts_with(&typed) => BEGINS,
            label if typed.contains(' ') && label.contains(&typed) => HOLDS,
            _ => 0.0,
        };
        let all = |hit: &(bool, bool, f64, usize)| hit.2 + if hit.1 && several { ALL } else { 0.0 } + written(hit.3);
        hits.sort_by(|a, b| b.0.cmp(&a.0).then(all(b).total_cmp(&all(a))).then(a.3.cmp(&b.3)));
        if let Some(best) = hits.first().map(&all) {
            hits.retain(|hit| hit.0 || hit.1 || all(hit) * 2.0 >= best);
        }
        let sure = hits.first().is_some_and(|(_, every, ..)| *every);
        let mut rows: Vec<usize> = hits.into_iter().map(|hit| hit.3).collect();
        // What has the letters somewhere stands at the end, however few other words it shares.
        let holds = |names: &Names| typed.len() > 2 && (names.whole[0].contains(&typed) || names.said.contains(&typed));
        let mut is_there = vec![false; self.names.len()];
        rows.iter().for_each(|i| is_there[*i] = true);
        rows.extend((0..self.names.len()).filter(|i| !is_there[*i] && holds(&self.names[*i])));
        RankedRows { rows, sure }
    }

    fn query(&self, query: &str) -> Query {
        let words = telling(query);
        let told = words.join(" ");
        let words = words.into_iter().map(|word| {
            let stem = stem(&word);
            let means = self.alike.get(&stem).copied().unwrap_or(0);
            (word, stem, means)
        });
        Query { words: words.collect(), told, said: split(query).join(" ") }
    }
}

/// How well the words fit, and whether each of them begins a word of the name.
fn score(query: &Query, names: &Names) -> Option<(f64, bool)> {
    let (mut score, mut every) = (0.0, true);
    for word in &query.words {
        let fit = fit(word, names);
        every &= fit.is_some_and(|(_, begins)| begins);
        score += fit.map_or(0.0, |(fit, _)| fit);
    }
    if score == 0.0 {
        return None;
    }
    let bonus = match () {
        () if names.synonyms.contains(&query.told) => 1.2,
        () if names.label.contains(&query.told) => 1.5,
        () => 0.0,
    };
    let starts = if names.label.starts_with(&query.told) { 1.5 } else { 0.0 };
    let said = if names.said.contains(&query.said) { 2.5 } else { 0.0 };
    Some((score + bonus + starts + said - 0.03 * names.length as f64, every))
}

/// How well a word fits the best of the words of a name, and whether it begins one.
fn fit((word, stem, means): &(String, String, u32), names: &Names) -> Option<(f64, bool)> {
    let mut best: Option<(f64, bool)> = None;
    let mut all = 0;
    for known in &names.words {
        let (quality, begins) = match () {
            () if known.written == *word => (1.0, true),
            () if known.stem == *stem => (0.92, true),
            () if known.stem.starts_with(stem.as_str()) || known.written.starts_with(word.as_str()) => (0.75, true),
            () if known.stem.len() >= 4 && stem.starts_with(known.stem.as_str()) => (0.6, false),
            () if means & known.means != 0 => (0.6, true),
            () if is_slip(word, &known.written) => (0.55, false),
            () => continue,
        };
        all += 1;
        let fit = quality * known.weight;
        if best.is_none_or(|(known, _)| fit > known) {
            best = Some((fit, begins));
        }
    }
    best.map(|(fit, begins)| (fit + 0.15 * f64::from(all - 1), begins))
}

impl Names {
    fn of(label: &str, short: &str, synonyms: &str, id: &str) -> Names {
        let mut words: Vec<Known> = Vec::new();
        for (text, weight) in [(short, 1.1), (label, 1.0), (synonyms, 0.9), (id, 0.6)] {
            for word in split(text) {
                let stem = stem(&word);
                if !words.iter().any(|known| known.stem == stem && known.written == word) {
                    words.push(Known { stem, written: word, weight, means: 0 });
                }
            }
        }
        Names {
            whole: [fold(label), fold(short), fold(id)],
            label: telling(label).join(" "),
            synonyms: telling(synonyms).join(" "),
            said: split(synonyms).join(" "),
            length: telling(label).len(),
            words,
        }
    }

    /// Whether this is the very name; a short one only where it can be used.
    fn is_called(&self, typed: &str, usable: bool) -> bool {
        let [label, short, id] = &self.whole;
        typed == label || typed == id || usable && typed == short
    }
}
