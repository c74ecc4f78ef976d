//! The headings and words that people use in their sheets, and how they are compared. Facts only: nothing is decided
//! here.

use crate::{domain::Kind, shown::without_ignorables};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Bytes of the longest heading that is looked up.
const HEADING_MAX: usize = 1000;

/// What a heading names in a kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum HeadingNames {
    /// The number of a clause or control.
    Id,
    Field(usize),
    /// Something that the kind has no field for, by its usual name.
    Elsewhere(String),
}

/// What is known about a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownHeading {
    /// Whole, without its tail, or the same words in another order.
    Sure(HeadingNames),
    /// It may mean any of these; the first is the most usual.
    Either(Vec<HeadingNames>),
    /// A part of its words: only a proposal.
    Part(HeadingNames),
    /// A column of the other program's own; never asked about.
    Never,
    Unknown,
}

#[derive(Deserialize)]
struct Written {
    kinds: BTreeMap<String, WrittenKind>,
    named: BTreeMap<String, Vec<String>>,
    never: Vec<String>,
    tails: Vec<String>,
}

#[derive(Default, Deserialize)]
struct WrittenKind {
    fields: BTreeMap<String, Vec<String>>,
    ambiguous: BTreeMap<String, Vec<String>>,
    /// What a heading may well mean, and is always confirmed.
    #[serde(default)]
    proposed: BTreeMap<String, String>,
    /// Sheets of it are rarer than others: plain headings alone never mean it.
    #[serde(default)]
    rare: bool,
}

#[derive(Deserialize)]
struct WrittenWords {
    sure: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    propose: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    nothing: Vec<String>,
}

/// The headings of one kind.
#[derive(Default)]
struct OfKind {
    whole: HashMap<String, HeadingNames>,
    sorted: HashMap<String, HeadingNames>,
    either: HashMap<String, Vec<HeadingNames>>,
    proposed: HashMap<String, HeadingNames>,
    /// Those of several words, the longest first.
    parts: Vec<String>,
}

/// Everything that is known.
pub struct HeadingFacts {
    kinds: HashMap<Kind, OfKind>,
    /// The kinds of which people bring sheets.
    brought: Vec<Kind>,
    rare: HashSet<Kind>,
    /// The kind that a word alone names.
    named: HashMap<String, Vec<Kind>>,
    never: HashSet<String>,
    pub(super) tails: Vec<String>,
    pub(super) sure: HashMap<String, HashMap<String, String>>,
    pub(super) propose: HashMap<String, HashMap<String, String>>,
    nothing: HashSet<String>,
}

/// The facts that are built in.
pub fn facts() -> &'static HeadingFacts {
    static FACTS: LazyLock<HeadingFacts> = LazyLock::new(|| {
        let headings: Written = serde_json::from_str(include_str!("headings.json")).expect("the built-in headings");
        let words: WrittenWords = serde_json::from_str(include_str!("words.json")).expect("the built-in words");
        HeadingFacts::of(headings, words)
    });
    &FACTS
}

/// The kind of a table of the file.
fn kind_of_table(table: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.spec().table == table)
}

impl HeadingFacts {
    fn of(headings: Written, words: WrittenWords) -> HeadingFacts {
        let none = WrittenKind::default();
        let written = |kind: Kind| headings.kinds.get(kind.spec().table);
        // Every kind is read where a person names it; which one it is is asked among those whose sheets are known.
        let kinds = Kind::ALL.iter().map(|kind| (*kind, OfKind::of(*kind, written(*kind).unwrap_or(&none))));
        let brought = |kind: &Kind| written(*kind).is_some();
        let mut named: HashMap<String, Vec<Kind>> = HashMap::new();
        for (table, list) in &headings.named {
            let Some(kind) = kind_of_table(table) else { continue };
            list.iter().for_each(|word| named.entry(norm(word)).or_default().push(kind));
        }
        let vocabulary = |of: BTreeMap<String, BTreeMap<String, Vec<String>>>| {
            let one = |values: BTreeMap<String, Vec<String>>| {
                values.into_iter().flat_map(|(v, l)| l.into_iter().map(move |w| (word(&w), v.clone()))).collect()
            };
            of.into_iter().map(|(field, values)| (field, one(values))).collect()
        };
        HeadingFacts {
            kinds: kinds.collect(),
            brought: Kind::ALL.iter().copied().filter(brought).collect(),
            rare: Kind::ALL.iter().copied().filter(|kind| written(*kind).is_some_and(|w| w.rare)).collect(),
            named,
            never: headings.never.iter().map(|h| norm(h)).collect(),
            tails: headings.tails.iter().map(|t| norm(t)).collect(),
            sure: vocabulary(words.sure),
            propose: vocabulary(words.propose),
            nothing: words.nothing.iter().map(|w| w.trim().to_lowercase()).collect(),
        }
    }

    /// The kinds that a sheet may be of when nobody says it.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.brought.iter().copied()
    }

    /// Whether sheets of a kind are rarer than others, so that it takes more than plain headings to mean it.
    pub fn is_rare(&self, kind: Kind) -> bool {
        self.rare.contains(&kind)
    }

    /// Whether a heading is known whole in a kind, as it stands.
    pub fn is_known(&self, kind: Kind, heading: &str) -> bool {
        let form = norm(heading);
        self.kinds.get(&kind).is_some_and(|k| k.whole.contains_key(&form) || k.either.contains_key(&form))
    }

    /// Whether a whole cell is a word for nothing.
    pub fn is_nothing(&self, cell: &str) -> bool {
        let cell = cell.trim();
        cell.is_empty() || (cell.len() <= 40 && self.nothing.contains(&cell.to_lowercase()))
    }

    /// The kind that a heading names by itself, alone or with id, name, title, number.
    pub fn names_kind(&self, heading: &str) -> Option<&[Kind]> {
        let all = self.forms(heading);
        all.iter().find_map(|form| {
            let with = ["id", "name", "title", "no", "nr", "number", "ref", "reference"];
            let bare = with.iter().find_map(|tail| form.strip_suffix(&format!(" {tail}"))).unwrap_or(form);
            self.named.get(form.as_str()).or_else(|| self.named.get(bare)).map(Vec::as_slice)
        })
    }

    /// What is known about a heading in a kind.
    pub fn look_up(&self, kind: Kind, heading: &str) -> KnownHeading {
        self.look_up_forms(kind, &self.forms(heading))
    }

    /// The forms in which a heading is looked up; a long text is no heading.
    pub fn forms(&self, heading: &str) -> Vec<String> {
        if heading.len() > HEADING_MAX { Vec::new() } else { forms(heading, &self.tails) }
    }

    /// The same for a heading whose forms are known.
    pub fn look_up_forms(&self, kind: Kind, forms: &[String]) -> KnownHeading {
        let part = || self.kinds.get(&kind).and_then(|known| known.part(forms)).map(KnownHeading::Part);
        self.whole(kind, forms).or_else(part).unwrap_or(KnownHeading::Unknown)
    }

    /// Whether a heading of these forms is known in a kind, as one field or as one of several.
    pub fn has(&self, kind: Kind, forms: &[String]) -> bool {
        matches!(self.whole(kind, forms), Some(KnownHeading::Sure(_) | KnownHeading::Either(_)))
    }

    /// What is known of a heading as it stands, without looking whether part of it is one.
    fn whole(&self, kind: Kind, forms: &[String]) -> Option<KnownHeading> {
        let known = self.kinds.get(&kind)?;
        if forms.iter().any(|form| self.never.contains(form)) {
            return Some(KnownHeading::Never);
        }
        forms.iter().find_map(|form| known.whole(form))
    }
}

impl OfKind {
    fn of(kind: Kind, written: &WrittenKind) -> OfKind {
        let spec = kind.spec();
        let names = |field: &str| match field {
            "id" => Some(HeadingNames::Id),
            other => match other.strip_prefix('<') {
                Some(rest) => Some(HeadingNames::Elsewhere(rest.trim_end_matches('>').to_string())),
                None => spec.field(other).map(HeadingNames::Field),
            },
        };
        let mut this = OfKind::default();
        for (field, list) in &written.fields {
            let Some(names) = names(field) else { continue };
            for alias in list.iter().map(|a| norm(a)).filter(|a| !a.is_empty()) {
                this.whole.insert(alias, names.clone());
            }
        }
        for (alias, list) in &written.ambiguous {
            this.either.insert(norm(alias), list.iter().filter_map(|f| names(f)).collect());
        }
        let proposed = written.proposed.iter().filter_map(|(alias, field)| Some((norm(alias), names(field)?)));
        this.proposed = proposed.collect();
        for (i, field) in spec.fields.iter().enumerate().filter(|(_, f)| f.importable() && !f.retired) {
            for alias in field.aliases.iter().map(|a| norm(a)) {
                if !this.either.contains_key(&alias) {
                    this.whole.entry(alias).or_insert(HeadingNames::Field(i));
                }
            }
        }
        // What our own exports and forms call a field is that field.
        for (i, field) in spec.fields.iter().enumerate().filter(|(_, f)| f.importable() && !f.retired) {
            this.either.remove(&norm(field.label));
            this.whole.insert(norm(field.label), HeadingNames::Field(i));
            if !this.either.contains_key(&norm(field.name)) {
                this.whole.insert(norm(field.name), HeadingNames::Field(i));
            }
        }
        let several = this.whole.iter().filter(|(form, _)| form.contains(' '));
        this.sorted = several.map(|(form, names)| (sorted(form), names.clone())).collect();
        this.parts = this.whole.keys().filter(|form| form.len() >= 5 && form.contains(' ')).cloned().collect();
        this.parts.sort_unstable_by(|a, b| (b.len(), b).cmp(&(a.len(), a)));
        this
    }

    fn whole(&self, form: &str) -> Option<KnownHeading> {
        let sure = || self.whole.get(form).or_else(|| self.sorted.get(&sorted(form)));
        let either = self.either.get(form).map(|list| KnownHeading::Either(list.clone()));
        either
            .or_else(|| sure().map(|names| KnownHeading::Sure(names.clone())))
            .or_else(|| self.proposed.get(form).map(|names| KnownHeading::Part(names.clone())))
    }

    /// The longest heading all of whose words stand in these.
    fn part(&self, forms: &[String]) -> Option<HeadingNames> {
        let whole: HashSet<&str> = forms.first()?.split(' ').collect();
        let best = self.parts.iter().find(|alias| alias.split(' ').all(|word| whole.contains(word)))?;
        Some(self.whole[best].clone()).filter(|names| !matches!(names, HeadingNames::Elsewhere(_)))
    }
}

/// The form in which headings are compared: case, accents, width, camel case and signs do not count.
pub fn norm(text: &str) -> String {
    let mut spaced = String::new();
    let mut before = ' ';
    for c in without_ignorables(text).chars() {
        if c.is_uppercase() && (before.is_lowercase() || before.is_numeric()) {
            spaced.push(' ');
        }
        spaced.push(c);
        before = c;
    }
    let plain = if spaced.is_ascii() { spaced } else { spaced.nfkc().collect() };
    let mut plain = plain.to_lowercase().replace('&', " and ");
    if !plain.is_ascii() {
        plain = plain.nfd().filter(|c| !is_combining_mark(*c)).collect();
    }
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The form in which words of a list are compared. A word of signs alone, such as a tick, stays as it is.
pub fn word(text: &str) -> String {
    let form = norm(text);
    if form.is_empty() { text.trim().to_string() } else { form }
}

fn sorted(form: &str) -> String {
    let mut words: Vec<&str> = form.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// A heading and what is left of it without its tails, the whole first.
pub fn forms(heading: &str, tails: &[String]) -> Vec<String> {
    // `Risk #` is the number of a risk.
    let heading = heading.replace(['#', '№'], " no ");
    let mut texts = vec![heading.trim().to_string()];
    let mut add = |text: &str| {
        let text = text.trim().trim_end_matches(['*', ':', '?', '.', '-', '–']).trim();
        if !text.is_empty() && !texts.iter().any(|t| t == text) {
            texts.push(text.to_string());
        }
    };
    // Plural marks belong to the word: `Vendor(s) Name`.
    let plain = ["(s)", "(es)", "(en)"].iter().fold(heading.trim().to_string(), |t, mark| t.replace(mark, ""));
    let plural = plain.replacen(' ', "s ", 1);
    if plain != heading.trim() {
        add(&plain);
        add(&plural);
    }
    let numbered = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    if numbered.len() < plain.len() && numbered.starts_with(['.', ')', '_', '-', ' ']) {
        add(numbered.trim_start_matches(['.', ')', '_', '-', ' ']));
    }
    if let Some(rest) = plain.get(1..).and_then(|t| t.strip_prefix(") ")) {
        add(rest);
    }
    let bare = match (plain.trim_end().ends_with([')', ']', '}']), plain.rfind(['(', '[', '{'])) {
        (true, Some(at)) if at > 0 => plain[..at].to_string(),
        _ => plain.clone(),
    };
    add(&bare);
    if let Some(at) = plain.find(['*', ':', '?', '\n']).filter(|at| *at > 0) {
        add(&plain[..at]);
    }
    let form = norm(&plain);
    for tail in tails.iter().filter(|t| t.len() > 2) {
        if let Some(rest) = form.strip_suffix(tail.as_str()).filter(|rest| rest.ends_with(' ')) {
            add(rest);
        }
    }
    let mut forms: Vec<String> = texts.iter().map(|t| norm(t)).filter(|t| !t.is_empty()).collect();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: Kind, heading: &str) -> String {
        match facts().look_up(kind, heading) {
            KnownHeading::Sure(HeadingNames::Field(f)) => kind.spec().fields[f].name.to_string(),
            KnownHeading::Sure(HeadingNames::Elsewhere(name)) => format!("<{name}>"),
            KnownHeading::Sure(HeadingNames::Id) => "id".into(),
            other => format!("{other:?}").chars().take_while(|c| c.is_alphabetic()).collect(),
        }
    }

    #[test]
    fn no_heading_leads_to_two_fields_of_a_kind_unmarked() {
        let written: Written = serde_json::from_str(include_str!("headings.json")).unwrap();
        for (table, kind) in &written.kinds {
            let of = kind_of_table(table).unwrap_or_else(|| panic!("{table} is no kind"));
            let mut seen: HashMap<String, &str> = HashMap::new();
            for (field, list) in &kind.fields {
                assert!(field == "id" || field.starts_with('<') || of.spec().field(field).is_some(), "{table}.{field}");
                for alias in list {
                    let before = seen.insert(norm(alias), field);
                    assert!(before.is_none_or(|b| b == field), "{table}: “{alias}” is {field} and {}", before.unwrap());
                    assert!(!kind.ambiguous.contains_key(alias), "{table}: “{alias}” is ambiguous and is not");
                }
            }
            for (alias, list) in &kind.ambiguous {
                for field in list {
                    assert!(
                        field == "id" || field.starts_with('<') || of.spec().field(field).is_some(),
                        "{table}: {alias}: {field}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_word_leads_to_two_values_and_each_value_is_one_of_its_field() {
        let written: WrittenWords = serde_json::from_str(include_str!("words.json")).unwrap();
        for (field, values) in written.sure.iter().chain(&written.propose) {
            let mut seen: HashMap<String, &String> = HashMap::new();
            for (value, list) in values {
                if let Some((table, name)) = field.split_once('.').filter(|(table, _)| *table != "scale") {
                    let spec = kind_of_table(table).unwrap_or_else(|| panic!("{field}")).spec();
                    let choices = spec.fields[spec.field(name).unwrap_or_else(|| panic!("{field}"))].choices();
                    assert!(choices.iter().any(|c| c.code == value), "{field}: {value}");
                }
                for w in list {
                    let before = seen.insert(word(w), value);
                    assert!(before.is_none_or(|b| b == value), "{field}: “{w}” is {value} and {}", before.unwrap());
                }
            }
        }
    }

    #[test]
    fn each_kind_has_its_line_of_words() {
        let written: Written = serde_json::from_str(include_str!("headings.json")).unwrap();
        for kind in Kind::ALL {
            let words = written.named.get(kind.spec().table);
            assert!(words.is_some(), "“named” in headings.json has no line for {}", kind.spec().table);
        }
        assert!(written.named.keys().all(|table| kind_of_table(table).is_some()));
    }

    #[test]
    fn tails_case_and_order_of_words_do_not_count() {
        use Kind::{Item, Risk, System};
        for (kind, heading, expected) in [
            (System, "Vendor(s) Name", "suppliers"),
            (System, "Use Case ID", "external_ref"),
            (System, "SYSTEM_NAME *", "name"),
            (System, "systemName", "name"),
            (Item, "Applicable (Y/N)", "applies"),
            (Item, "Status (Yes/Partial/No)", "Either"),
            (Item, "Control ID", "id"),
            (Risk, "Likelihood (1-5)", "likelihood"),
            (Risk, "Risk #", "external_ref"),
            (Item, "#", "id"),
            (Kind::System, "Level", "Part"),
            (Kind::Document, "Doc ID", "<external_ref>"),
            (Kind::Attendance, "Completed On", "when"),
            (Risk, "Owner Risk", "owner"),
            (Risk, "Mitigation plan", "<plan_text>"),
            (System, "Is it raining?", "Unknown"),
            (System, "urn", "Never"),
        ] {
            assert_eq!(field(kind, heading), expected, "{heading}");
        }
    }
}
