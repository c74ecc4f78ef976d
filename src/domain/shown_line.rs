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
/// Where papers and records are kept, by the names that people call it: a place without a word before it.
const KEPT_IN: [&str; 19] = [
    "sharepoint",
    "confluence",
    "jira",
    "dms",
    "teams",
    "intranet",
    "extranet",
    "git",
    "github",
    "gitlab",
    "bitbucket",
    "wiki",
    "notion",
    "onedrive",
    "dropbox",
    "servicenow",
    "mlflow",
    "fileserver",
    "archive",
];
/// Words between a version and its day.
const BEFORE_DAYS: [&str; 4] = ["of ", "dated ", "from ", "as of "];

impl ShownLine {
    /// Reads a line without its mark.
    pub fn read(text: &str) -> ShownLine {
        let mut parts = text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty());
        let first = parts.next().unwrap_or_default();
        let Versioned { title, version, rest } =
            versioned(first, 1).unwrap_or(Versioned { title: first, version: "", rest: "" });
        let mut line = ShownLine {
            title: title.into(),
            version: version.into(),
            place: String::new(),
            noticed: String::new(),
            form: form(&text.to_lowercase()),
        };
        line.take(rest);
        for part in parts {
            match versioned(part, 0).filter(|v| line.version.is_empty() && v.title.is_empty()) {
                Some(found) => {
                    line.version = found.version.into();
                    line.take(found.rest);
                }
                None => line.take(part),
            }
        }
        line
    }

    /// A further part of the line: the day of a record without a version, the place, or what was noticed.
    fn take(&mut self, part: &str) {
        if part.is_empty() {
            return;
        }
        if let Some(day) = dated(part).filter(|_| self.version.is_empty()) {
            self.version = day;
        } else if let Some(place) = place_of(part).filter(|_| self.place.is_empty()) {
            self.place = place;
        } else {
            self.noticed += if self.noticed.is_empty() { "" } else { ", " };
            self.noticed += part;
        }
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

/// A part of a line in which a version stands.
struct Versioned<'a> {
    title: &'a str,
    version: &'a str,
    /// What stands behind it: its day or its place.
    rest: &'a str,
}

/// A title and the version behind it, with the day of the version or the place: `Rider notice v3`, `RACI v3 of 1 Oct 2026`.
/// So many words at least belong to the title.
fn versioned(text: &str, title: usize) -> Option<Versioned<'_>> {
    let places = text.split(' ').scan(0, |next, word| {
        let start = *next;
        *next += word.len() + 1;
        Some((start, word))
    });
    let words: Vec<(usize, &str)> = places.filter(|(_, word)| !word.is_empty()).collect();
    (title..words.len()).find_map(|at| {
        let (start, word) = words[at];
        let (version, next) = match version_of(word) {
            Some(version) => (version, at + 1),
            None if is_version(word) => (words.get(at + 1).filter(|(_, v)| is_numbered(v))?.1, at + 2),
            None => return None,
        };
        let rest = words.get(next).map_or("", |(from, _)| &text[*from..]);
        let rest =
            BEFORE_DAYS.iter().find_map(|head| rest.strip_prefix(head).filter(|r| dated(r).is_some())).unwrap_or(rest);
        let rest = rest.trim_matches(['(', ')']);
        let fits = rest.is_empty() || dated(rest).is_some() || place_of(rest).is_some();
        fits.then(|| Versioned { title: text[..start].trim_end(), version, rest })
    })
}

fn is_version(word: &str) -> bool {
    ["version", "rev", "rev.", "v"].contains(&word.to_lowercase().as_str())
}

/// `3`, `2026-10` and `B` are versions; a word is none.
fn is_numbered(version: &str) -> bool {
    version.chars().count() == 1 || version.contains(|c: char| c.is_ascii_digit())
}

/// `3` of `v3` and `(v3)`.
fn version_of(word: &str) -> Option<&str> {
    let rest = word.trim_matches(['(', ')']).strip_prefix(['v', 'V'])?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(rest)
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
    let inside = PLACES.iter().find_map(|head| bare.strip_prefix(head));
    // A place that has a name needs no word before it.
    if let Some(known) = [inside, Some(bare)].into_iter().flatten().find(|place| is_known(place)) {
        return Some(known.to_string());
    }
    let path = !bare.contains(' ') && (bare.contains('/') || bare.contains('\\'));
    (inside.is_some() || path).then(|| bare.to_string())
}

/// `SharePoint`, `DMS / AIMS`, but not `Jira ticket 4711`.
fn is_known(place: &str) -> bool {
    let end = place.find(|c: char| !c.is_alphanumeric()).unwrap_or(place.len());
    let further = place[end..].trim_start();
    KEPT_IN.contains(&place[..end].to_lowercase().as_str()) && !further.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line, and title, version, place, what was noticed and what it is.
    type Case = (&'static str, &'static str, &'static str, &'static str, &'static str, Form);
    const CASES: [Case; 12] = [
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
        (
            "RACI v3 of 1 Oct 2026, SharePoint, unsigned",
            "RACI",
            "3",
            "SharePoint",
            "1 Oct 2026, unsigned",
            Form::Document,
        ),
        (
            "Deployment plan DP-3 v1.2 of 4 Nov 2026, Confluence, unsigned",
            "Deployment plan DP-3",
            "1.2",
            "Confluence",
            "4 Nov 2026, unsigned",
            Form::Document,
        ),
        (
            "Rule AI-07, version 4 of 14 September 2026, DMS / AIMS",
            "Rule AI-07",
            "4",
            "DMS / AIMS",
            "14 September 2026",
            Form::Document,
        ),
        (
            "Rule AI-07 (v4) 2026-09-14, in SharePoint/AI",
            "Rule AI-07",
            "4",
            "SharePoint/AI",
            "2026-09-14",
            Form::Document,
        ),
        ("Notice v3 in Confluence, Git tag missing", "Notice", "3", "Confluence", "Git tag missing", Form::Document),
        ("policy v3 draft, unsigned", "policy v3 draft", "", "", "unsigned", Form::Document),
        ("badge reader at the depot", "badge reader at the depot", "", "", "", Form::Site),
    ];

    #[test]
    fn a_line_says_title_version_place_and_the_rest_without_retyping() {
        for (text, title, version, place, noticed, form) in CASES {
            let line = ShownLine::read(text);
            let got =
                (line.title.as_str(), line.version.as_str(), line.place.as_str(), line.noticed.as_str(), line.form);
            assert_eq!(got, (title, version, place, noticed, form), "{text}");
        }
        assert_eq!(ShownLine::read("").title, "");
    }
}
