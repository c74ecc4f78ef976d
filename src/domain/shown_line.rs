//! What a `>` line says of the evidence that was shown: title, version, place, what it is, and what was noticed on it.

use super::kinds::{evidence, sighting::Form};

/// Evidence as a line of a note names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLine {
    pub title: String,
    pub version: String,
    pub place: String,
    /// The rest of the line: what was noticed.
    pub noticed: String,
    /// What it seems to be, by its words.
    pub form: Form,
}

/// Words by which a form is guessed; the first one that stands in the line counts.
const WORDS: [(Form, &[&str]); 5] = [
    (Form::Said, &["told me", "said"]),
    (Form::Site, &["on site", "watched", "walked", "depot", "saw how"]),
    (Form::Screen, &["screen", "dashboard", "console", "log", "query", "grafana", "jira"]),
    (
        Form::Record,
        &["record", "minutes", "list", "register", "ticket", "mail", "export", "report", "form", "certificate"],
    ),
    (Form::Document, &["policy", "procedure", "rule", "plan", "guide", "notice", "manual", "template", "handbook"]),
];
const PLACES: [&str; 5] = ["in ", "on ", "at ", "under ", "from "];
const BEFORE_PLACES: [&str; 4] = ["shown ", "kept ", "seen ", "stored "];

impl ShownLine {
    /// Reads a line without its mark.
    pub fn read(text: &str) -> ShownLine {
        let mut parts = text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty());
        let (title, version) = versioned(parts.next().unwrap_or_default());
        let mut line = ShownLine {
            title,
            version,
            place: String::new(),
            noticed: String::new(),
            form: form(&text.to_lowercase()),
        };
        for part in parts {
            if let Some(version) = version_of(part).or_else(|| dated(part)).filter(|_| line.version.is_empty()) {
                line.version = version;
            } else if let Some(place) = place_of(part).filter(|_| line.place.is_empty()) {
                line.place = place;
            } else {
                line.noticed += if line.noticed.is_empty() { "" } else { ", " };
                line.noticed += part;
            }
        }
        line
    }
    /// `Rider notice, version 3, on the intranet`
    pub fn told(&self) -> String {
        let version = if self.version.is_empty() { String::new() } else { format!(", version {}", self.version) };
        let place = if self.place.is_empty() { String::new() } else { format!(", {}", self.place) };
        format!("{}{version}{place}", self.title)
    }
}

/// The form of evidence that is kept of what was seen so.
pub fn kept_as(form: Form) -> evidence::Form {
    match form {
        Form::Document => evidence::Form::Document,
        Form::Record => evidence::Form::Record,
        Form::Screen => evidence::Form::Screen,
        Form::Site => evidence::Form::Observation,
        Form::Said => evidence::Form::Statement,
    }
}

fn form(text: &str) -> Form {
    let word = |word: &&str| {
        let at = text.find(*word);
        at.is_some_and(|at| at == 0 || !text[..at].ends_with(char::is_alphanumeric))
    };
    let known = WORDS.iter().find(|(_, words)| words.iter().any(&word));
    known.map_or(Form::Document, |(form, _)| *form)
}

/// A title and the version behind it: `Rider notice v3`.
fn versioned(text: &str) -> (String, String) {
    let Some((title, last)) = text.rsplit_once(' ') else { return (text.into(), String::new()) };
    match version_of(last) {
        Some(version) => (title.trim_end().into(), version),
        None => match title.rsplit_once(' ') {
            Some((title, "version" | "Version" | "rev" | "rev." | "v")) => (title.into(), last.into()),
            _ => (text.into(), String::new()),
        },
    }
}

/// `3` of `v3`, `version 3` and `rev. 3`.
fn version_of(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let rest = ["version ", "rev. ", "rev ", "v"].iter().find_map(|head| lower.strip_prefix(head))?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| text[text.len() - rest.len()..].to_string())
}

/// A part that is a day, by which records are told apart.
fn dated(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let month = words.len() <= 3 && words.iter().any(|w| MONTHS.iter().any(|m| w.starts_with(m)));
    let day = month || super::day::read(text, jiff::civil::date(2000, 1, 1)).is_ok();
    (digits && day && !text.starts_with('+')).then(|| text.to_string())
}

fn place_of(text: &str) -> Option<String> {
    let bare = BEFORE_PLACES.iter().find_map(|head| text.strip_prefix(head)).unwrap_or(text);
    let named = PLACES.iter().any(|head| bare.starts_with(head));
    let path = !bare.contains(' ') && (bare.contains('/') || bare.contains('\\'));
    (named || path).then(|| bare.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_title_version_place_and_the_rest_without_retyping() {
        for (text, title, version, place, noticed, form) in [
            (
                "Rider notice v3, 4 May 2026, shown on the intranet",
                "Rider notice",
                "3",
                "on the intranet",
                "4 May 2026",
                Form::Document,
            ),
            (
                "release 2.14 record, 2 June, metrics attached, approver field empty",
                "release 2.14 record",
                "2 June",
                "",
                "metrics attached, approver field empty",
                Form::Record,
            ),
            ("drift dashboard, https://grafana/d/12", "drift dashboard", "", "https://grafana/d/12", "", Form::Screen),
            ("Rule AI-07 version 3", "Rule AI-07", "3", "", "", Form::Document),
            ("risk register, version 2026-10", "risk register", "2026-10", "", "", Form::Record),
            ("badge reader at the depot", "badge reader at the depot", "", "", "", Form::Site),
        ] {
            let line = ShownLine::read(text);
            let got =
                (line.title.as_str(), line.version.as_str(), line.place.as_str(), line.noticed.as_str(), line.form);
            assert_eq!(got, (title, version, place, noticed, form), "{text}");
        }
        assert_eq!(ShownLine::read("").title, "");
    }
}
