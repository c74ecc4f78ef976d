//! The risk matrix as data: scales, bands, appetite. Read by heatmap, lists, documents and tests alike.

use super::{kinds::method, record::Record};

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
        Some((area.trim().to_lowercase(), self.read_appetite(letter.trim())?))
    }
    /// A band, or `none`; nothing if it is neither.
    fn read_appetite(&self, word: &str) -> Option<Option<usize>> {
        if word.eq_ignore_ascii_case("none") { Some(None) } else { self.band_of_letter(word).map(Some) }
    }
    fn band_of_letter(&self, letter: &str) -> Option<usize> {
        self.bands.iter().position(|b| letter.starts_with(b.letter) || letter.eq_ignore_ascii_case(&b.label))
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
    /// Steps of the likelihood and the consequence scale.
    pub fn size(&self) -> (u8, u8) {
        (self.likelihood.len() as u8, self.consequence.len() as u8)
    }
}

/// Reads a scale: one step a line, `word: meaning`.
pub fn steps(text: &str) -> Result<Vec<String>, String> {
    let steps: Vec<String> = text
        .lines()
        .map(|l| l.split(':').next().unwrap_or_default().trim().to_string())
        .filter(|l| !l.is_empty())
        .collect();
    match steps.len() {
        3..=6 => Ok(steps),
        n => Err(format!("a scale has 3 to 6 steps, this one has {n}")),
    }
}

/// Reads bands: `letter word lowest-score`, one a line, lowest first.
pub fn bands(text: &str) -> Result<Vec<Band>, String> {
    let mut bands: Vec<Band> = Vec::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let band = match words[..] {
            [letter, label, from] if letter.chars().count() == 1 => from.parse().ok().map(|from| Band {
                letter: letter.chars().next().unwrap_or('?'),
                label: label.to_string(),
                from,
            }),
            _ => None,
        };
        let band = band.ok_or_else(|| format!("“{line}” is not: letter word lowest-score"))?;
        if bands.last().is_some_and(|last| last.from >= band.from) || (bands.is_empty() && band.from != 1) {
            return Err(format!("“{line}”: bands rise, and the first starts at 1"));
        }
        bands.push(band);
    }
    if bands.len() < 2 { Err("at least two bands are needed".into()) } else { Ok(bands) }
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
