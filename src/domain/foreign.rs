//! What a file holds beyond the descriptions of this program: kinds and fields that a newer program brought, as the
//! dictionary of the file names them. They are read and shown as text, never changed.

use super::{id::Id, kind::Kind};

/// A field that this program does not describe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignField {
    pub name: String,
    pub label: String,
    /// `line`, `word`, `many` …, or a type that this program does not know.
    pub typ: String,
    /// Code and label of each word of its list.
    pub words: Vec<(String, String)>,
}

/// A kind that this program does not describe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignKind {
    pub prefix: String,
    pub table: String,
    pub name: String,
    pub plural: String,
    /// Digits of the number in its ids.
    pub digits: usize,
    pub fields: Vec<ForeignField>,
    /// Records that are not deleted.
    pub count: usize,
}

/// A record as the file writes it: one text for each field that was asked for, empty where it holds nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignRecord {
    pub n: u32,
    pub rev: u32,
    pub hidden: bool,
    pub values: Vec<String>,
}

/// Everything in a file that this program does not describe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    pub kinds: Vec<ForeignKind>,
    /// For each kind that this program knows the fields that it does not.
    pub fields: Vec<(Kind, Vec<ForeignField>)>,
}

impl ForeignField {
    /// What a person reads for a value: labels for the words of a list, else the text as it is.
    pub fn shown(&self, text: &str) -> String {
        let label = |code: &str| {
            let word = self.words.iter().find(|(c, _)| c == code);
            word.map_or_else(|| code.to_string(), |(_, label)| label.clone())
        };
        match self.typ.as_str() {
            "word" => label(text),
            "words" => text.split(' ').map(label).collect::<Vec<_>>().join(", "),
            _ => text.to_string(),
        }
    }
}

impl ForeignKind {
    /// How people call a record of it.
    pub fn called(&self, n: u32) -> String {
        format!("{}-{n:0digits$}", self.prefix, digits = self.digits)
    }
    /// The field that names a record: the first line of text, else the first field.
    pub fn title(&self) -> usize {
        self.fields.iter().position(|f| f.typ == "line").unwrap_or(0)
    }
    /// The name of a record, empty if it has none.
    pub fn title_of<'a>(&self, record: &'a ForeignRecord) -> &'a str {
        record.values.get(self.title()).map_or("", String::as_str)
    }
    /// Whether a person means this kind by a word: its table, name, plural or prefix.
    pub fn is_called(&self, word: &str) -> bool {
        let word = word.trim().to_lowercase();
        [&self.table, &self.name, &self.plural, &self.prefix].iter().any(|name| name.to_lowercase() == word)
    }
}

impl Foreign {
    /// The fields of a known kind that this program does not describe.
    pub fn fields_of(&self, kind: Kind) -> &[ForeignField] {
        self.fields.iter().find(|(k, _)| *k == kind).map_or(&[], |(_, fields)| fields)
    }
    /// The label of such a field.
    pub fn label(&self, id: Id, name: &str) -> Option<&str> {
        self.fields_of(id.kind).iter().find(|f| f.name == name).map(|f| f.label.as_str())
    }
    /// Whether this program describes everything in the file.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.fields.is_empty()
    }
    pub fn kind(&self, prefix: &str) -> Option<&ForeignKind> {
        self.kinds.iter().find(|k| k.prefix == prefix)
    }
}
