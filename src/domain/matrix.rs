//! The risk matrix as data: scales, bands, appetite. Read by heatmap, lists, documents and tests alike.

use super::{
    kinds::{method, risk},
    record::Record,
};

/// One band of risk levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    pub letter: char,
    pub label: String,
    /// The lowest score (likelihood times consequence) that belongs to it.
    pub from: u16,
}

/// Scales of 3 to 6 steps, bands from low to high, appetite in general and by area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    pub likelihood: Vec<String>,
    pub consequence: Vec<String>,
    pub bands: Vec<Band>,
    /// Index of the highest band that is borne; `None` bears nothing.
    appetite: Option<usize>,
    areas: Vec<(String, Option<usize>)>,
}

impl Default for Matrix {
    /// Five by five, with the bands 1 to 4, 5 to 9, 10 to 14 and 15 to 25 that are common in guides for AI risk.
    fn default() -> Matrix {
        let words = |list: &[&str]| list.iter().map(|s| s.to_string()).collect();
        let band = |letter, label: &str, from| Band { letter, label: label.into(), from };
        Matrix {
            likelihood: words(&["rare", "low", "some", "often", "sure"]),
            consequence: words(&["slight", "minor", "medium", "major", "extreme"]),
            bands: vec![band('L', "low", 1), band('M', "medium", 5), band('H', "high", 10), band('C', "critical", 15)],
            appetite: Some(1),
            areas: Vec::new(),
        }
    }
}

impl Matrix {
    /// Reads the method of an organisation; a part that cannot be read keeps its default.
    pub fn of(method: &Record) -> Matrix {
        let mut matrix = Matrix::default();
        if let Ok(steps) = steps(method.text(method::LIKELIHOOD)) {
            matrix.likelihood = steps;
        }
        if let Ok(steps) = steps(method.text(method::CONSEQUENCE)) {
            matrix.consequence = steps;
        }
        if let Ok(bands) = bands(method.text(method::BANDS)) {
            matrix.bands = bands;
        }
        matrix.appetite =
            matrix.read_appetite(method.text(method::APPETITE)).unwrap_or(Some(1.min(matrix.bands.len() - 1)));
        matrix.areas = method.text(method::AREAS).lines().filter_map(|line| matrix.area(line)).collect();
        matrix
    }

    fn area(&self, line: &str) -> Option<(String, Option<usize>)> {
        let (area, letter) = line.split_once(':')?;
        Some((area_code(area)?.to_string(), self.read_appetite(letter.trim())?))
    }
    /// A band, or `none`; nothing if it is neither.
    pub fn read_appetite(&self, word: &str) -> Option<Option<usize>> {
        if word.eq_ignore_ascii_case("none") { Some(None) } else { self.band_of_letter(word).map(Some) }
    }
    fn band_of_letter(&self, letter: &str) -> Option<usize> {
        let mut words = letter.split_whitespace();
        let first = words.next()?;
        let is = |b: &Band| first.eq_ignore_ascii_case(&b.letter.to_string()) || first.eq_ignore_ascii_case(&b.label);
        // `M` and `m` may be two bands: the exact letter comes first.
        let exact = self.bands.iter().position(|b| first == b.letter.to_string());
        exact.or_else(|| self.bands.iter().position(is))
    }

    /// Likelihood times consequence.
    pub fn score(&self, likelihood: u8, consequence: u8) -> u16 {
        u16::from(likelihood) * u16::from(consequence)
    }
    /// Index of the band of a cell, lowest band first.
    pub fn band_index(&self, likelihood: u8, consequence: u8) -> usize {
        let score = self.score(likelihood, consequence);
        self.bands.iter().rposition(|b| b.from <= score).unwrap_or(0)
    }
    pub fn band(&self, likelihood: u8, consequence: u8) -> &Band {
        &self.bands[self.band_index(likelihood, consequence)]
    }
    /// Index of the highest band that is borne in an area; `None` if nothing is.
    pub fn appetite(&self, area: &str) -> Option<usize> {
        self.areas.iter().find(|(a, _)| a == area).map_or(self.appetite, |(_, band)| *band)
    }
    /// The letter of the appetite in general, or `none`.
    pub fn appetite_letter(&self) -> String {
        self.appetite.map_or("none".into(), |band| self.bands[band].letter.to_string())
    }
    /// Areas that have an appetite of their own, each with the letter of its band, or `none`.
    pub fn appetite_by_area(&self) -> impl Iterator<Item = (&str, String)> {
        let letter = |band: &Option<usize>| band.map_or("none".into(), |band| self.bands[band].letter.to_string());
        self.areas.iter().map(move |(area, band)| (area.as_str(), letter(band)))
    }
    /// Steps of the likelihood and the consequence scale.
    pub fn size(&self) -> (u8, u8) {
        (self.likelihood.len() as u8, self.consequence.len() as u8)
    }
}

/// The code of a risk area by its code, label or another word for it.
pub fn area_code(word: &str) -> Option<&'static str> {
    let w = word.trim().to_lowercase();
    risk::AREAS.iter().find(|a| a.code == w || a.label == w || a.aliases.contains(&w.as_str())).map(|a| a.code)
}

/// What in a method contradicts the rest of it, as sentences; each part alone can be read.
pub fn contradictions(method: &Record) -> Vec<String> {
    let matrix = Matrix::of(method);
    let (likelihoods, consequences) = matrix.size();
    let highest = matrix.score(likelihoods, consequences);
    let unread = |word: &str| !word.trim().is_empty() && matrix.read_appetite(word.trim()).is_none();
    let mut wrong: Vec<String> = matrix
        .bands
        .iter()
        .filter(|b| b.from > highest)
        .map(|b| {
            format!("no cell reaches {} {}: it starts at {}, the highest score is {highest}", b.letter, b.label, b.from)
        })
        .collect();
    if unread(method.text(method::APPETITE)) {
        wrong.push(format!("the appetite “{}” names no band", method.text(method::APPETITE).trim()));
    }
    let areas = method.text(method::AREAS).lines().filter(|l| !l.trim().is_empty());
    wrong.extend(
        areas
            .filter(|l| matrix.area(l).is_none())
            .map(|l| format!("the appetite “{}” names no area or no band", l.trim())),
    );
    wrong
}

/// Reads a scale: one step a line, `word: meaning`.
pub fn steps(text: &str) -> Result<Vec<String>, String> {
    let steps: Vec<String> = text
        .lines()
        .map(|l| l.split(':').next().unwrap_or_default().trim().to_string())
        .filter(|l| !l.is_empty())
        .collect();
    if let Some(twice) = steps.iter().enumerate().find(|(i, s)| steps[..*i].contains(s)).map(|(_, s)| s) {
        return Err(format!("“{twice}” stands twice; each step has a word of its own"));
    }
    match steps.len() {
        3..=6 => Ok(steps),
        n => Err(format!("a scale has 3 to 6 steps, one a line; this one has {n}")),
    }
}

/// Reads bands: `letter words lowest-score`, one a line, lowest first, 2 to 6 of them.
pub fn bands(text: &str) -> Result<Vec<Band>, String> {
    let mut bands: Vec<Band> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let band = match words[..] {
            [letter, ref label @ .., from] if letter.chars().count() == 1 && !label.is_empty() => {
                let band = |from| Band { letter: letter.chars().next().unwrap_or('?'), label: label.join(" "), from };
                from.parse().ok().map(band)
            }
            _ => None,
        };
        let band =
            band.ok_or_else(|| format!("“{line}” is not a band: a letter, a word, the lowest score, as in H high 10"))?;
        if bands.iter().any(|b| b.letter == band.letter) {
            return Err(format!("“{line}”: the letter {} stands twice", band.letter));
        }
        if bands.last().is_some_and(|last| last.from >= band.from) || (bands.is_empty() && band.from != 1) {
            return Err(format!("“{line}”: bands rise, and the first starts at 1"));
        }
        bands.push(band);
    }
    match bands.len() {
        2..=6 => Ok(bands),
        n => Err(format!("there are 2 to 6 bands, one a line; these are {n}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, Kind, Value};

    #[test]
    fn default_bands_cut_where_the_guides_cut() {
        let m = Matrix::default();
        let letter = |l, c| m.band(l, c).letter;
        assert_eq!(
            [letter(1, 4), letter(1, 5), letter(3, 3), letter(2, 5), letter(3, 5), letter(5, 5)],
            ['L', 'M', 'M', 'H', 'C', 'C']
        );
        assert_eq!(m.appetite("bias"), Some(1));
    }

    #[test]
    fn an_own_method_is_read_and_nonsense_keeps_the_default() {
        let record = Record::new(Id::new(Kind::Method, 1))
            .with(method::LIKELIHOOD, Value::text("never: x\nsometimes\nalways"))
            .with(method::CONSEQUENCE, Value::text("only one"))
            .with(method::BANDS, Value::text("G green 1\nR red 6"))
            .with(method::APPETITE, Value::text("G"))
            .with(method::AREAS, Value::text("privacy: R\nsafety: none\nnonsense"));
        let m = Matrix::of(&record);
        assert_eq!(m.size(), (3, 5));
        assert_eq!((m.band(2, 3).letter, m.band(1, 5).letter), ('R', 'G'));
        assert_eq!([m.appetite("privacy"), m.appetite("bias"), m.appetite("safety")], [Some(1), Some(0), None]);
        assert!(bands("L low 2\nH high 3").is_err());
        assert!(steps("a\nb").is_err());
    }
}
